import type { Weight } from '#tests/setup/page-weight.ts';
import type { BookingFigures } from './booking.ts';
import type { PageFigures } from './pages.ts';

export interface Report {
  node: string;
  cores: number;
  booking: BookingFigures;
  pages: PageFigures[];
  weights: ({ path: string } & Weight)[];
}

/** Prints the figures for people: each beside its limit. */
export function printTable({ node, cores, booking, pages, weights }: Report): void {
  const { log } = console;
  log(
    `\nNode ${node}, ${cores} cores. Medians of ${booking.rounds} rounds in turn; absolute figures depend on the machine, ratios less.\n`,
  );
  log(`Booking, ${booking.clients} clients                    per second   p50 ms   p95 ms`);
  log(row(`over HTTP (${booking.httpSent} sent)`, booking.httpPerSecond, booking.httpP50Ms, booking.httpP95Ms));
  log(
    row(
      `straight, postgres.js (${booking.straightSent} sent)`,
      booking.straightPerSecond,
      booking.straightP50Ms,
      booking.straightP95Ms,
    ),
  );
  log(`  ratio ${booking.ratio.toFixed(2)}\n`);
  for (const page of pages) {
    log(`${page.path}, ${page.clients} clients, ${page.bytes} bytes          per second   p50 ms   p95 ms`);
    log(row('page', page.pagePerSecond, page.pageP50Ms, page.pageP95Ms));
    log(row('bare node:http, same bytes', page.barePerSecond));
    log(`  ratio ${page.ratio.toFixed(3)}\n`);
  }
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
