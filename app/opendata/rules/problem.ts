/** What a request for data was refused for; each has its sentence in `texts.fr.ts`. */
export const PROBLEMS = ['PARAMETRES', 'INTROUVABLE', 'TROP_DE_DEMANDES', 'METHODE', 'INDISPONIBLE'] as const;
export type ProblemKind = (typeof PROBLEMS)[number];

/** A parameter that cannot be read, and what is expected of it, in one French sentence. */
export interface WrongParameter {
  parametre: string;
  message: string;
}

/** Thrown by what answers a request for data; written as RFC 9457 problem details. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly wrong: readonly WrongParameter[];
  readonly retryAfterSeconds: number | null;

  constructor(kind: ProblemKind, more: { wrong?: readonly WrongParameter[]; retryAfterSeconds?: number } = {}) {
    super(kind);
    this.name = 'Problem';
    this.kind = kind;
    this.wrong = more.wrong ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}

/** Where the documentation explains the problem: a relative reference, as the RFC admits. */
export function problemType(kind: ProblemKind): string {
  return `/donnees/api#probleme-${kind.toLowerCase().replaceAll('_', '-')}`;
}
