import type { Weight } from '#tests/setup/page-weight.ts';
import type { TruthFigures } from '#tests/truth/measure.ts';
import type { BookingFigures } from './booking.ts';
import type { PageFigures } from './pages.ts';
import type { ReportFigures } from './reports.ts';
import type { SearchQuality } from './search-quality.ts';
import type { VenueFigures } from './venues.ts';

export interface Report {
  at: string;
  node: string;
  cores: number;
  processor: string;
  /** Processes that wanted a core at the beginning and at the end, the bench's own among them (mean of a minute). */
  load: { before: number; after: number };
  seconds: number;
  booking?: BookingFigures;
  pages?: PageFigures[];
  search?: SearchQuality;
  venues?: VenueFigures;
  reports?: ReportFigures;
  weights?: ({ path: string } & Weight)[];
  /** Joining the rows of the Lyon sources, against what a person decided. */
  matching?: TruthFigures | { absent: string };
}

const { log } = console;

/** Prints the figures for people: each beside its limit. */
export function printTable(report: Report): void {
  const { node, cores, processor, load, seconds, booking, pages, search, venues, reports, weights, matching } = report;
  log(`\nNode ${node}, ${cores} cores (${processor}); load ${load.before} before, ${load.after} after; ${seconds} s.`);
  log('Medians of rounds in turn; absolute figures depend on the machine and its load, ratios less.\n');
  if (booking !== undefined) printBooking(booking);
  for (const page of pages ?? []) {
    log(`${page.path}, ${page.clients} clients, ${page.bytes} bytes          per second   p50 ms   p95 ms`);
    log(row('made each time (goal 500)', page.madePerSecond));
    log(row('as people ask it, kept while its data stand', page.pagePerSecond, page.pageP50Ms, page.pageP95Ms));
    log(row('bare node:http, same bytes', page.barePerSecond));
    log(`  ratio ${page.ratio.toFixed(2)} (goal 0.5)\n`);
  }
  if (search !== undefined) {
    log(
      `Search, ${search.queries} questions of people: MRR ${search.mrr.toFixed(3)} (goal 0.85), right at first ${share(search.firstRight)},`,
    );
    log(`  with a letter missing ${search.mrrMisspelt.toFixed(3)}\n`);
  }
  if (venues !== undefined) printVenues(venues);
  if (reports !== undefined) printReports(reports);
  if (weights !== undefined) printWeights(weights);
  if (matching !== undefined) printMatching(matching);
}

function printMatching(figures: NonNullable<Report['matching']>): void {
  if ('absent' in figures) {
    log(`Joining venues of several sources: not measured, ${figures.absent}.\n`);
    return;
  }
  log(
    `Joining venues of several sources: ${figures.rows} rows of Lyon, ${figures.venues} venues, ${figures.pairs} pairs`,
  );
  log(`  precision ${figures.precision.toFixed(3)} (goal 0.98), recall ${figures.recall.toFixed(3)} (goal 0.90)`);
  log(
    `  without shared identifiers: ${figures.hardPairs} pairs, precision ${figures.hardPrecision.toFixed(3)}, recall ${figures.hardRecall.toFixed(3)}`,
  );
  log(`  sent to a person: ${figures.asked} pairs, ${figures.askedSame} of which are one venue\n`);
}

function share(part: number): string {
  return `${Math.round(part * 100)} %`;
}

function printVenues({ sizes, growth }: VenueFigures): void {
  const line = (name: string, of: (size: VenueFigures['sizes'][number]) => number | undefined, grown?: number) =>
    log(
      `  ${name.padEnd(40)}${sizes.map((size) => (of(size)?.toFixed(2) ?? '').padStart(11)).join('')}${(grown?.toFixed(2) ?? '').padStart(11)}`,
    );
  log(
    `Venues, median ms, one at a time         ${sizes.map(({ venues }) => String(venues).padStart(11)).join('')}   exponent`,
  );
  line('nearest 20 (goal 1)', (size) => size.nearestP50Ms, growth.nearest);
  line('  the same straight, postgres.js', (size) => size.nearestStraightP50Ms);
  line('  where nobody looked before', (size) => size.nearestFirstP50Ms);
  for (const kind of Object.keys(sizes[0]?.searchP50Ms ?? {})) {
    line(`page of results: ${kind}`, (size) => size.searchP50Ms[kind], growth[kind]);
    line('  its statements straight, postgres.js', (size) => size.searchStraightP50Ms[kind]);
  }
  line('tile of gathered points (goal 1)', (size) => size.tileP50Ms, growth.tile);
  line('  its index, seconds', (size) => size.tileIndexSeconds);
  for (const { venues, pages } of sizes) {
    if (pages === undefined) continue;
    log(`/lieux at ${venues} venues, ${pages.clients} clients   per second   p50 ms   p95 ms (goal 50)`);
    const lines = {
      'every search another': pages.others,
      'as people ask': pages.lived,
      'a dozen again': pages.again,
      'bare node:http, same bytes': pages.bare,
    };
    for (const [name, { perSecond, p50Ms, p95Ms }] of Object.entries(lines)) log(row(name, perSecond, p50Ms, p95Ms));
  }
  log('');
}

function printReports({ months, sizes, growth }: ReportFigures): void {
  const cells = (of: (size: ReportFigures['sizes'][number]) => number | undefined, digits = 0) =>
    sizes.map((size) => (of(size)?.toFixed(digits) ?? '').padStart(11)).join('');
  log(`Reports over ${months} simulated months, ms        ${cells(({ passes }) => passes)} passes`);
  log(`                                          ${cells(({ entries }) => entries)} entries of both ledgers`);
  log(`  the page of all over HTTP, p50 (goal 1000)${cells(({ p50Ms }) => p50Ms)}   exponent ${growth.toFixed(2)}`);
  log(`  p95                                       ${cells(({ p95Ms }) => p95Ms)}`);
  log(`  the first time, while all is compared     ${cells(({ firstMs }) => firstMs)}`);
  for (const [i, { what, found }] of (sizes[0]?.readings ?? []).entries())
    log(`  ${what.padEnd(42)}${cells(({ readings }) => readings[i]?.ms, 1)}   ${found}`);
  log('');
}

function printBooking(booking: BookingFigures): void {
  log(`Booking, ${booking.clients} clients, ${booking.rounds} rounds         per second   p50 ms   p95 ms`);
  log(row(`over HTTP (${booking.httpSent} sent)`, booking.httpPerSecond, booking.httpP50Ms, booking.httpP95Ms));
  const straight = `straight, postgres.js (${booking.straightSent} sent)`;
  log(row(straight, booking.straightPerSecond, booking.straightP50Ms, booking.straightP95Ms));
  log(`  ratio ${booking.ratio.toFixed(2)} (goal 0.25)\n`);
}

function printWeights(weights: NonNullable<Report['weights']>): void {
  log('As sent (brotli), bytes          HTML     CSS   HTML+CSS   script   requests');
  for (const w of weights) {
    const cells = [w.html, w.css, w.html + w.css, w.script, w.requests];
    log(`  ${w.path.padEnd(26)}${cells.map((cell, i) => String(cell).padStart([9, 8, 11, 9, 11][i] ?? 9)).join('')}`);
  }
}

function row(name: string, perSecond: number, p50?: number, p95?: number): string {
  const cells = [perSecond.toFixed(0), p50?.toFixed(1) ?? '', p95?.toFixed(1) ?? ''];
  return `  ${name.padEnd(40)}${cells.map((cell, i) => cell.padStart(i === 0 ? 10 : 9)).join('')}`;
}
