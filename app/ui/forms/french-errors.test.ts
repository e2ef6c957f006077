import { expect, it } from 'vitest';
import { z } from 'zod';
import { frenchError } from './french-errors.ts';

const said = (schema: z.ZodType, input: unknown) => {
  const parsed = schema.safeParse(input, { error: frenchError });
  return parsed.success ? null : parsed.error.issues[0]?.message.replaceAll('\u00a0', ' ');
};

it.each([
  [z.string(), undefined, 'Remplissez ce champ.'],
  [z.string().max(3), 'abcd', 'C’est trop long : 3 caractères au plus.'],
  [z.string().min(12), 'abc', 'Écrivez au moins 12 caractères.'],
  [z.number(), undefined, 'Écrivez un nombre. Exemple : 12.'],
  [z.number().min(1), 0, 'Écrivez un nombre à partir de 1.'],
  [z.number().max(20), 21, 'Écrivez un nombre jusqu’à 20.'],
  [z.int(), 1.5, 'Écrivez un nombre entier. Exemple : 12.'],
  [z.email(), 'zoe@', 'Cette adresse n’est pas complète. Exemple : nom@exemple.fr.'],
  [z.enum(['a']), undefined, 'Choisissez une réponse.'],
  [z.enum(['a']), 'z', 'Choisissez une réponse de la liste.'],
  [z.array(z.string()).min(1), [], 'Choisissez au moins une réponse.'],
  [z.iso.date(), 'demain', 'Choisissez une date.'],
  [z.string().regex(/x/), 'a', 'Vérifiez cette réponse : elle n’a pas la forme attendue.'],
  [z.union([z.literal(1), z.literal(2)]), 3, 'Vérifiez cette réponse.'],
])('says what to do in plain French (%#)', (schema, input, sentence) => {
  expect(said(schema, input)).toBe(sentence);
});

it('leaves a schema its own sentence', () => {
  expect(said(z.string('Écrivez votre nom.'), undefined)).toBe('Écrivez votre nom.');
});
