import { isRouteErrorResponse } from '@remix-run/react';

export interface ErrorWords {
  readonly title: string;
  readonly text: string;
}

const WORDS: Readonly<Record<number, ErrorWords>> = {
  400: {
    title: 'Nous n’avons pas compris cette demande',
    text: 'L’adresse ou le formulaire est incomplet. Revenez à la page d’avant et essayez encore.',
  },
  403: {
    title: 'Cette page n’est pas ouverte à votre compte',
    text: 'Si vous devez y avoir accès, demandez à la personne qui gère les comptes de votre organisme.',
  },
  404: {
    title: 'Cette page n’existe pas',
    text: 'L’adresse est peut-être mal recopiée, ou la page a été retirée.',
  },
  405: {
    title: 'Cette action n’est pas possible ici',
    text: 'Revenez à la page d’avant et utilisez ses boutons.',
  },
  429: {
    title: 'Trop d’essais en peu de temps',
    text: 'Attendez quelques minutes, puis essayez encore.',
  },
  503: {
    title: 'Le service est occupé. Réessayez dans un instant.',
    text: 'Rien n’est perdu. Attendez quelques secondes, puis rechargez la page : un envoi répété n’est jamais compté deux fois.',
  },
};

const UNEXPECTED: ErrorWords = {
  title: 'Quelque chose n’a pas marché de notre côté',
  text: 'Ce n’est pas votre faute. Réessayez dans quelques minutes.',
};

/** The status of what was thrown, 500 when it is not an answer. */
export function statusOf(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500;
}

/** What to say of an error, and never what it was made of. */
export function wordsFor(error: unknown): ErrorWords {
  const words = WORDS[statusOf(error)] ?? UNEXPECTED;
  const sentence = sentenceOf(error);
  return sentence === null ? words : { title: words.title, text: sentence };
}

function sentenceOf(error: unknown): string | null {
  if (!isRouteErrorResponse(error)) return null;
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null || !('message' in data)) return null;
  return typeof data.message === 'string' ? data.message : null;
}
