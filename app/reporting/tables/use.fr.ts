import { sayMonth } from '#app/calendar/rules/french-dates.ts';
import { haversine } from '#app/directory/rules/distance.ts';
import { territoryPlace } from '#app/directory/rules/territory.ts';
import { type Cell, type FigureTable, share } from '#app/reporting/rules/figures.ts';
import { maturedRate } from '#app/reporting/rules/flow.ts';
import type { CohortRow, FillRow, OrganisationRow, SeatNear } from '#app/reporting/rules/rows.ts';
import type { Theme } from '#app/training/rules/session.ts';
import { count, days, PLAIN, rate, text, WHOLE } from './people.fr.ts';
import type { Words } from './words.ts';

interface TrainingRow {
  theme: string | null;
  presences: number;
  minutes: number;
  persons: number;
  passes: number;
}

export function trainingsTable(rows: readonly TrainingRow[], words: Words): FigureTable {
  const line = (row: TrainingRow) => [row.presences, Math.round(row.minutes / 6) / 10, row.persons, row.passes];
  const whole = rows.find(({ theme }) => theme === 'ALL');
  const name = (theme: string | null) =>
    theme === null ? 'Passages sans réservation' : (words.themes[theme as Theme] ?? theme);
  return {
    ...PLAIN,
    title: 'Présences, heures et pass, par thème',
    columns: [
      text('Thème'),
      count('Présences'),
      { name: 'Heures', kind: 'decimal' },
      count('Personnes'),
      count('Pass utilisés'),
    ],
    rows: rows.filter(({ theme }) => theme !== 'ALL').map((row) => [name(row.theme), ...line(row)]),
    totals: whole === undefined ? null : [WHOLE, ...line(whole)],
    persons: 3,
    chart: { kind: 'BARS', value: 1 },
    note: 'Une personne qui suit deux thèmes compte dans chacun, et une fois dans l’ensemble.',
  };
}

export function organisationsTable(rows: readonly OrganisationRow[]): FigureTable {
  const line = (row: OrganisationRow) => [
    row.redemptions,
    row.persons,
    row.cents,
    row.paid,
    row.delayMedian,
    row.delayP90,
  ];
  const whole = rows.find(({ orgId }) => orgId === null);
  return {
    ...PLAIN,
    title: 'Pass utilisés dans chaque organisme',
    columns: [
      text('Organisme'),
      count('Pass utilisés'),
      count('Personnes'),
      { name: 'Valeur', kind: 'cents' },
      count('Pass payés'),
      days('Délai médian de paiement'),
      days('Neuvième décile'),
    ],
    rows: rows.filter(({ orgId }) => orgId !== null).map((row) => [row.name, ...line(row)]),
    totals: whole === undefined ? null : [WHOLE, ...line(whole)],
    persons: 2,
    chart: { kind: 'BARS', value: 1 },
  };
}

export function usageTables(rows: readonly CohortRow[]): FigureTable[] {
  const whole = rows.find(({ month }) => month === null);
  const months = rows.filter(({ month }) => month !== null);
  return [
    {
      ...PLAIN,
      title: 'Les mêmes pass, trois taux',
      columns: [text('Taux'), text('Se lit'), rate('Valeur'), count('Personnes concernées')],
      rows: whole === undefined ? [] : threeRates(whole),
      persons: 3,
    },
    {
      ...PLAIN,
      title: 'Selon le mois de la remise',
      columns: [
        text('Mois de la remise'),
        count('Pass remis'),
        count('Personnes'),
        rate('Servis en 1 mois'),
        rate('en 3 mois'),
        rate('en 6 mois'),
        rate('à ce jour'),
      ],
      rows: months.map((row) => [sayMonth(row.month ?? ''), ...cohort(row)]),
      totals: whole === undefined ? null : [WHOLE, ...cohort(whole)],
      persons: 2,
      chart: { kind: 'LINES', values: [3, 4, 5] },
    },
  ];
}

function threeRates(whole: CohortRow): Cell[][] {
  const { passes, redeemed, expired, booklets, activated, persons } = whole;
  const matured = maturedRate({ redeemed, lostInHands: expired, handedOver: passes });
  return [
    ['Nominal', 'pass utilisés ÷ pass remis', share(redeemed, passes), persons],
    ['Histoire finie', 'utilisés ÷ (utilisés + périmés chez les personnes)', matured, persons],
    ['Activation', 'carnets dont un pass a servi ÷ carnets remis', share(activated, booklets), persons],
  ];
}

function cohort(row: CohortRow): Cell[] {
  const after = (over: boolean | null, within: number) => (over === true ? share(within, row.passes) : null);
  return [
    row.passes,
    row.persons,
    after(row.over1, row.within1),
    after(row.over3, row.within3),
    after(row.over6, row.within6),
    share(row.redeemed, row.passes),
  ];
}

export function fillTable(rows: readonly FillRow[]): FigureTable {
  const line = (r: FillRow) => [
    r.sessions,
    r.cancelled,
    r.capacity,
    r.taken,
    share(r.taken, r.capacity),
    r.attended,
    r.absent,
    r.excused,
    r.unmarked,
    share(r.absent, r.attended + r.absent + r.excused),
    r.persons,
  ];
  const whole = rows.find(({ orgId }) => orgId === null);
  return {
    ...PLAIN,
    title: 'Places prises et absences, par organisme',
    columns: [
      text('Organisme'),
      { ...count('Ateliers'), open: true },
      { ...count('Annulés'), open: true },
      { ...count('Places'), open: true },
      count('Réservées'),
      rate('Remplissage'),
      count('Présents'),
      count('Absents'),
      count('Excusés'),
      count('Non marqués'),
      rate('Absence'),
      count('Personnes'),
    ],
    rows: rows.filter(({ orgId }) => orgId !== null).map((row) => [row.name, ...line(row)]),
    totals: whole === undefined ? null : [WHOLE, ...line(whole)],
    persons: 11,
    chart: { kind: 'BARS', value: 5 },
  };
}

/** Nearer than this, a seat is near: three quarters of an hour on foot, a quarter by bus. */
const NEAR_METRES = 3000;

interface Home {
  commune: string;
  inseeCode: string | null;
  persons: number;
}

export function farTable(homes: readonly Home[], seats: readonly SeatNear[]): FigureTable {
  const near = ({ inseeCode }: Home) => {
    const middle = inseeCode === null ? undefined : territoryPlace(inseeCode);
    return seats.filter(
      (seat) =>
        (inseeCode !== null && seat.inseeCode === inseeCode) ||
        (middle !== undefined &&
          seat.lat !== null &&
          seat.lon !== null &&
          haversine(middle, { lat: seat.lat, lon: seat.lon }) <= NEAR_METRES),
    );
  };
  const placed = homes.filter(({ inseeCode }) => inseeCode !== null && territoryPlace(inseeCode) !== undefined);
  const far = placed.filter((home) => near(home).length === 0);
  const unplaced = homes.length - placed.length;
  return {
    ...PLAIN,
    title: 'Communes sans place libre proche dans les trente jours',
    columns: [text('Commune'), count('Personnes')],
    rows: far.map(({ commune, persons }) => [commune, persons]),
    persons: 1,
    chart: { kind: 'BARS', value: 1 },
    note:
      unplaced === 0
        ? null
        : `${unplaced} communes hors du territoire, ou dont le code n’est pas connu, ne sont pas regardées.`,
  };
}
