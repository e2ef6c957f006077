import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { DEBT_AGES } from '#app/payment/rules/debt.ts';
import { WHOLE_BPS } from '#app/purchasing/rules/funding-shares.ts';
import type { CoFinancing, FundingPart } from '#app/reporting/rules/co-financing.ts';
import { type FigureColumn, type FigureTable, share } from '#app/reporting/rules/figures.ts';
import type { DueRow, RenewalRow } from '#app/reporting/rules/rows.ts';
import { count, open, PLAIN, rate, text, WHOLE } from './people.fr.ts';

const cents = (name: string): FigureColumn => ({ name, kind: 'cents' });

const KINDS: Readonly<Record<FundingPart['kind'], string>> = {
  STATE: 'État',
  FEDER: 'FEDER',
  OWN: 'Collectivité',
  OTHER: 'Autre financeur',
};

/** In the place of a sum: nothing limits this line. */
const NO_CAP = 'aucun';

/** R8. Each funding line, then each kind of funder: what comes back to the authority is counted with its own money. */
export function coFinancingTables({ eligibleCents, parts, restCents }: CoFinancing): FigureTable[] {
  const eligible = Number(eligibleCents);
  const of = (n: bigint) => [Number(n), share(Number(n), eligible)];
  const paidBy = (kind: FundingPart['kind']) =>
    parts
      .filter((part) => part.kind === kind)
      .reduce((sum, part) => sum + part.paysCents, kind === 'OWN' ? restCents : 0n);
  const kinds = (Object.keys(KINDS) as FundingPart['kind'][]).map((kind) => [KINDS[kind], ...of(paidBy(kind))]);
  return [
    {
      ...PLAIN,
      title: 'Dépense éligible, par financeur',
      columns: [text('Financeur'), cents('Finance'), rate('Part de la dépense')],
      rows: kinds,
      totals: ['Dépense éligible', ...of(eligibleCents)],
      chart: { kind: 'BARS', value: 1 },
      note: 'L’État : 65 % de la dépense éligible au plus, et jamais plus que son plafond. Ensemble : jamais plus de 100 %.',
    },
    {
      ...PLAIN,
      title: 'Ligne de financement par ligne',
      columns: [
        text('Ligne'),
        text('Financeur'),
        cents('Selon ses parts'),
        cents('Plafond'),
        cents('Finance'),
        rate('Part de la dépense'),
      ],
      rows: [
        ...parts.map(({ label, kind, sharesCents, capCents, paysCents }) => [
          label,
          KINDS[kind],
          Number(sharesCents),
          capCents === null ? NO_CAP : Number(capCents),
          ...of(paysCents),
        ]),
        ['Au-delà des plafonds', KINDS.OWN, 0, NO_CAP, ...of(restCents)],
      ],
      totals: [WHOLE, '', eligible, '', ...of(eligibleCents)],
    },
  ];
}

interface Debt {
  ages: readonly bigint[];
  owed: bigint;
  funds: bigint | null;
  coverBps: number | null;
}

/** R13. What is owed and paid, organisation by organisation; then the age of the debt, and what covers it. */
export function duesTables(rows: readonly DueRow[], persons: number, debt: Debt): FigureTable[] {
  return [dueTable(rows, persons), ...debtTables(debt)];
}

function dueTable(rows: readonly DueRow[], persons: number): FigureTable {
  const STEPS = ['unclaimed', 'submitted', 'approved', 'ordered', 'returned'] as const;
  const line = (row: Omit<DueRow, 'name'>) => [
    STEPS.reduce((sum, step) => sum + row[step], 0),
    ...STEPS.map((step) => row[step]),
    row.paid,
    row.persons,
  ];
  const sum = (of: Exclude<keyof DueRow, 'name' | 'persons'>) => rows.reduce((total, row) => total + row[of], 0);
  const whole = {
    unclaimed: sum('unclaimed'),
    submitted: sum('submitted'),
    approved: sum('approved'),
    ordered: sum('ordered'),
    returned: sum('returned'),
    paid: sum('paid'),
    persons,
  };
  return {
    ...PLAIN,
    title: 'Dû et payé, par organisme',
    columns: [
      text('Organisme'),
      cents('Dû'),
      cents('Pas encore demandé'),
      cents('Demandé'),
      cents('Approuvé'),
      cents('En cours de virement'),
      cents('Revenu de la banque'),
      cents('Payé'),
      count('Personnes'),
    ],
    rows: rows.map((row) => [row.name, ...line(row)]),
    totals: rows.length === 0 ? null : [WHOLE, ...line(whole)],
    persons: 8,
    chart: { kind: 'BARS', value: 1 },
  };
}

function debtTables(debt: Debt): FigureTable[] {
  const age = ({ from, to }: { from: number; to: number | null }) =>
    to === null ? `Plus de ${from - 1} jours` : `${from} à ${to} jours`;
  const returned = debt.owed - debt.ages.reduce((total, n) => total + n, 0n);
  const part = (n: bigint) => [Number(n), share(Number(n), Number(debt.owed))];
  return [
    {
      ...PLAIN,
      title: 'Âge de la dette, depuis l’utilisation du pass',
      columns: [text('Âge'), cents('Dû'), rate('Part')],
      rows: [
        ...DEBT_AGES.map((one, i) => [age(one), ...part(debt.ages[i] ?? 0n)]),
        ['Virements revenus de la banque', ...part(returned)],
      ],
      totals: [WHOLE, ...part(debt.owed)],
      chart: { kind: 'BARS', value: 1 },
    },
    {
      ...PLAIN,
      title: 'Ce qui couvre la dette',
      columns: [text('À la date de lecture'), cents('Dû'), cents('Fonds disponibles'), rate('Couverture')],
      rows: [
        [
          WHOLE,
          Number(debt.owed),
          debt.funds === null ? null : Number(debt.funds),
          debt.coverBps === null ? null : debt.coverBps / WHOLE_BPS,
        ],
      ],
      note:
        debt.funds === null ? 'Aucune recette des financeurs n’est enregistrée : la couverture n’est pas dite.' : null,
    },
  ];
}

/** R15. Each convention of the period, those whose pack is due first. */
export function renewalTable(rows: readonly RenewalRow[]): FigureTable {
  return {
    ...PLAIN,
    title: 'Conventions, et dossier de renouvellement',
    columns: [
      text('Partenaire'),
      text('Du'),
      text('Au'),
      text('Dossier dû le'),
      text('Suite'),
      open(count('Objectif')),
      count('Pass remis'),
      rate('Avancement'),
      count('Pass utilisés'),
      count('Personnes'),
    ],
    rows: rows.map((row) => [
      row.partnerName,
      sayDate(row.startsOn),
      sayDate(row.endsOn),
      sayDate(row.dueOn),
      row.followed ? 'une autre la suit' : 'aucune encore',
      row.target,
      row.handed,
      share(row.handed, row.target),
      row.used,
      row.persons,
    ]),
    persons: 9,
    chart: { kind: 'BARS', value: 7 },
  };
}
