import { z } from 'zod';
import { PUBLICS, type Public } from '#app/partners/rules/person.ts';
import { type NewPerson, newPersonSchema } from '#app/partners/rules/register.ts';
import { LANGUAGES, LEVELS, THEMES } from '#app/training/rules/session.ts';

/** Answers that are no id. */
export const NO_BOOKLET = 'aucun';
export const LATER = 'plus-tard';
export const SOMEBODY_ELSE = 'autre';
/** The buttons that show the screen again without writing anything; the main button says nothing. */
export const REFRESH = 'actualiser';
export const MORE = 'plus';

export type AskedPerson =
  | { kind: 'NEW'; details: NewPerson; agreed: true }
  | { kind: 'KNOWN'; holderId: string; publics: Public[] };

export interface Asked {
  person: AskedPerson;
  /** An id, or what is printed on a booklet; null for none. */
  booklet: { id: string } | { serial: string } | null;
  sessionId: string | null;
  /** A code of the list in force, `OUTSIDE_QPV`, or null when nothing was said. */
  neighbourhood: string | null;
  /** The street address as typed, used once; null when nothing was said. */
  address: string | null;
  /** The lookalikes already shown, when the agent answered that it is somebody else. */
  notThese: string[];
}

const text = z.string().optional();
const tick = z.boolean().default(false);
const uuid = z.uuid();

const fields = z.object({
  /** The known person the screen was opened for. */
  personne: text,
  /** The answer to "is it one of these?", and those that were shown. */
  same: text,
  shownAlike: text,
  familyName: text,
  givenName: text,
  birthYear: text,
  phone: text,
  email: text,
  sharedContact: tick,
  commune: text,
  publics: z.array(z.enum(PUBLICS)).default([]),
  agreed: tick,
  booklet: text,
  serial: z.string().max(30, 'Ce numéro est trop long.').optional(),
  neighbourhood: z.string().max(20, 'Choisissez un quartier de la liste.').optional(),
  address: z.string().max(120, 'Cette adresse est trop longue\u00a0: écrivez le numéro et la rue.').optional(),
  session: text,
  theme: text,
  level: text,
  language: text,
  within: text,
  wheelchair: tick,
  shown: text,
  intent: text,
});
type Fields = z.output<typeof fields>;

/**
 * The whole screen as one form. Everything is read as text first, so that all that is missing is said
 * at once; then the three answers are made: who, which booklet, which session.
 */
export const referForm = fields.transform((given, ctx): Asked => {
  const say = (field: keyof Fields, message: string) => ctx.addIssue({ code: 'custom', path: [field], message });
  const person = readPerson(given, say);
  const booklet = readBooklet(given, say);
  const sessionId = readSession(given, say);
  if (person === undefined || booklet === undefined || sessionId === undefined) return z.NEVER;
  const notThese = given.same === SOMEBODY_ELSE ? (given.shownAlike ?? '').split(',') : [];
  const { neighbourhood = null, address = null } = given;
  return { person, booklet, sessionId, neighbourhood, address, notThese };
});

type Say = (field: keyof Fields, message: string) => void;

function readPerson(given: Fields, say: Say): AskedPerson | undefined {
  const known = given.personne ?? (given.same === SOMEBODY_ELSE ? undefined : given.same);
  if (known !== undefined) {
    if (uuid.safeParse(known).success) return { kind: 'KNOWN', holderId: known, publics: given.publics };
    say('same', 'Choisissez une réponse de la liste.');
    return undefined;
  }
  const read = newPersonSchema.safeParse({ ...given, phone: given.phone ?? null, email: given.email ?? null });
  if (!read.success) {
    for (const { path, message } of read.error.issues) say(path[0] as keyof Fields, message);
  }
  if (!given.agreed)
    say('agreed', 'Demandez l’accord de la personne, puis cochez cette case. Sans son accord, rien n’est gardé.');
  return read.success && given.agreed ? { kind: 'NEW', details: read.data, agreed: true } : undefined;
}

function readBooklet(given: Fields, say: Say): Asked['booklet'] | undefined {
  if (given.serial !== undefined) return { serial: given.serial };
  if (given.booklet === NO_BOOKLET) return null;
  if (uuid.safeParse(given.booklet).success) return { id: given.booklet as string };
  say('booklet', 'Choisissez un carnet, ou écrivez son numéro.');
  return undefined;
}

function readSession(given: Fields, say: Say): string | null | undefined {
  if (given.session === LATER) return null;
  if (uuid.safeParse(given.session).success) return given.session as string;
  say('session', 'Choisissez un atelier, ou « Plus tard ».');
  return undefined;
}

/** How far ahead sessions are looked for, in weeks. */
export const HORIZONS = { '2': 2, '4': 4, tout: null } as const;
export type Horizon = keyof typeof HORIZONS;
export const USUAL_HORIZON: Horizon = '4';

const SHOWN_AT_FIRST = 6;
const SHOWN_MORE = 12;
const SHOWN_AT_MOST = 60;

const oneText = z.string().max(200).catch('');
const oneId = z.uuid().nullable().catch(null);
const oneTick = z
  .literal('on')
  .transform(() => true)
  .catch(false);
const draftSchema = z.object({
  personne: oneId,
  same: oneId,
  shownAlike: z
    .string()
    .transform((ids) => ids.split(',').filter((id) => uuid.safeParse(id).success))
    .catch([]),
  commune: oneText,
  neighbourhood: oneText,
  session: oneId,
  theme: z.enum(THEMES).nullable().catch(null),
  level: z.enum(LEVELS).nullable().catch(null),
  language: z.enum(LANGUAGES).nullable().catch(null),
  within: z.enum(['2', '4', 'tout']).catch(USUAL_HORIZON),
  wheelchair: oneTick,
  shown: z.coerce.number().int().min(SHOWN_AT_FIRST).max(SHOWN_AT_MOST).catch(SHOWN_AT_FIRST),
  intent: z.enum([REFRESH, MORE]).nullable().catch(null),
});

/** What the screen must show again, whatever the rest of the form is worth. */
export type Draft = Omit<z.output<typeof draftSchema>, 'same'>;

/** Reads the parts of a form, sent or not, on which the lists of the screen depend. */
export function readDraft(typed: Readonly<Record<string, unknown>>): Draft {
  const { same, ...draft } = draftSchema.parse(typed);
  const shown = draft.intent === MORE ? Math.min(draft.shown + SHOWN_MORE, SHOWN_AT_MOST) : draft.shown;
  // A lookalike recognised is from then on the person the screen is for.
  return { ...draft, shown, personne: draft.personne ?? same };
}
