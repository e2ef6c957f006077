import type { Weight } from '#tests/setup/page-weight.ts';
import type { BookingFigures } from './booking.ts';
import type { PageFigures } from './pages.ts';

export interface Report {
  at: string;
  node: string;
  cores: number;
  booking?: BookingFigures;
  pages?: PageFigures[];
  weights?: ({ path: string } & Weight)[];
}

const { log } = console;

/** Prints the figures for people: each beside its limit. */
export function printTable({ node, cores, booking, pages, weights }: Report): void {
  log(
    `\nNode ${node}, ${cores} cores. Medians of rounds in turn; absolute figures depend on the machine, ratios less.\n`,
  );
  if (booking !== undefined) printBooking(booking);
  for (const page of pages ?? []) {
    log(`${page.path}, ${page.clients} clients, ${page.bytes} bytes          per second   p50 ms   p95 ms`);
    log(row('page', page.pagePerSecond, page.pageP50Ms, page.pageP95Ms));
    log(row('bare node:http, same bytes', page.barePerSecond));
    log(`  ratio ${page.ratio.toFixed(3)}\n`);
  }
  if (weights !== undefined) printWeights(weights);
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
