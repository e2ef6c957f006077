import type { RunningApp } from './app.ts';
import { ROUTES, visitorOf } from './route-table.ts';
import type { Belongings, Visitor } from './sign-in.ts';

/** What a field may be sent by somebody hostile, unlucky, or a cat. */
export const CORPUS = [
  '',
  ' ',
  'a'.repeat(5000),
  '\u0000',
  '\ud800',
  '\u202e\u0300\u0301',
  '-1',
  '99999999999999999999999999',
  '1e308',
  'NaN',
  "' or 1=1; drop table pass; --",
  '<script>alert(1)</script>',
  `{{7*7}}\${7*7}`,
  '../../../etc/passwd',
  '00000000-0000-0000-0000-000000000000',
  '{"$gt":""}',
  '0000-00-00',
  '2026-02-30',
  '25:99',
  '[object Object]',
];

/** Those that were most likely to get through alone. */
export const WORST = ['\u0000', '99999999999999999999999999', "' or 1=1; drop table pass; --"];

/** Every route that answers somebody, and the addresses that have a question in them to begin with. */
export const PAGES: [Visitor, (b: Belongings) => string][] = Object.values(ROUTES).flatMap((line) => {
  const visitor = visitorOf(line);
  return visitor === null ? [] : [[visitor, (b: Belongings) => line.path(b)] as [Visitor, (b: Belongings) => string]];
});

/** The product under attack, and what the attackers may name. */
export interface Attacked {
  app: RunningApp;
  belongings: Belongings;
}

/** Sends fields to an address as a browser would, and returns the status of the answer, redirects not followed. */
export async function send(
  { app, belongings }: Attacked,
  visitor: Visitor,
  url: string,
  method: 'GET' | 'POST',
  fields: [string, string][],
): Promise<number> {
  const body = new URLSearchParams(fields);
  const target = new URL(url);
  if (method === 'GET') target.search = body.toString();
  const response = await fetch(target, {
    method,
    redirect: 'manual',
    // Ten thousand pages that nobody reads are not worth compressing.
    headers: { Cookie: belongings.cookies[visitor], Origin: app.origin, 'Accept-Encoding': 'identity' },
    body: method === 'POST' ? body : null,
  });
  await response.arrayBuffer();
  return response.status;
}

/** Eight requests at a time: enough to be quick, few enough to leave room for the database. */
export async function inTurn<T>(items: T[], task: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const item = items[next] as T;
      next += 1;
      await task(item);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}
