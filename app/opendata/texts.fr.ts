import type { ProblemKind } from './rules/problem.ts';

/** The problems of RFC 9457: `status`, what it is in general (`title`), what to do (`detail`). */
export const PROBLEM_TEXTS: Readonly<Record<ProblemKind, { status: number; title: string; detail: string }>> = {
  PARAMETRES: {
    status: 400,
    title: 'Demande mal écrite',
    detail: 'Un paramètre au moins ne peut pas être lu. Corrigez-le, puis recommencez.',
  },
  INTROUVABLE: {
    status: 404,
    title: 'Introuvable',
    detail: 'Ce que vous demandez n’est pas, ou n’est plus, publié à cette adresse.',
  },
  TROP_DE_DEMANDES: {
    status: 429,
    title: 'Trop de demandes',
    detail: 'Votre adresse a fait trop de demandes en une minute. Attendez, puis recommencez.',
  },
  METHODE: {
    status: 405,
    title: 'Lecture seulement',
    detail: 'Ces données se lisent (GET, HEAD) ; elles ne s’écrivent pas.',
  },
  INDISPONIBLE: {
    status: 503,
    title: 'Momentanément indisponible',
    detail: 'Les données ne peuvent pas être lues en ce moment. Recommencez dans quelques secondes.',
  },
};

export const LICENCE = {
  name: 'Licence Ouverte 2.0 (Etalab)',
  url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
} as const;

/** Under which licence each known source publishes its rows. */
export const SOURCE_LICENCES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'venue',
    'metropole',
    'Hinaura',
    'hinaura-brut',
    'resin',
    'conseiller-numerique',
    'france-services',
    'aidants-connect',
    'data-inclusion',
    'dora',
  ].map((source) => [source, LICENCE.name]),
);
