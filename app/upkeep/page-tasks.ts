import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Tx } from '#db/client.ts';
import type { AuthorityTask } from '#db/queries/authority-tasks.ts';
import { countWaitingClaims } from '#db/queries/upkeep/claims.ts';
import { listPagesToConfirm } from '#db/queries/upkeep/confirmations.ts';
import { countWaitingLetters } from '#db/queries/upkeep/letters.ts';
import { countOpenReports } from '#db/queries/upkeep/reports.ts';
import { isDue } from './rules/confirm.ts';

/**
 * What waits for the authority about the venues' pages, a line a kind and none when nothing waits: requests
 * to hold a page, errors signalled, held pages nobody confirmed for six months, letters to post.
 */
export async function listPageTasks(tx: Tx, now: Date): Promise<AuthorityTask[]> {
  const today = parisDay(now);
  const counts = {
    PAGE_CLAIMS: await countWaitingClaims(tx),
    PAGE_REPORTS: await countOpenReports(tx),
    PAGES_OVERDUE: (await listPagesToConfirm(tx)).filter(({ saidOn }) => isDue(saidOn, today)).length,
    PAGE_LETTERS: await countWaitingLetters(tx, now),
  };
  return (Object.keys(counts) as (keyof typeof counts)[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => ({ kind, id: kind, name: '', day: null, count: counts[kind] }));
}
