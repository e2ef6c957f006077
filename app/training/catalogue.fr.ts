import { sayDay } from '#app/calendar/rules/french-dates.ts';
import type { SessionSearch } from './rules/search.ts';
import type { Audience } from './rules/session.ts';
import { THEME_LABELS } from './texts.fr.ts';

const NBSP = '\u00a0';

/** "1 atelier", "134 ateliers". */
export function countSessionsWords(count: number): string {
  return count === 1 ? `1${NBSP}atelier` : `${count.toLocaleString('fr-FR')}${NBSP}ateliers`;
}

/** What a list of sessions is: how many, on what, where. `place` is the name of where the distances start from. */
export function catalogueTitle(total: number, search: SessionSearch, place: string | null): string {
  const count = total === 0 ? 'Aucun atelier' : countSessionsWords(total);
  const theme = search.theme === null ? '' : ` «${NBSP}${THEME_LABELS[search.theme]}${NBSP}»`;
  const where = place === null ? '' : ` à moins de ${search.radiusKm}${NBSP}km de ${place}`;
  return `${count}${theme}${where}`;
}

/** The name of a search without one of its demands: "Sans vos autres choix", "Jusqu’à 20 km". */
export function looserWords(over: Partial<SessionSearch>): string {
  if (over.near === '') return 'Dans toutes les communes';
  if (over.radiusKm !== undefined) return `Jusqu’à ${over.radiusKm}${NBSP}km`;
  if (over.from === null) return 'À toutes les dates';
  if (over.theme === null) return 'Sur tous les sujets';
  return 'Sans vos autres choix';
}

/** Who may come, in a sentence of the session's page. */
export const AUDIENCE_SENTENCES: Readonly<Record<Audience, string>> = {
  EVERYONE: 'Tout le monde peut venir.',
  YOUNG: 'Cet atelier est pensé pour les jeunes.',
  SENIORS: 'Cet atelier est pensé pour les personnes de plus de 60 ans.',
  FAMILIES: 'Cet atelier est pensé pour les parents, avec ou sans leurs enfants.',
  WOMEN: 'Cet atelier se passe entre femmes.',
  JOB_SEEKERS: 'Cet atelier est pensé pour les personnes qui cherchent un emploi.',
};

/** "1 pass pour une personne"; a session without a price asks for none. */
export function priceWords(pricePasses: number): string {
  return pricePasses === 0 ? 'Aucun pass\u00a0: cet atelier est gratuit.' : `${pricePasses}${NBSP}pass`;
}

/** Seats left of how many. */
export function seatsWords(seatsLeft: number, capacity: number): string {
  if (seatsLeft <= 0) return 'Complet';
  return seatsLeft === 1 ? `1 place libre sur ${capacity}` : `${seatsLeft} places libres sur ${capacity}`;
}

/** Why nobody can book a session any more, or null. */
export function closedWords(
  session: { state: 'OPEN' | 'CANCELLED'; cancelReason: string | null; startsAt: Date; endsAt: Date },
  now: Date,
): { title: string; text: string } | null {
  if (session.state === 'CANCELLED') {
    return {
      title: 'Cet atelier est annulé.',
      text:
        session.cancelReason === null ? 'Ne vous déplacez pas.' : `Le lieu dit pourquoi\u00a0: ${session.cancelReason}`,
    };
  }
  if (session.endsAt <= now)
    return { title: 'Cet atelier est passé.', text: `Il a eu lieu le ${sayDay(session.startsAt, now)}.` };
  if (session.startsAt <= now) return { title: 'Cet atelier a commencé.', text: 'On ne peut plus réserver de place.' };
  return null;
}
