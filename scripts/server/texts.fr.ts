/** What the server itself says, when a request does not reach any page. */
export const PAGES = {
  BAD_REQUEST: {
    status: 400,
    title: 'Adresse illisible',
    sentence: 'Cette adresse est mal écrite. Vérifiez-la, ou repartez de l’accueil.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'Formulaire refusé',
    sentence: 'Ce formulaire a été envoyé depuis un autre site. Revenez sur Passerelle et recommencez.',
  },
  NOT_ALLOWED: { status: 405, title: 'Demande refusée', sentence: 'Cette page ne répond pas à ce genre de demande.' },
  TOO_LARGE: {
    status: 413,
    title: 'Envoi trop lourd',
    sentence: 'Ce que vous envoyez est trop lourd. Raccourcissez votre texte, puis recommencez.',
  },
  NO_LENGTH: { status: 411, title: 'Envoi refusé', sentence: 'La taille de l’envoi n’est pas annoncée.' },
  TOO_LONG: {
    status: 414,
    title: 'Adresse trop longue',
    sentence: 'Cette adresse est trop longue. Repartez de l’accueil.',
  },
  BROKEN: {
    status: 500,
    title: 'Quelque chose s’est mal passé',
    sentence: 'La page n’a pas pu être préparée. Recommencez dans une minute : rien n’est fait deux fois.',
  },
} as const satisfies Record<string, { status: number; title: string; sentence: string }>;

export type PageName = keyof typeof PAGES;
