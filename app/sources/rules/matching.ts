import { haversine } from '#app/directory/rules/distance.ts';
import { likeness, nameWords, otherKind, type StreetWords, sameRoad, streetWords } from './match-words.ts';

/** What the comparison reads of a source's row. */
export interface MatchSubject {
  source: string;
  sourceId: string;
  /** Who first published it, when the source passes on the rows of others. */
  origin: { source: string; id: string } | null;
  name: string;
  street: string;
  postcode: string;
  commune: string;
  inseeCode: string | null;
  lat: number | null;
  lon: number | null;
  phone: string | null;
  emails: readonly string[];
  websites: readonly string[];
  pivot: string | null;
}

/** A subject made ready once, compared many times. */
export interface Prepared {
  subject: MatchSubject;
  words: ReadonlySet<string>;
  street: StreetWords;
  hosts: ReadonlySet<string>;
  emails: ReadonlySet<string>;
}

/** Why two rows may speak of one venue, or not; the sentences are in the context's texts. */
export const REASONS = [
  'SAME_ORIGIN',
  'SAME_PHONE',
  'SAME_EMAIL',
  'SAME_SITE',
  'SAME_ADDRESS',
  'SAME_ROAD',
  'SAME_SIRET',
  'SAME_NAME',
  'NAME_WITHIN',
  'NAME_NEAR',
  'NEAR',
  'NAMES_APART',
  'NAMES_DIFFER',
  'OTHER_KIND',
  'OTHER_ROAD',
  'OTHER_NUMBER',
  'FAR',
  'OTHER_PHONE',
] as const;
export type Reason = (typeof REASONS)[number];

/** The weight of a reason, in hundredths of certainty: they add up. */
export const WEIGHTS: Readonly<Record<Reason, number>> = {
  SAME_ORIGIN: 100,
  SAME_PHONE: 35,
  SAME_EMAIL: 30,
  SAME_SITE: 12,
  SAME_ADDRESS: 40,
  SAME_ROAD: 20,
  SAME_SIRET: 5,
  SAME_NAME: 45,
  NAME_WITHIN: 35,
  NAME_NEAR: 20,
  NEAR: 12,
  NAMES_APART: -10,
  NAMES_DIFFER: -25,
  OTHER_KIND: -20,
  OTHER_ROAD: -15,
  OTHER_NUMBER: -15,
  FAR: -30,
  OTHER_PHONE: -5,
};

/** From here on the machine joins two rows by itself; below, a person looks. */
export const AUTOMATIC = 70;
/** Below, nobody is asked. */
export const REVIEW = 45;

export interface Comparison {
  /** 0 to 100. */
  score: number;
  reasons: readonly Reason[];
  /** `ASK`: to be looked at by a person. */
  verdict: 'SAME' | 'ASK' | 'OTHER';
}

export function prepare(subject: MatchSubject): Prepared {
  return {
    subject,
    words: nameWords(subject.name, subject.commune),
    street: streetWords(subject.street),
    hosts: new Set(subject.websites.flatMap(hostOf)),
    emails: new Set(subject.emails.map((email) => email.toLowerCase())),
  };
}

function hostOf(site: string): string[] {
  const found = /^https?:\/\/(?:www\.)?([^/?#]+)/i.exec(site);
  return found?.[1] === undefined ? [] : [found[1].toLowerCase()];
}

/**
 * Compares two rows and says why. One producer who gives two identifiers says that there are two venues:
 * the machine never joins those by itself, whatever the score.
 */
export function compare(a: Prepared, b: Prepared): Comparison {
  if (sameOrigin(a.subject, b.subject)) return { score: 100, reasons: ['SAME_ORIGIN'], verdict: 'SAME' };
  const reasons = [...contactReasons(a, b), ...placeReasons(a, b), ...nameReasons(a, b)];
  const sum = reasons.reduce((total, reason) => total + WEIGHTS[reason], 0);
  const score = Math.max(0, Math.min(100, sum));
  if (score < REVIEW) return { score, reasons, verdict: 'OTHER' };
  const alone = producerOf(a.subject) === producerOf(b.subject);
  return { score, reasons, verdict: score >= AUTOMATIC && !alone ? 'SAME' : 'ASK' };
}

function producerOf({ origin, source }: MatchSubject): string {
  return origin?.source ?? source;
}

function sameOrigin(a: MatchSubject, b: MatchSubject): boolean {
  const key = ({ origin, source, sourceId }: MatchSubject) => JSON.stringify(origin ?? { source, id: sourceId });
  return (a.origin !== null || b.origin !== null) && key(a) === key(b);
}

function contactReasons(a: Prepared, b: Prepared): Reason[] {
  const phones = [a.subject.phone, b.subject.phone];
  const reasons: Reason[] = [];
  if (phones[0] !== null && phones[1] !== null) reasons.push(phones[0] === phones[1] ? 'SAME_PHONE' : 'OTHER_PHONE');
  if (share(a.emails, b.emails)) reasons.push('SAME_EMAIL');
  if (share(a.hosts, b.hosts)) reasons.push('SAME_SITE');
  if (a.subject.pivot !== null && a.subject.pivot === b.subject.pivot) reasons.push('SAME_SIRET');
  return reasons;
}

function share(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((value) => b.has(value));
}

const NEAR_M = 150;
const FAR_M = 600;

function placeReasons(a: Prepared, b: Prepared): Reason[] {
  const away = distance(a.subject, b.subject);
  const near: Reason[] = away !== null && away <= NEAR_M ? ['NEAR'] : [];
  if (a.street.road.length === 0 || b.street.road.length === 0) return [...near, ...far(away, FAR_M)];
  if (sameRoad(a.street.road, b.street.road)) {
    const [one, other] = [a.street.number, b.street.number];
    // The same address placed twice, far apart, was placed badly once.
    if (one === other && one !== 0) return ['SAME_ADDRESS', ...near];
    if (one === 0 || other === 0) return ['SAME_ROAD', ...near, ...far(away, 2 * FAR_M)];
    return ['OTHER_NUMBER', ...far(away, FAR_M)];
  }
  return ['OTHER_ROAD', ...near, ...far(away, FAR_M)];
}

function far(away: number | null, limit: number): Reason[] {
  return away !== null && away > limit ? ['FAR'] : [];
}

function distance(a: MatchSubject, b: MatchSubject): number | null {
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return null;
  return haversine({ lat: a.lat, lon: a.lon }, { lat: b.lat, lon: b.lon });
}

function nameReasons(a: Prepared, b: Prepared): Reason[] {
  const { share, within, apart } = likeness(a.words, b.words);
  const kind: Reason[] = otherKind(a.words, b.words) ? ['OTHER_KIND'] : [];
  if (share === 1) return ['SAME_NAME'];
  if (within) return ['NAME_WITHIN'];
  if (share >= 0.75 && !apart) return ['NAME_WITHIN'];
  if (share < 0.2) return ['NAMES_DIFFER', ...kind];
  if (apart) return share >= 0.45 ? ['NAME_NEAR', 'NAMES_APART', ...kind] : ['NAMES_APART', ...kind];
  return ['NAME_NEAR', ...kind];
}
