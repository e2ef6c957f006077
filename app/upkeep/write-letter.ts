import QRCode from 'qrcode';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { printCode } from '#app/passes/rules/code.ts';
import type { Services } from '#app/platform/services.ts';
import type { WaitingLetter } from '#db/queries/upkeep/letters.ts';
import { letterCode, pageLink } from './page-token.ts';
import { postalLines } from './rules/letter.ts';

/** A letter as it is printed. */
export interface WrittenLetter {
  id: string;
  name: string;
  /** The lines of the postal address. */
  address: string[];
  /** What the page says, label and words. */
  facts: [label: string, words: string][];
  /** The drawing of the link, as an SVG text. */
  drawing: string;
  /** The code that stands for the link, in groups; null for a letter that has none. */
  code: string | null;
  /** Where the code is typed, and where the team works: as they are typed. */
  site: string;
  space: string;
  /** The last Paris day on which it answers. */
  until: string;
}

/** Writes a letter. `hours` are the words of an ordinary week; `phone`, as it is said. Null for what the page does not say. */
export async function writeLetter(
  { secrets }: Pick<Services, 'secrets'>,
  letter: WaitingLetter,
  origin: string,
  said: { hours: string | null; phone: string | null },
): Promise<WrittenLetter> {
  const { id, name, street, postcode, commune, expiresAt, hasCode } = letter;
  const place = origin.replace(/^https?:\/\//, '');
  return {
    id,
    name,
    address: postalLines(letter),
    facts: [
      ['Nom', name],
      ['Adresse', `${street}, ${postcode} ${commune}`],
      ['Horaires', said.hours ?? 'rien'],
      ['Téléphone', said.phone ?? 'rien'],
    ],
    drawing: await QRCode.toString(pageLink(secrets, origin, 'confirm', id), {
      type: 'svg',
      errorCorrectionLevel: 'M',
      margin: 1,
    }),
    code: hasCode ? printCode(letterCode(secrets, id)) : null,
    site: `${place}/ma-fiche`,
    space: `${place}/espace-lieu`,
    until: parisDay(expiresAt),
  };
}
