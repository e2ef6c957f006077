import { z } from 'zod';
import { SHAPES } from './adapters/shape.ts';

/** How often a feed may be read, in hours. */
export const RHYTHMS = [
  { hours: 24, label: 'chaque jour' },
  { hours: 168, label: 'chaque semaine' },
  { hours: 720, label: 'chaque mois' },
] as const;

/** A new source, as the authority writes it. */
export const feedSchema = z.object({
  name: z
    .string('Donnez un nom à cette source.')
    .max(80, 'Ce nom est trop long : 80 signes au plus.')
    .refine((name) => name !== 'venue' && name !== 'metropole', 'Ce nom est réservé.'),
  url: z
    .url({ protocol: /^https?$/, error: 'Écrivez l’adresse complète du fichier, qui commence par https://.' })
    .max(1000),
  licence: z.string('Écrivez la licence des données. Exemple : Licence Ouverte 2.0.').max(120),
  shape: z.enum(SHAPES, 'Choisissez une forme de la liste.').optional(),
  everyHours: z
    .number('Choisissez quand lire cette source.')
    .int()
    .min(1, 'Choisissez quand lire cette source.')
    .max(8784, 'Choisissez quand lire cette source.'),
});

/** A source that loses a fifth of its rows at once has more likely broken than closed so many venues. */
export function hasShrunk(before: number | null, accepted: number): boolean {
  return before !== null && before > 0 && accepted * 5 <= before * 4;
}
