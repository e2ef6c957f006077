import { attackForms } from '#tests/setup/hostile-forms.ts';
import { VISITORS } from '#tests/setup/sign-in.ts';

attackForms(VISITORS.filter((visitor) => visitor !== 'authority'));
