import { attackForms } from '#tests/setup/hostile-forms.ts';

// Nearly half of all forms: in a file of their own, another core attacks them.
attackForms(['authority']);
