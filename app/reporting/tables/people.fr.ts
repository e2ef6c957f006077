import { sayMonth } from '#app/calendar/rules/french-dates.ts';
import { AGE_BANDS, PUBLICS } from '#app/partners/rules/person.ts';
import { type FigureColumn, type FigureTable, quantile, share } from '#app/reporting/rules/figures.ts';
import type { AgeRow, BeneficiaryRow, PartnerRow, PublicRow, ShareRow } from '#app/reporting/rules/rows.ts';
import type { Words } from './words.ts';

export const text = (name: string): FigureColumn => ({ name, kind: 'text' });
export const count = (name: string): FigureColumn => ({ name, kind: 'count' });
export const rate = (name: string): FigureColumn => ({ name, kind: 'share' });
export const days = (name: string): FigureColumn => ({ name, kind: 'days' });
export const open = (column: FigureColumn): FigureColumn => ({ ...column, open: true });

/** The parts most tables leave empty. */
export const PLAIN = { note: null, chart: null, totals: null, persons: null } as const;
export const WHOLE = 'Ensemble';

export function partnersTable(rows: readonly PartnerRow[]): FigureTable {
  const line = (row: PartnerRow) => [
    row.booklets,
    row.passes,
    row.persons,
    row.target,
    row.target === null ? null : row.sinceConvention,
    row.target === null ? null : share(row.sinceConvention, row.target),
  ];
  const lines = rows.filter(({ partnerId }) => partnerId !== null);
  const whole = rows.find(({ partnerId }) => partnerId === null);
  const target = lines.reduce((sum, row) => sum + (row.target ?? 0), 0);
  const since = lines.reduce((sum, row) => sum + (row.target === null ? 0 : row.sinceConvention), 0);
  return {
    ...PLAIN,
    title: 'Pass remis, et où en est chaque convention',
    columns: [
      text('Partenaire'),
      count('Carnets'),
      count('Pass remis'),
      count('Personnes'),
      open(count('Objectif de la convention')),
      count('Remis depuis son début'),
      rate('Avancement'),
    ],
    rows: lines.map((row) => [row.name, ...line(row)]),
    totals:
      whole === undefined
        ? null
        : [WHOLE, whole.booklets, whole.passes, whole.persons, target, since, share(since, target)],
    persons: 3,
    chart: { kind: 'BARS', value: 2 },
    note: 'Une personne suivie par deux partenaires compte chez chacun, et une fois dans l’ensemble.',
  };
}

export function beneficiariesTable(rows: readonly BeneficiaryRow[]): FigureTable {
  const line = (r: BeneficiaryRow) => [
    r.persons,
    r.firstTime,
    r.repeat,
    r.several,
    r.active,
    share(r.active, r.persons),
  ];
  const whole = rows.find(({ month }) => month === null);
  return {
    ...PLAIN,
    title: 'Personnes, par mois de leur premier carnet de la période',
    columns: [
      text('Mois'),
      count('Personnes'),
      count('Première fois'),
      count('Déjà aidées'),
      count('Plusieurs carnets'),
      count('Actives'),
      rate('Part active'),
    ],
    rows: rows.flatMap((row) => (row.month === null ? [] : [[sayMonth(row.month), ...line(row)]])),
    totals: whole === undefined ? null : [WHOLE, ...line(whole)],
    persons: 1,
    chart: { kind: 'BARS', value: 1 },
  };
}

export function passesEachTable(rows: readonly ShareRow[]): FigureTable[] {
  const whole = rows.find(({ from }) => from === null);
  const classes = rows.filter(({ from }) => from !== null);
  const label = (from: number) => (from >= 41 ? '41 et plus' : `${from} à ${from + 9}`);
  return [
    {
      ...PLAIN,
      title: 'Combien de pass par personne',
      columns: [text('Pass reçus'), count('Personnes'), count('Pass')],
      rows: classes.map(({ from, persons, passes }) => [label(from ?? 1), persons, passes]),
      totals: whole === undefined ? null : [WHOLE, whole.persons, whole.passes ?? 0],
      persons: 1,
      chart: { kind: 'BARS', value: 1 },
    },
    {
      ...PLAIN,
      title: 'En résumé',
      columns: [
        text('Pour'),
        count('Personnes'),
        { name: 'Pass en moyenne', kind: 'decimal' },
        count('Médiane'),
        count('Neuvième décile'),
      ],
      rows:
        whole === undefined
          ? []
          : [['Toutes les personnes', whole.persons, share(whole.passes ?? 0, whole.persons), whole.median, whole.p90]],
      persons: 1,
    },
  ];
}

export function publicsTables(rows: readonly PublicRow[], ages: readonly AgeRow[], words: Words): FigureTable[] {
  const of = (kind: string) => rows.find((row) => row.kind === kind) ?? { kind, any: 0, main: 0 };
  const all = of('ALL').main;
  const kinds = [
    ...PUBLICS.map((kind) => [kind, words.publics[kind]] as const),
    ['NONE', 'Aucune de ces situations'] as const,
  ];
  const line = (label: string, n: number) => [label, n, share(n, all)];
  return [
    {
      ...PLAIN,
      title: 'Personnes concernées par chaque situation',
      columns: [text('Situation'), count('Personnes concernées'), rate('Part des personnes')],
      rows: kinds.map(([kind, label]) => line(label, of(kind).any)),
      persons: 1,
      chart: { kind: 'BARS', value: 1 },
      note: 'Une personne peut être dans plusieurs situations : ces lignes ne s’additionnent pas.',
    },
    {
      ...PLAIN,
      title: 'Chaque personne une fois, à sa situation principale',
      columns: [text('Situation principale'), count('Personnes'), rate('Part des personnes')],
      rows: kinds.map(([kind, label]) => line(label, of(kind).main)),
      totals: line(WHOLE, all),
      persons: 1,
      chart: { kind: 'BARS', value: 1 },
    },
    {
      ...PLAIN,
      title: 'Âge à la première remise de la période',
      columns: [text('Âge'), count('Personnes'), rate('Part des personnes')],
      rows: AGE_BANDS.map((band) => line(words.ages[band], ages.find(({ ageBand }) => ageBand === band)?.persons ?? 0)),
      totals: line(WHOLE, all),
      persons: 1,
      chart: { kind: 'BARS', value: 1 },
    },
  ];
}

interface Neighbourhood {
  code: string | null;
  vintage: string | null;
  name: string | null;
  persons: number;
  passes: number;
}

export function neighbourhoodsTables(rows: readonly Neighbourhood[]): FigureTable[] {
  const sum = (keep: (row: Neighbourhood) => boolean, of: 'persons' | 'passes') =>
    rows.filter(keep).reduce((n, row) => n + row[of], 0);
  const inside = ({ code }: Neighbourhood) => code !== null;
  const outside = ({ code, vintage }: Neighbourhood) => code === null && vintage !== null;
  const unknown = ({ vintage }: Neighbourhood) => vintage === null;
  const all = sum(() => true, 'persons');
  const line = (label: string, keep: (row: Neighbourhood) => boolean) => [
    label,
    sum(keep, 'persons'),
    sum(keep, 'passes'),
    share(sum(keep, 'persons'), all),
  ];
  return [
    {
      ...PLAIN,
      title: 'Dans un quartier prioritaire, dehors, ou inconnu',
      columns: [text('Où'), count('Personnes'), count('Pass remis'), rate('Part des personnes')],
      rows: [
        line('Dans un quartier prioritaire', inside),
        line('Hors quartier prioritaire', outside),
        line('Inconnu', unknown),
      ],
      totals: line(WHOLE, () => true),
      persons: 1,
      chart: { kind: 'BARS', value: 1 },
    },
    {
      ...PLAIN,
      title: 'Quartier par quartier',
      columns: [text('Quartier'), text('Code'), text('Contour'), count('Personnes'), count('Pass remis')],
      rows: rows
        .filter(inside)
        .map((row) => [
          row.name ?? 'Quartier dont le contour n’est plus chargé',
          row.code,
          row.vintage,
          row.persons,
          row.passes,
        ]),
      totals: [WHOLE, '', '', sum(inside, 'persons'), sum(inside, 'passes')],
      persons: 3,
    },
  ];
}

const DELAYS = [
  [0, 0, 'Le jour même'],
  [1, 7, '1 à 7 jours'],
  [8, 14, '8 à 14 jours'],
  [15, 30, '15 à 30 jours'],
  [31, 60, '31 à 60 jours'],
  [61, Number.POSITIVE_INFINITY, 'Plus de 60 jours'],
] as const;

export function delayTables(rows: readonly { days: number | null; persons: number }[]): FigureTable[] {
  const came = rows.flatMap(({ days, persons }) => (days === null ? [] : [{ value: days, persons }]));
  const total = rows.reduce((sum, { persons }) => sum + persons, 0);
  const between = (from: number, to: number) =>
    came.filter(({ value }) => value >= from && value <= to).reduce((sum, { persons }) => sum + persons, 0);
  const all = came.reduce((sum, { persons }) => sum + persons, 0);
  return [
    {
      ...PLAIN,
      title: 'Délai jusqu’à la première venue',
      columns: [text('Délai'), count('Personnes'), rate('Part des personnes')],
      rows: [
        ...DELAYS.map(([from, to, label]) => [label, between(from, to), share(between(from, to), total)]),
        ['Pas encore venues', total - all, share(total - all, total)],
      ],
      totals: [WHOLE, total, share(total, total)],
      persons: 1,
      chart: { kind: 'BARS', value: 1 },
    },
    {
      ...PLAIN,
      title: 'En résumé',
      columns: [text('Pour'), count('Personnes'), days('Délai médian'), days('Neuvième décile')],
      rows: [['Les personnes déjà venues', all, quantile(came, 0.5), quantile(came, 0.9)]],
      persons: 1,
    },
  ];
}
