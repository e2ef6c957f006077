import type { z } from 'zod';

type RawIssue = z.core.$ZodRawIssue;

/**
 * What to do about an answer that does not fit, when the schema has no sentence of its own. Schemas
 * of forms should: "Écrivez votre nom." helps more than "Remplissez ce champ."
 */
export function frenchError(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue);
    case 'invalid_value':
      return issue.input === undefined ? 'Choisissez une réponse.' : 'Choisissez une réponse de la liste.';
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum));
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum));
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'Vérifiez cette réponse\u00a0: elle n’a pas la forme attendue.';
    case 'not_multiple_of':
      return `Écrivez un multiple de ${issue.divisor}.`;
    default:
      return 'Vérifiez cette réponse.';
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'Cette adresse n’est pas complète. Exemple\u00a0: nom@exemple.fr.',
  url: 'Cette adresse n’est pas complète. Exemple\u00a0: https://exemple.fr.',
  date: 'Choisissez une date.',
  time: 'Écrivez une heure. Exemple\u00a0: 14:30.',
  uuid: 'Choisissez une réponse de la liste.',
};

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'Remplissez ce champ.',
  number: 'Écrivez un nombre. Exemple\u00a0: 12.',
  int: 'Écrivez un nombre entier. Exemple\u00a0: 12.',
  date: 'Choisissez une date.',
  boolean: 'Cochez ou décochez cette case.',
  array: 'Choisissez au moins une réponse.',
};

function wrongType(issue: RawIssue & { code: 'invalid_type' }): string {
  if (issue.expected === 'string' && issue.input !== undefined) return 'Donnez une seule réponse.';
  return EXPECTED[issue.expected] ?? 'Vérifiez cette réponse.';
}

function tooSmall(origin: string, minimum: number): string {
  if (origin === 'string') return minimum <= 1 ? 'Remplissez ce champ.' : `Écrivez au moins ${minimum} caractères.`;
  if (origin === 'array') {
    return minimum <= 1 ? 'Choisissez au moins une réponse.' : `Choisissez au moins ${minimum} réponses.`;
  }
  return origin === 'date' ? 'Choisissez une date plus tard.' : `Écrivez un nombre à partir de ${minimum}.`;
}

function tooBig(origin: string, maximum: number): string {
  if (origin === 'string') return `C’est trop long\u00a0: ${maximum} caractères au plus.`;
  if (origin === 'array') return `Choisissez ${maximum} réponses au plus.`;
  return origin === 'date' ? 'Choisissez une date plus tôt.' : `Écrivez un nombre jusqu’à ${maximum}.`;
}
