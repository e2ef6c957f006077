import { LIST_SEPARATOR, type Refusal, type TextRow } from './standard.ts';
import { upgradeRow } from './upgrade-v01.ts';

/** A row in the words of v1, ready for the official validation, with what only we keep beside it. */
export interface ReadVenue {
  kind: 'venue';
  row: TextRow;
  acceptsPass: boolean;
}

export type ReadResult = ReadVenue | ({ kind: 'refused' } & Refusal);

const REQUIRED = ['id', 'pivot', 'nom', 'commune', 'code_postal', 'adresse', 'date_maj'] as const;
const LONGEST_VALUE = 20_000;

/** Reads one raw row of a file, of either version of the standard. */
export function readRow(raw: unknown): ReadResult {
  const cleaned = cleanRow(raw);
  if (cleaned === null) return refused('ligne', 'La ligne n’est pas un objet.');
  const upgrade = upgradeRow(cleaned);
  if (upgrade.kind === 'refused') return upgrade;
  const row = repair(upgrade.row);
  for (const field of REQUIRED) {
    if (row[field] === undefined) return refused(field, 'La valeur est obligatoire et manque.');
  }
  const long = Object.entries(row).find(([, value]) => value.length > LONGEST_VALUE);
  if (long !== undefined) return refused(long[0], `La valeur dépasse ${LONGEST_VALUE} signes.`);
  const date = row.date_maj ?? '';
  if (!isCalendarDay(date)) return refused('date_maj', `« ${date} » n’est pas une date (AAAA-MM-JJ).`);
  const place = readPosition(row);
  if (place !== null) return place;
  const passLabel = /pass num[ée]rique|\baptic\b/i.test(row.autres_formations_labels ?? '');
  return { kind: 'venue', row, acceptsPass: upgrade.acceptsPass || passLabel };
}

function refused(field: string, reason: string): ReadResult {
  return { kind: 'refused', field, reason };
}

/** Values as trimmed text without control signs; empty ones absent. Null when it is not a row at all. */
export function cleanRow(raw: unknown): TextRow | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  const row: Record<string, string> = {};
  for (const [key, value] of Object.entries(raw)) {
    const text = asText(value);
    if (text !== '') row[key.trim()] = text;
  }
  return row;
}

function asText(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(asText)
      .filter((part) => part !== '')
      .join(LIST_SEPARATOR);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return '';
  return value
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim();
}

/** Writes in the standard's way what was only written in another: no fact changes. */
function repair(row: TextRow): TextRow {
  const fixed: Record<string, string> = { ...row };
  for (const field of ['nom', 'commune', 'adresse', 'complement_adresse']) {
    const value = fixed[field];
    if (value !== undefined) fixed[field] = tidy(value);
  }
  if (fixed.pivot !== undefined) fixed.pivot = fixed.pivot.replace(/\s/g, '');
  if (/^\d{4}$/.test(fixed.code_postal ?? '')) fixed.code_postal = `0${fixed.code_postal}`;
  if (fixed.adresse !== undefined) fixed.adresse = plainAddress(fixed.adresse);
  if (fixed.telephone !== undefined) fixed.telephone = internationalPhone(fixed.telephone);
  if (fixed.date_maj !== undefined) fixed.date_maj = isoDay(fixed.date_maj);
  for (const field of ['site_web', 'prise_rdv', 'fiche_acces_libre']) {
    const value = fixed[field];
    if (value !== undefined) fixed[field] = value.split(LIST_SEPARATOR).map(wholeUrl).join(LIST_SEPARATOR);
  }
  return fixed;
}

/** Spaces as a printer sets them, and no parenthesis that nothing opened. */
function tidy(value: string): string {
  const even = value.replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/ \)/g, ')').replace(/ ,/g, ',');
  return even.includes('(') ? even : even.replace(/\)/g, '').trim();
}

/** Signs the standard does not admit in an address, written with those it does. */
function plainAddress(address: string): string {
  return address
    .replace(/["«»“”]/g, ' ')
    .replace(/º/g, '°')
    .replace(/[—_]/g, '–')
    .replace(/\s+/g, ' ')
    .trim();
}

/** « 04 78 95 74 80 » is « +33478957480 ». */
function internationalPhone(phone: string): string {
  const digits = phone.replace(/[\s.\-/()]/g, '');
  if (/^0[1-9]\d{8}$/.test(digits)) return `+33${digits.slice(1)}`;
  if (/^0033[1-9]\d{8}$/.test(digits)) return `+33${digits.slice(4)}`;
  return /^\+\d{8,13}$/.test(digits) ? digits : phone;
}

function wholeUrl(url: string): string {
  return /^[a-z]{3,9}:\/\//i.test(url) || !/^[\w-]+(\.[\w-]+)+([/?#].*)?$/.test(url) ? url : `https://${url}`;
}

/** The day of an ISO instant, or of « 15/03/2021 ». */
function isoDay(date: string): string {
  const french = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(date);
  if (french !== null) return `${french[3]}-${french[2]}-${french[1]}`;
  return /^\d{4}-\d{2}-\d{2}[T ]/.test(date) ? date.slice(0, 10) : date;
}

function isCalendarDay(date: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const real = new Date(Date.UTC(year, month - 1, day));
  return year >= 1970 && real.getUTCMonth() === month - 1 && real.getUTCDate() === day;
}

/** Null when the position is whole or wholly absent. */
function readPosition(row: TextRow): ReadResult | null {
  for (const field of ['latitude', 'longitude'] as const) {
    const value = row[field];
    if (value === undefined) continue;
    const degrees = Number(value.replace(',', '.'));
    const most = field === 'latitude' ? 90 : 180;
    if (!Number.isFinite(degrees) || Math.abs(degrees) > most) {
      return refused(field, `« ${value} » n’est pas un nombre de -${most} à ${most}.`);
    }
  }
  return null;
}
