import { ensureBuild } from '#scripts/build.ts';

/** Vitest's global set-up of the projects that speak HTTP: the pages are those of the sources as they stand. */
export default async function setup(): Promise<void> {
  await ensureBuild();
}
