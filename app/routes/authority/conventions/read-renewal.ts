import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { maskFigures } from '#app/committee/rules/pack.ts';
import { listConventionSheets } from '#db/queries/conventions.ts';
import { readPeriodFigures } from '#db/queries/period-figures.ts';

/** R15: what the convention of the address has done, in one snapshot, small cells hidden: on the page and in its file. */
export async function readRenewal({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const id = z.uuid().safeParse(params.id);
  if (!id.success) throw notFound();
  const read = await db.snapshot(async (tx) => {
    const convention = (await listConventionSheets(tx, id.data))[0];
    if (convention === undefined) throw notFound();
    const [to = today] = [convention.endsOn, today].sort();
    const found = await readPeriodFigures(tx, { from: convention.startsOn, to, partnerId: convention.partnerId });
    const figures = { ...found.total, targetPasses: convention.targetPasses };
    return { convention, to, ledgerHead: found.ledgerHead.toString(), figures: maskFigures(figures) };
  });
  return { actor, now, ...read };
}
