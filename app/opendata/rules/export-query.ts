import { z } from 'zod';
import { addDays, isDay, parisDayRange } from '#app/calendar/rules/paris-time.ts';
import { LYON_ARRONDISSEMENTS } from '#app/directory/rules/territory.ts';

const INSEE = /^([013-9]\d|2[AB1-9])\d{3}$/;
const LYON = '69123';
const MOST_COMMUNES = 60;

/** A day of Paris, or a moment of ISO 8601 with its zone, as the instant from which things are asked. */
export const sinceField = z
  .string()
  .transform((text, ctx) => {
    const day = isDay(text) ? parisDayRange(text).start : null;
    // A "+" that was not escaped arrives as a space.
    const moment = text.replace(/ (?=\d{2}:\d{2}$)/, '+');
    const at =
      day ??
      (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(moment) && /(Z|[+-]\d{2}:\d{2})$/.test(moment) ? new Date(moment) : null);
    if (at !== null && at.getTime() >= 0 && at.getUTCFullYear() < 2200) return at;
    ctx.addIssue({ code: 'custom', message: 'Écrivez une date, comme 2026-11-01 ou 2026-11-01T08:00:00Z.' });
    return z.NEVER;
  })
  .meta({
    description: 'Seulement ce qui a changé depuis ce jour (heure de Paris) ou ce moment (ISO 8601, avec son fuseau).',
    example: '2026-11-01',
  });

/** INSEE codes; Lyon's own stands for its arrondissements, by which its venues are filed. */
export const communeField = z
  .string()
  .transform((text, ctx) => {
    const codes = text
      .toUpperCase()
      .split(',')
      .map((code) => code.trim());
    if (codes.length > MOST_COMMUNES || codes.some((code) => !INSEE.test(code))) {
      ctx.addIssue({
        code: 'custom',
        message: 'Écrivez un code INSEE de cinq signes, comme 69266 ; plusieurs se séparent par des virgules.',
      });
      return z.NEVER;
    }
    return codes.flatMap((code) =>
      code === LYON ? [LYON, ...LYON_ARRONDISSEMENTS.map((place) => place.code)] : [code],
    );
  })
  .meta({
    description: 'Code INSEE de la commune, ou plusieurs séparés par des virgules. 69123 veut dire tout Lyon.',
    example: '69266',
  });

export const departmentField = z
  .string()
  .regex(/^(\d{2}|2[abAB]|9[78]\d)$/, 'Écrivez un numéro de département, comme 69, 2A ou 974.')
  .transform((code) => code.toUpperCase())
  .meta({ description: 'Numéro du département.', example: '69' });

export const yesField = z
  .enum(['oui', '1', 'true', 'non', '0', 'false'], 'Écrivez oui ou non.')
  .transform((word) => word === 'oui' || word === '1' || word === 'true');

/** What a file of venues may be asked for. */
export const venueFileQuery = z.object({
  depuis: sinceField.optional(),
  commune: communeField.optional(),
  departement: departmentField.optional(),
  territoire: yesField.optional().meta({ description: 'Seulement les lieux du territoire.', example: 'oui' }),
  tableur: yesField
    .optional()
    .meta({ description: 'CSV pour un tableur : point-virgule et accents lus sans réglage.', example: 'oui' }),
});
export type VenueFileQuery = z.infer<typeof venueFileQuery>;

/** What a file of sessions, or of stops, may be asked for. */
export const sessionFileQuery = z.object({ commune: communeField.optional() });

/** The day after a Paris day, for ranges whose end is excluded. */
export function nextDayStart(day: string): Date {
  return parisDayRange(addDays(day, 1)).start;
}
