import { intention, ok, refuse } from '#app/platform/intention.ts';
import { markLettersSent } from '#db/queries/upkeep/letters.ts';
import { lettersForm } from './rules/letter.ts';

/** The authority printed and posted the letters that ask venues to confirm their page. Value: how many were waiting. */
export const postLetters = intention({
  name: 'post-page-letters',
  input: lettersForm,
  may: 'venue.curate',
  async run(tx, { letters }, ctx) {
    const posted = await markLettersSent(tx, letters, ctx.now);
    return posted === 0 ? refuse('LETTERS_POSTED') : ok({ posted });
  },
});
