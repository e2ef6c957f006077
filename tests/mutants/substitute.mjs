// Loads one file of the source with some words replaced: MUTANT = {file, remove, put}. Registered before tsx, so that
// it hands tsx the changed source.
import { register } from 'node:module';

register(new URL('./substitute-hook.mjs', import.meta.url));
