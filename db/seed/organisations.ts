import type { Weekday } from '#app/calendar/rules/recurrence.ts';
import type { CourseKey } from './courses.ts';

/** A weekly session: what, on which weekday, from when (Paris wall time), for how many people. */
export interface SeededSeries {
  course: CourseKey;
  weekday: Weekday;
  start: string;
  capacity: number;
  /** Position of the venue in the organisation's list. */
  venue: number;
}

/** A real place (its number in the file of venues) run by an organisation whose staff and sessions are fictitious. */
export interface SeededOrganisation {
  name: string;
  venues: readonly string[];
  mediators: readonly [string, ...string[]];
  room: string;
  series: readonly SeededSeries[];
  /** Since when it publishes sessions. */
  weeksAgo: number;
  wheelchair: boolean;
}

type Week = readonly (readonly [CourseKey, Weekday, string, number, number?])[];

function organisation(
  name: string,
  venues: readonly string[],
  mediators: readonly [string, ...string[]],
  room: string,
  week: Week,
  over: Partial<Pick<SeededOrganisation, 'weeksAgo' | 'wheelchair'>> = {},
): SeededOrganisation {
  const series = week.map(([course, weekday, start, capacity, venue = 0]) => ({
    course,
    weekday,
    start,
    capacity,
    venue,
  }));
  return { name, venues, mediators, room, series, weeksAgo: 8, wheelchair: true, ...over };
}

/** The organisation of the persona « Médiateur, MJC de Bron »: it has sessions on the day of the visit too. */
export const BRON = 'MJC Louis Aragon de Bron';
/** The organisation of the persona « Animatrice, La MIETE ». */
export const MIETE = 'La MIETE';

const multimedia = 'Espace multimédia';
const computers = 'Salle informatique';

/** Everyone who teaches in the Métropole: its 29 venues of the file, in 25 organisations. */
const INSIDE: readonly SeededOrganisation[] = [
  organisation(BRON, ['65'], ['Karim Belaïd', 'Aline Rey', 'Théo Lambert'], computers, [
    ['firstSteps', 2, '09:30', 8],
    ['phone', 2, '14:00', 8],
    ['caf', 4, '09:30', 6],
    ['email', 4, '14:00', 8],
    ['cv', 5, '09:00', 6],
    ['photos', 6, '10:00', 8],
  ]),
  organisation(MIETE, ['475'], ['Lucie Tardy', 'Omar Saadi'], 'Grande salle', [
    ['women', 1, '14:00', 10],
    ['easyFrench', 3, '09:30', 8],
    ['phone', 4, '14:00', 8],
    ['scams', 6, '10:00', 12],
  ]),
  organisation('Emmaüs Connect Lyon', ['152'], ['Pauline Serre', 'Adrien Blondel'], computers, [
    ['firstSteps', 1, '09:30', 10],
    ['phone', 2, '14:00', 10],
    ['easyFrench', 4, '09:30', 8],
    ['internet', 5, '14:00', 10],
  ]),
  organisation('CRIJ Auvergne-Rhône-Alpes', ['153'], ['Mathilde Roche'], 'Salle des ateliers', [
    ['cv', 3, '14:00', 8],
    ['film', 6, '14:00', 8],
  ]),
  organisation(
    'Interventions Numériques',
    ['155'],
    ['Benoît Carret'],
    'Atelier',
    [
      ['sheet', 2, '14:00', 6],
      ['trueFalse', 4, '18:00', 10],
    ],
    { wheelchair: false },
  ),
  organisation('Médiathèque La Mémo d’Oullins', ['172'], ['Claire Joly'], multimedia, [
    ['internet', 3, '10:00', 8],
    ['phoneSeniors', 5, '10:00', 8],
  ]),
  organisation(
    'Maisons de la Métropole du Sud-Ouest',
    ['173', '185', '242'],
    ['Hafida Meziane', 'Rémi Coste', 'Anne Paccard'],
    'Salle de réunion',
    [
      ['franceConnect', 1, '09:30', 6, 0],
      ['caf', 3, '14:00', 6, 1],
      ['ameli', 5, '09:30', 6, 2],
    ],
  ),
  organisation('Mission locale Sud-Ouest Lyonnais', ['174'], ['Gaëlle Tissot'], 'Salle 2', [
    ['jobSearch', 2, '09:00', 8],
  ]),
  organisation(
    'ICARE',
    ['110', '114', '176'],
    ['Denis Alonso', 'Maud Pelletier', 'Sofiane Arbi'],
    'Salle de formation',
    [
      ['letter', 1, '14:00', 6, 0],
      ['cv', 2, '09:00', 6, 1],
      ['firstSteps', 4, '14:00', 6, 2],
    ],
  ),
  organisation(
    'Information jeunesse d’Oullins',
    ['177'],
    ['Noémie Blanchet'],
    'Salle commune',
    [['film', 3, '14:00', 6]],
    { weeksAgo: 3 },
  ),
  organisation(
    'Oasis Informatique',
    ['179'],
    ['Gilles Ravier'],
    'Boutique',
    [
      ['files', 2, '10:00', 4],
      ['passwords', 4, '10:00', 4],
    ],
    { wheelchair: false },
  ),
  organisation('France Travail Oullins', ['180'], ['Émilie Vernay'], 'Salle Rhône', [
    ['franceTravail', 1, '09:00', 10],
    ['franceTravail', 4, '09:00', 10],
  ]),
  organisation('Maison de l’Emploi et du Numérique', ['186'], ['Fabien Louis', 'Rachida Toumi'], computers, [
    ['cv', 1, '09:00', 8],
    ['franceTravail', 3, '09:30', 8],
    ['letter', 5, '14:00', 8],
  ]),
  organisation('Médiathèque Elsa Triolet', ['187'], ['Hugues Marin'], multimedia, [
    ['school', 3, '17:00', 10],
    ['video', 6, '10:00', 8],
  ]),
  organisation('Médiathèque B612', ['229'], ['Solène Arnaud'], multimedia, [
    ['phoneSeniors', 2, '10:00', 8],
    ['trueFalse', 6, '10:30', 12],
  ]),
  organisation('CCAS de Saint-Genis-Laval', ['231'], ['Patricia Gomez'], 'Salle d’activités', [
    ['ameli', 4, '14:00', 8],
  ]),
  organisation('CCAS d’Irigny', ['125'], ['Michel Chanel'], 'Salle du conseil', [['phoneSeniors', 4, '14:30', 8]], {
    weeksAgo: 2,
  }),
  organisation('Centre social du Roule', ['130'], ['Naïma Brahimi'], 'Salle polyvalente', [
    ['easyFrench', 2, '14:00', 8],
    ['school', 5, '09:00', 8],
  ]),
  organisation('Bureau Information Jeunesse de Villeurbanne', ['259'], ['Alexis Prat'], 'Espace jeunes', [
    ['jobSearch', 3, '14:00', 8],
    ['film', 6, '14:00', 6],
  ]),
  organisation('Centre d’animation Saint-Jean', ['260'], ['Zohra Lahlou'], 'Salle 3', [
    ['firstSteps', 1, '14:00', 8],
    ['caf', 5, '09:30', 8],
  ]),
  organisation('CCO – La Rayonne', ['261'], ['Victor Salinas'], 'Studio', [
    ['poster', 2, '18:00', 8],
    ['women', 4, '14:00', 10],
  ]),
  organisation(
    'Mon Assistant Numérique Val de Saône',
    ['446'],
    ['Stéphane Rolland'],
    'Salle du bas',
    [['passwords', 3, '10:00', 4]],
    { wheelchair: false },
  ),
  organisation('TUBÀ', ['943'], ['Charlotte Neyret'], 'Le Lab', [
    ['sheet', 4, '14:00', 10],
    ['screens', 6, '10:00', 15],
  ]),
  organisation('Manu Village Afpa', ['974'], ['Ludovic Estève', 'Awa Cissé'], 'Atelier numérique', [
    ['firstSteps', 1, '09:00', 10],
    ['franceConnect', 3, '09:30', 10],
    ['jobSearch', 5, '09:00', 10],
  ]),
  organisation('Médiathèque de Craponne', ['1069'], ['Agnès Berger'], multimedia, [['video', 3, '15:00', 6]], {
    weeksAgo: 2,
  }),
];

/** Neighbours that accept the passes of the Métropole's residents. */
const AROUND: readonly SeededOrganisation[] = [
  organisation('Médiathèque de Brignais', ['61'], ['Yann Drevet'], multimedia, [['internet', 3, '10:00', 8]]),
  organisation('Plateforme emploi de Brignais', ['62'], ['Cécile Mounier'], 'Salle Giverny', [
    ['franceTravail', 2, '09:30', 6],
  ]),
  organisation('Centre social de Brignais', ['63'], ['Rosa Almeida'], 'Salle verte', [['phone', 4, '09:30', 8]]),
  organisation('Médiathèque de Colombier-Saugnieu', ['90'], ['Thierry Buisson'], multimedia, [
    ['files', 6, '10:00', 6],
  ]),
  organisation('Information jeunesse de Tarare', ['243'], ['Kelly Dumas'], 'Salle commune', [['cv', 3, '14:00', 6]]),
  organisation(
    'Restos du Cœur de L’Arbresle',
    ['413'],
    ['Josette Colomb'],
    'Accueil',
    [['easyFrench', 2, '09:30', 6]],
    { weeksAgo: 3 },
  ),
  organisation('Forma’Tic', ['416'], ['Arnaud Perret'], computers, [
    ['sheet', 1, '09:00', 6],
    ['letter', 4, '09:30', 6],
  ]),
  organisation(
    'Information jeunesse du Pays de L’Arbresle',
    ['420'],
    ['Morgane Petitjean'],
    'Salle commune',
    [['film', 3, '14:00', 6]],
    { weeksAgo: 4 },
  ),
  organisation('SAVNET', ['421'], ['Alain Subtil'], 'Local', [['files', 2, '14:00', 5]], { wheelchair: false }),
  organisation('MJC de L’Arbresle', ['429'], ['Delphine Coquard'], 'Espace Charlet', [['phoneSeniors', 5, '09:30', 8]]),
  organisation('Maison des services de Saint-Symphorien', ['468'], ['Monique Bazin'], 'Salle 1', [
    ['ameli', 2, '09:30', 6],
  ]),
  organisation('Maison des services de Chamousset', ['469'], ['Daniel Fayolle'], 'Salle 1', [['taxes', 4, '09:30', 6]]),
  organisation('Médiathèque d’Échalas', ['878'], ['Élise Garin'], multimedia, [['email', 6, '10:00', 5]]),
  organisation('L’AiRe AéRée', ['959'], ['Simon Large'], 'Grange', [['poster', 5, '14:00', 6]], {
    wheelchair: false,
    weeksAgo: 4,
  }),
  organisation('Pôle Ressources Jeunesse Numérique', ['1160'], ['Jessica Ollier'], 'Fabrique', [
    ['film', 3, '14:00', 8],
    ['jobSearch', 5, '14:00', 8],
  ]),
];

/** The pass-accepting organisations of the demonstration. */
export const SEEDED_ORGANISATIONS: readonly SeededOrganisation[] = [...INSIDE, ...AROUND];
