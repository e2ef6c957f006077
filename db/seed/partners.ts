import type { Public } from '#app/partners/rules/person.ts';

/** Who a partner welcomes: how likely each public is, and the ages they have. */
export interface Welcome {
  publics: readonly (readonly [Public, number])[];
  ages: readonly [number, number];
}

export interface SeededPartner {
  name: string;
  address: string;
  commune: string;
  /** Share of the people referred that this partner refers. */
  weight: number;
  targetPasses: number;
  /** How many booklets of the first lot it received. */
  booklets: number;
  /** How many more of the second lot, one month ago. */
  moreBooklets: number;
  welcome: Welcome;
  /** Its professionals, fictitious; the first two of the CCAS and the first of the Mission locale are personas. */
  agents: readonly string[];
  manager: string;
}

const rsa: Welcome = {
  publics: [
    ['RSA', 0.8],
    ['JOB_SEEKER', 0.35],
    ['DISABLED', 0.08],
    ['ELDERLY', 0.04],
  ],
  ages: [26, 62],
};
const everybody: Welcome = {
  publics: [
    ['ELDERLY', 0.4],
    ['RSA', 0.3],
    ['DISABLED', 0.15],
    ['JOB_SEEKER', 0.25],
    ['YOUNG', 0.06],
  ],
  ages: [22, 84],
};
const elderly: Welcome = {
  publics: [
    ['ELDERLY', 0.68],
    ['RSA', 0.18],
    ['DISABLED', 0.16],
    ['JOB_SEEKER', 0.08],
  ],
  ages: [45, 88],
};
const jobs: Welcome = {
  publics: [
    ['JOB_SEEKER', 0.95],
    ['RSA', 0.3],
    ['DISABLED', 0.1],
    ['YOUNG', 0.06],
  ],
  ages: [22, 61],
};
const young: Welcome = {
  publics: [
    ['YOUNG', 0.97],
    ['JOB_SEEKER', 0.5],
    ['DISABLED', 0.04],
  ],
  ages: [16, 25],
};

/** The seven partners of the programme and two Maisons de la Métropole: real bodies, fictitious people and figures. */
export const SEEDED_PARTNERS: readonly SeededPartner[] = [
  {
    name: 'CCAS de Lyon',
    address: '69 cours Albert Thomas',
    commune: 'Lyon 3e Arrondissement',
    weight: 22,
    targetPasses: 1500,
    booklets: 90,
    moreBooklets: 10,
    welcome: elderly,
    agents: ['Sonia Marchetti', 'Élodie Perrin', 'Youssef Hamdi'],
    manager: 'Bernard Colin',
  },
  {
    name: 'Mission locale de Lyon',
    address: '24 rue Étienne Rognon',
    commune: 'Lyon 7e Arrondissement',
    weight: 14,
    targetPasses: 800,
    booklets: 60,
    moreBooklets: 0,
    welcome: young,
    agents: ['Inès Da Costa', 'Thomas Guérin'],
    manager: 'Claire Fontanel',
  },
  {
    name: 'CAF du Rhône',
    address: '67 boulevard Marius Vivier-Merle',
    commune: 'Lyon 3e Arrondissement',
    weight: 16,
    targetPasses: 1000,
    booklets: 65,
    moreBooklets: 10,
    welcome: rsa,
    agents: ['Nathalie Roux', 'David Lemoine'],
    manager: 'Isabelle Charvet',
  },
  {
    name: 'France Travail',
    address: '18 Grande Rue',
    commune: 'Oullins-Pierre-Bénite',
    weight: 14,
    targetPasses: 900,
    booklets: 60,
    moreBooklets: 10,
    welcome: jobs,
    agents: ['Aurélie Besson', 'Mehdi Cherif'],
    manager: 'Philippe Garnier',
  },
  {
    name: 'PIMMS Lyon Métropole',
    address: '5 place Dumas de Loire',
    commune: 'Lyon 9e Arrondissement',
    weight: 10,
    targetPasses: 500,
    booklets: 45,
    moreBooklets: 0,
    welcome: everybody,
    agents: ['Fatoumata Diallo', 'Julien Morel'],
    manager: 'Sandrine Picard',
  },
  {
    name: 'Maison métropolitaine d’insertion pour l’emploi',
    address: '24 rue Étienne Rognon',
    commune: 'Lyon 7e Arrondissement',
    weight: 8,
    targetPasses: 400,
    booklets: 30,
    moreBooklets: 0,
    welcome: jobs,
    agents: ['Caroline Veyret'],
    manager: 'Olivier Bonnard',
  },
  {
    name: 'ATD Quart Monde',
    address: '28 rue de l’Annonciade',
    commune: 'Lyon 1er Arrondissement',
    weight: 4,
    targetPasses: 150,
    booklets: 15,
    moreBooklets: 0,
    welcome: rsa,
    agents: ['Marie-Noëlle Aubert'],
    manager: 'Jean-Luc Thévenet',
  },
  {
    name: 'Maison de la Métropole d’Oullins',
    address: '17 rue Tupin',
    commune: 'Oullins-Pierre-Bénite',
    weight: 7,
    targetPasses: 350,
    booklets: 30,
    moreBooklets: 0,
    welcome: everybody,
    agents: ['Samira Benhaddou'],
    manager: 'Véronique Masson',
  },
  {
    name: 'Maison de la Métropole de Saint-Genis-Laval',
    address: '102 bis avenue Georges Clemenceau',
    commune: 'Saint-Genis-Laval',
    weight: 5,
    targetPasses: 250,
    booklets: 25,
    moreBooklets: 0,
    welcome: everybody,
    agents: ['Laurent Gauthier'],
    manager: 'Corinne Delorme',
  },
];
