import type { z } from 'zod';
import { communesQuery, nearQuery, noQuery, sessionsQuery, stopsQuery, venuesQuery } from './api-query.ts';
import {
  apiSession,
  apiVenue,
  apiVisit,
  communeList,
  nearPage,
  sessionPage,
  venuePage,
  visitPage,
} from './api-schemas.ts';

/** One question the API answers. The documentation, the page to try it and the tests are made from this list. */
export interface Endpoint {
  /** With `{id}` as OpenAPI writes it. */
  path: string;
  name: string;
  summary: string;
  description: string;
  query: z.ZodObject;
  answer: z.ZodType;
}

export const API_BASE = '/api/v1';

export const ENDPOINTS = [
  {
    path: '/lieux',
    name: 'listerLieux',
    summary: 'Les lieux',
    description:
      'Page par page, dans un ordre qui ne change pas. Avec « depuis », les lieux changés et les lieux retirés.',
    query: venuesQuery,
    answer: venuePage,
  },
  {
    path: '/lieux/proches',
    name: 'listerLieuxProches',
    summary: 'Les lieux les plus proches d’un point',
    description: 'Du plus proche au plus lointain, à vol d’oiseau.',
    query: nearQuery,
    answer: nearPage,
  },
  {
    path: '/lieux/{id}',
    name: 'lireLieu',
    summary: 'Un lieu',
    description: 'Par son identifiant permanent.',
    query: noQuery,
    answer: apiVenue,
  },
  {
    path: '/ateliers',
    name: 'listerAteliers',
    summary: 'Les ateliers à venir',
    description: 'Du plus proche au plus lointain dans le temps ; ceux qui sont annulés n’y sont pas.',
    query: sessionsQuery,
    answer: sessionPage,
  },
  {
    path: '/ateliers/{id}',
    name: 'lireAtelier',
    summary: 'Un atelier',
    description: 'Même passé, même annulé : « etat » le dit.',
    query: noQuery,
    answer: apiSession,
  },
  {
    path: '/passages',
    name: 'listerPassages',
    summary: 'Les passages à venir des lieux qui se déplacent',
    description:
      'Du plus proche au plus lointain dans le temps. Avec « depuis », ceux qui ont changé, et aussi ceux qui ont été retirés : « etat » le dit.',
    query: stopsQuery,
    answer: visitPage,
  },
  {
    path: '/passages/{id}',
    name: 'lirePassage',
    summary: 'Un passage',
    description: 'Même passé, même retiré : « etat » le dit.',
    query: noQuery,
    answer: apiVisit,
  },
  {
    path: '/communes',
    name: 'listerCommunes',
    summary: 'Les communes qui ont un lieu',
    description: 'Par ordre alphabétique, avec ce qu’on y trouve.',
    query: communesQuery,
    answer: communeList,
  },
] as const satisfies readonly Endpoint[];
