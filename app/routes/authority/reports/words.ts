import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { AGE_LABELS, type Words } from '#app/reporting/tables/words.ts';
import { THEME_LABELS } from '#app/training/texts.fr.ts';

/** The words of other contexts that the reports' tables use. */
export const WORDS: Words = { publics: PUBLIC_LABELS, ages: AGE_LABELS, themes: THEME_LABELS };
