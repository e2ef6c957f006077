import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { PUBLICS } from './person.ts';

const text = (missing: string, max: number) =>
  z.string({ error: missing }).trim().min(1, missing).max(max, `C’est trop long\u00a0: ${max} caractères au plus.`);

const period = {
  startsOn: daySchema('Choisissez le premier jour de la convention.'),
  endsOn: daySchema('Choisissez le dernier jour de la convention.'),
  targetPasses: z
    .number({ error: 'Écrivez combien de pass ce partenaire doit remettre.' })
    .int('Écrivez un nombre entier.')
    .min(0, 'Écrivez un nombre à partir de 0.')
    .max(10_000_000, 'Ce nombre est trop grand.'),
};

/** What else a convention says; a small one may leave all of it out. */
const terms = {
  publics: z.array(z.enum(PUBLICS)).max(PUBLICS.length).default([]),
  signedForPartner: z.string().trim().max(120, 'Ce nom est trop long.').optional(),
  signedForAuthority: z.string().trim().max(120, 'Ce nom est trop long.').optional(),
  signedOn: daySchema('Choisissez le jour de la signature.').optional(),
};

const inOrder = (given: { startsOn: string; endsOn: string }) => given.endsOn >= given.startsOn;
const says = { path: ['endsOn'], error: 'Le dernier jour vient après le premier.' };

/** A partner as the authority writes it down, with its first convention: Paris days, both included, and a target. */
export const partnerSchema = z
  .object({
    name: text('Écrivez le nom du partenaire.', 120),
    address: z.string().trim().max(200, 'Cette adresse est trop longue.').optional(),
    commune: text('Écrivez la commune.', 80),
    ...period,
    ...terms,
  })
  .refine(inOrder, says);

/** A place where a partner works. */
export const siteSchema = z.object({
  partnerId: z.uuid(),
  name: text('Écrivez le nom du site.', 120),
  address: z.string().trim().max(200, 'Cette adresse est trop longue.').optional(),
  commune: text('Écrivez la commune.', 80),
});

/** One more convention for a partner already known. */
export const conventionSchema = z.object({ partnerId: z.uuid(), ...period, ...terms }).refine(inOrder, says);

/** Share of a convention's target already handed over; null when there is no target to reach. */
export function progress(handedOver: number, target: number): number | null {
  return target === 0 ? null : handedOver / target;
}
