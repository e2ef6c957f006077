import type { LoaderFunctionArgs } from '@remix-run/node';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { DEFINITIONS } from '#app/reporting/definitions.fr.ts';
import type { FiguresExport } from '#app/reporting/export-figures.ts';
import { READY, readFigures } from '#app/reporting/read-indicators.ts';
import { readPatiently } from '#app/reporting/read-patiently.ts';
import { readRenewals } from '#app/reporting/read-renewals.ts';
import { compareAll, recallReconciliation } from '#app/reporting/recall-reconciliation.ts';
import { REPORT_CODES, type ReportCode } from '#app/reporting/rules/figures.ts';
import { readFilters, scopeOf } from '#app/reporting/rules/scope.ts';
import { listFilterChoices } from '#db/queries/reports/use.ts';
import { type Comparison, sayable, sayFilters } from './report-head.tsx';
import { WORDS } from './words.ts';

/** One indicator of the address, read in one snapshot with all that its page and its exports print. */
export async function readOne({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const code = REPORT_CODES.find((one) => one.toLowerCase() === params.code);
  if (code === undefined || !READY.includes(code)) throw notFound();
  const { services } = context;
  const now = services.clock.now();
  const filters = readFilters(new URL(request.url).searchParams, parisDay(now));
  const read = await readPatiently(services, async (tx) => ({
    choices: await listFilterChoices(tx),
    figures: await readFigures(tx, [code], scopeOf(filters, now), WORDS),
    renewals: code === 'R15' ? await readRenewals(tx, scopeOf(filters, now)) : [],
  }));
  const { indicators, heads } = read.figures;
  // The page of the comparisons compares; the others only say what was found.
  const reconciliation = code === 'R10' ? await compareAll(services) : null;
  const comparison: Comparison =
    reconciliation === null
      ? sayable(await recallReconciliation(services))
      : { agrees: reconciliation.agrees, asOf: null };
  const tables = indicators.flatMap((one) => one.tables);
  const packs = read.renewals.map(({ conventionId, partnerName, dueOn }) => ({ conventionId, partnerName, dueOn }));
  return { actor, at: now, code, filters, choices: read.choices, tables, heads, reconciliation, comparison, packs };
}

/** The same, ready to leave as a file. */
export async function exportOne(args: LoaderFunctionArgs): Promise<{ code: ReportCode; figures: FiguresExport }> {
  const { at, code, filters, choices, tables, heads, comparison } = await readOne(args);
  const { title, meaning } = DEFINITIONS[code];
  return {
    code,
    figures: {
      title: `${code} ${title}`,
      facts: [
        ['Ce qui est compté', meaning],
        ['Filtres', sayFilters(filters, choices)],
        ['Lu', sayMoment(at)],
        ['Tête du registre', `${heads.ledger.seq} ${heads.ledger.hash}`],
        ['Comptes', accountsWords(comparison)],
      ],
      tables,
    },
  };
}

function accountsWords({ agrees, asOf }: Comparison): string {
  if (agrees === null) return 'en cours de comparaison';
  if (!agrees) return 'ils diffèrent : ces chiffres ne peuvent être signés';
  return asOf === null ? 'ils tombent juste' : `ils tombaient juste ${sayMoment(asOf)}`;
}
