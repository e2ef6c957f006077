import type { BookingState } from '#app/booking/rules/booking.ts';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import type { PassState } from '#app/passes/rules/pass.ts';

/** The names of columns, as the person reads them; the file to take away keeps the names themselves. */
const HEADERS: Readonly<Record<string, string>> = {
  nom: 'Nom',
  prenom: 'Prénom',
  anneeDeNaissance: 'Année de naissance',
  commune: 'Commune',
  ecritLe: 'Écrit le',
  moyen: 'Moyen',
  valeur: 'Numéro ou adresse',
  partage: 'Sert aussi à quelqu’un d’autre',
  le: 'Le',
  recueilliPar: 'Recueilli par',
  versionDuTexte: 'Version du texte',
  numero: 'Carnet',
  remisLe: 'Remis le',
  remisPar: 'Remis par',
  situations: 'Situation',
  trancheDAge: 'Âge',
  quartierPrioritaire: 'Quartier prioritaire',
  annuleLe: 'Annulé le',
  carnet: 'Carnet',
  rang: 'Pass n°',
  etat: 'État',
  dernierJour: 'Dernier jour',
  atelier: 'Atelier',
  lieu: 'Lieu',
  debut: 'Début',
  reserveLe: 'Réservé le',
  centimes: 'Valeur',
  genre: 'Sujet',
  voie: 'Par',
  envoyeLe: 'Envoyé le',
};

const STATES: Readonly<Record<PassState | BookingState, string>> = {
  STOCK: 'en réserve',
  ALLOCATED: 'chez un partenaire',
  HELD: 'à utiliser',
  RESERVED: 'réservé pour un atelier',
  REDEEMED: 'utilisé',
  CLAIMED: 'utilisé',
  SETTLED: 'utilisé',
  EXPIRED: 'périmé',
  BLOCKED: 'bloqué',
  CONFIRMED: 'réservé',
  ATTENDED: 'venue',
  NO_SHOW: 'pas venue',
  CANCELLED: 'annulé',
};

const SAID: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  etat: STATES,
  situations: PUBLIC_LABELS,
  trancheDAge: {
    UNDER_26: 'moins de 26 ans',
    '26_39': '26 à 39 ans',
    '40_59': '40 à 59 ans',
    '60_74': '60 à 74 ans',
    '75_AND_OVER': '75 ans et plus',
  },
  quartierPrioritaire: { HORS: 'en dehors' },
  voie: { SMS: 'SMS', EMAIL: 'e-mail' },
  genre: {
    'passes-expiring': 'fin de validité',
    'booking-confirmed': 'place réservée',
    'booking-moved': 'réservation déplacée',
    'booking-cancelled': 'réservation annulée',
    'session-cancelled': 'atelier annulé par le lieu',
    'session-changed': 'atelier changé par le lieu',
  },
};

const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/;

/** A column's heading. */
export function sayHeader(name: string): string {
  return HEADERS[name] ?? name;
}

/** One thing that is written about a person, in their words. */
export function sayDatum(name: string, value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (Array.isArray(value)) return value.map((one) => sayDatum(name, one)).join(', ') || '—';
  if (value instanceof Date) return sayMoment(value);
  const text = String(value);
  if (name === 'centimes') return sayEuros(BigInt(text));
  if (DAY.test(text)) return sayDate(text);
  if (MOMENT.test(text)) return sayMoment(new Date(text));
  return SAID[name]?.[text] ?? text;
}
