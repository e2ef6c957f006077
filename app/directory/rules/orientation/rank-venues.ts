import type { OpeningState } from '#app/directory/rules/opening-hours.ts';
import type { Service } from '#app/directory/rules/standard.ts';
import type { Care, Need, Tongue, Wish } from './wish.ts';

/** The services of the national standard that answer each need, the best answer first. */
export const SERVICES_FOR: Readonly<Record<Need, readonly Service[]>> = {
  HELP: ['Aide aux démarches administratives', 'Insertion professionnelle via le numérique'],
  LEARN: [
    'Maîtrise des outils numériques du quotidien',
    'Utilisation sécurisée du numérique',
    'Compréhension du monde numérique',
  ],
  EQUIP: ['Acquisition de matériel informatique à prix solidaire', 'Accès internet et matériel informatique'],
};

/** The standard's words of special care for each thing to take into account. */
const CARE_FOR: Readonly<Record<Care, string>> = {
  WHEELCHAIR: 'Handicaps moteurs',
  SIGHT: 'Déficience visuelle',
  HEARING: 'Surdité',
  MIND: 'Handicaps mentaux',
  READING: 'Illettrisme',
};
const SPOKEN: Readonly<Record<Exclude<Tongue, 'FRENCH'>, string>> = {
  ENGLISH: 'Langues étrangères (anglais)',
  OTHER: 'Langues étrangères (autres)',
};

const NOBODY_RECEIVED = "Ce lieu n'accueille pas de public";
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;
/** A kilometre more costs this: two bus stops outweigh a detail, never the need. */
const POINTS_PER_KM = 4;
const FAR_KM = 15;

/** A session somebody could still book. */
export interface NextSession {
  id: string;
  title: string;
  startsAt: Date;
  seatsLeft: number;
  pricePasses: number;
  languages: readonly string[];
}

/** What the ranking needs to know of a venue. */
export interface VenueFacts {
  id: string;
  services: readonly string[];
  publics: readonly string[];
  specialCare: readonly string[];
  fees: readonly string[];
  supportModes: readonly string[];
  accessModes: readonly string[];
  wheelchair: boolean | null;
  /** Recognised by the authority today. */
  labelled: boolean;
  /** Only announced by the source. */
  acceptsPass: boolean;
  distanceM: number | null;
  opening: OpeningState | null;
  next: NextSession | null;
}

/** Why a venue is proposed: said in words by `texts.fr.ts`. */
export type Reason =
  | { kind: 'service'; service: Service }
  | { kind: 'distance'; metres: number }
  | { kind: 'alone' | 'helped' | 'group' }
  | { kind: 'session'; session: NextSession }
  | { kind: 'pass'; how: 'labelled' | 'announced' }
  | { kind: 'free'; condition: boolean }
  | { kind: 'care'; care: Care }
  | { kind: 'tongue'; tongue: Tongue }
  | { kind: 'children' }
  | { kind: 'open'; state: OpeningState };

/** What the agent should check by telephone, or tell, before sending anybody there. */
export type Caution =
  | { kind: 'care'; care: Care }
  | { kind: 'tongue' }
  | { kind: 'noPass' }
  | { kind: 'paying' }
  | { kind: 'appointment' }
  | { kind: 'hours' }
  | { kind: 'closed'; state: OpeningState };

export interface Ranked<V extends VenueFacts> {
  venue: V;
  points: number;
  reasons: readonly Reason[];
  cautions: readonly Caution[];
}

/**
 * Ranks venues for somebody: those that do not answer the need, receive nobody, or say that a wheelchair
 * cannot enter when one must, are left out; the others by points, and by distance when equal.
 */
export function rankVenues<V extends VenueFacts>(venues: readonly V[], wish: Wish, now: Date): Ranked<V>[] {
  return venues
    .filter((venue) => mayWelcome(venue, wish))
    .map((venue) => weigh(venue, wish, now))
    .sort(
      (a, b) =>
        b.points - a.points ||
        (a.venue.distanceM ?? Number.POSITIVE_INFINITY) - (b.venue.distanceM ?? Number.POSITIVE_INFINITY) ||
        (a.venue.id < b.venue.id ? -1 : 1),
    );
}

function mayWelcome(venue: VenueFacts, wish: Wish): boolean {
  if (venue.accessModes.includes(NOBODY_RECEIVED)) return false;
  if (wish.cares.includes('WHEELCHAIR') && venue.wheelchair === false) return false;
  return wish.need === null || answers(venue, wish.need).length > 0 || (wish.need === 'LEARN' && venue.next !== null);
}

function answers(venue: VenueFacts, need: Need): Service[] {
  return SERVICES_FOR[need].filter((service) => venue.services.includes(service));
}

interface Weight {
  points: number;
  reason?: Reason | false;
  caution?: Caution | false;
}

function weigh<V extends VenueFacts>(venue: V, wish: Wish, now: Date): Ranked<V> {
  const weights = [
    ofDistance(venue),
    ...ofNeed(venue, wish.need, now),
    ...ofPrice(venue, wish),
    ...ofWelcome(venue, wish),
    ...ofOpening(venue),
  ];
  return {
    venue,
    points: weights.reduce((sum, { points }) => sum + points, 0),
    reasons: weights.flatMap(({ reason }) => reason || []),
    cautions: weights.flatMap(({ caution }) => caution || []),
  };
}

function ofNeed(venue: VenueFacts, need: Need | null, now: Date): Weight[] {
  if (need === null) return [];
  const [best, second] = SERVICES_FOR[need];
  const weights: Weight[] = answers(venue, need)
    .slice(0, 2)
    .map((service) => ({
      points: service === best ? 30 : service === second ? 15 : 10,
      reason: { kind: 'service', service },
    }));
  const modes = venue.supportModes;
  if (need === 'HELP' && modes.includes('Accompagnement individuel'))
    weights.push({ points: 12, reason: { kind: 'helped' } });
  if (need === 'LEARN' && modes.includes('Dans un atelier collectif'))
    weights.push({ points: 6, reason: { kind: 'group' } });
  if (need === 'EQUIP' && modes.includes('En autonomie')) weights.push({ points: 4, reason: { kind: 'alone' } });
  if (need === 'LEARN' && venue.next !== null) {
    const soon = venue.next.startsAt.getTime() - now.getTime() <= SOON_DAYS * DAY_MS;
    weights.push({ points: soon ? 25 : 15, reason: { kind: 'session', session: venue.next } });
  }
  return weights;
}

function ofPrice(venue: VenueFacts, wish: Wish): Weight[] {
  if (wish.hasPass) {
    if (venue.labelled) return [{ points: 20, reason: { kind: 'pass', how: 'labelled' } }];
    if (venue.acceptsPass) return [{ points: 8, reason: { kind: 'pass', how: 'announced' } }];
    // Nobody needs a pass for help that is free.
    return wish.need === 'LEARN' ? [{ points: -8, caution: { kind: 'noPass' } }] : [];
  }
  if (venue.fees.includes('Gratuit')) return [{ points: 10, reason: { kind: 'free', condition: false } }];
  if (venue.fees.includes('Gratuit sous condition')) return [{ points: 4, reason: { kind: 'free', condition: true } }];
  return venue.fees.includes('Payant') ? [{ points: -8, caution: { kind: 'paying' } }] : [];
}

function ofWelcome(venue: VenueFacts, wish: Wish): Weight[] {
  const weights = wish.cares.map((care): Weight => {
    const said = venue.specialCare.includes(CARE_FOR[care]) || (care === 'WHEELCHAIR' && venue.wheelchair === true);
    return said ? { points: 16, reason: { kind: 'care', care } } : { points: -4, caution: { kind: 'care', care } };
  });
  if (wish.tongue !== 'FRENCH') {
    const english = wish.tongue === 'ENGLISH' && (venue.next?.languages.includes('en') ?? false);
    weights.push(
      venue.specialCare.includes(SPOKEN[wish.tongue]) || english
        ? { points: 16, reason: { kind: 'tongue', tongue: wish.tongue } }
        : { points: -4, caution: { kind: 'tongue' } },
    );
  }
  if (wish.withChildren && venue.publics.includes('Familles et/ou enfants'))
    weights.push({ points: 8, reason: { kind: 'children' } });
  return weights;
}

function ofOpening(venue: VenueFacts): Weight[] {
  const byAppointment =
    venue.accessModes.length > 0 &&
    !venue.accessModes.includes('Se présenter') &&
    venue.accessModes.some((mode) => mode === 'Téléphoner' || mode === 'Prendre un RDV en ligne');
  const weights: Weight[] = byAppointment ? [{ points: -2, caution: { kind: 'appointment' } }] : [];
  if (venue.opening === null) weights.push({ points: -2, caution: { kind: 'hours' } });
  else if (venue.opening.kind === 'closure')
    weights.push({ points: -6, caution: { kind: 'closed', state: venue.opening } });
  else if (venue.opening.kind === 'open') weights.push({ points: 4, reason: { kind: 'open', state: venue.opening } });
  else if (venue.opening.kind === 'closed' && venue.opening.opens !== null)
    weights.push({ points: 2, reason: { kind: 'open', state: venue.opening } });
  return weights;
}

function ofDistance({ distanceM }: VenueFacts): Weight {
  if (distanceM === null) return { points: -POINTS_PER_KM * FAR_KM };
  return {
    points: -POINTS_PER_KM * Math.min(FAR_KM, distanceM / 1000),
    reason: { kind: 'distance', metres: distanceM },
  };
}
