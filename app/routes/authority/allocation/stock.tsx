import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireAuthority } from '#app/access/guards.ts';
import { planAllocation } from '#app/allocation/plan-allocation.ts';
import { freeBooklets, isIdle, proposeTransfers } from '#app/allocation/rules/forecast.ts';
import { sayRefusal } from '#app/allocation/texts.fr.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listLots } from '#db/queries/lots.ts';
import { listPartnerStocks } from '#db/queries/partner-stock.ts';
import { listAllSites } from '#db/queries/sites.ts';
import { PlanForm, planForm } from './plan-form.tsx';
import { Proposals } from './proposals.tsx';
import { ClosedStocks, StockTable } from './stock-table.tsx';

export { links } from './styles.ts';

export const meta: MetaFunction = () => pageMeta('Les carnets');

const days = z.coerce.number().int().min(1).max(1000);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, env, newId } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const asked = new URL(request.url).searchParams;
  const wished = days.safeParse(asked.get('jours'));
  const idleDays = wished.success ? wished.data : env.IDLE_STOCK_DAYS;
  const { stocks, lots, sites } = await db.read(async (tx) => ({
    stocks: await listPartnerStocks(tx, { now, today }),
    lots: await listLots(tx),
    sites: await listAllSites(tx),
  }));
  const rank = (one: (typeof stocks)[number]) => (isIdle(one, idleDays) ? (one.idleDays ?? 100_000) : -1);
  return {
    actor,
    today,
    idleDays,
    sites,
    stocks: stocks.filter((one) => !one.revoked).sort((a, b) => rank(b) - rank(a)),
    closed: stocks.filter((one) => one.revoked && freeBooklets(one) > 0),
    proposals: proposeTransfers(stocks, { idleDays, today }).map((one) => ({ ...one, opKey: newId() })),
    lots: lots.filter(({ inStock, validUntil, activated }) => inStock > 0 && validUntil >= today && activated),
    opKeys: { plan: newId(), closed: newId() },
    chosen: { fromPartnerId: asked.get('de') ?? undefined, partnerId: asked.get('a') ?? undefined },
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, planForm);
  if (!form.ok) return form.refusal;
  const { fromPartnerId, partnerId, siteId, lotId, count, reason } = form.value;
  const ends = { fromPartnerId: fromPartnerId ?? null, partnerId: partnerId ?? null };
  if (ends.fromPartnerId === ends.partnerId) {
    return form.refuse('Rien n’a été prévu.', { partnerId: 'Choisissez une arrivée différente du départ.' });
  }
  const input = { ...ends, siteId, lotId: fromPartnerId === undefined ? lotId : undefined, count, reason };
  const outcome = await perform(context.services, planAllocation, { actor, opKey: form.opKey, input });
  if (!outcome.ok && outcome.refusal === 'SITE_UNKNOWN')
    return form.refuse('Rien n’a été prévu.', { siteId: sayRefusal(outcome) });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/metropole/carnets/envois/${outcome.value.allocationId}?fait=prevu`, 303);
}

export default function Stock() {
  const { actor, today, idleDays, stocks, sites, closed, proposals, lots, opKeys, chosen } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const all = [...stocks, ...closed];
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title="Les carnets chez les partenaires" lead="Ce qu’ils ont, ce qui dort, ce qui va manquer.">
        <a className="btn" href="#prevoir">
          Prévoir un envoi
        </a>
        <a className="btn quiet" href="/metropole/carnets/envois">
          Les envois
        </a>
        <a className="btn quiet" href="/metropole/carnets/remises">
          Annuler une remise
        </a>
      </PageHeader>
      <div className="flow">
        <ClosedStocks closed={closed} opKey={opKeys.closed} />
        <Proposals proposals={proposals} stocks={all} />
        <StockTable stocks={stocks} today={today} idleDays={idleDays} />
        {stocks.length === 0 && (
          <Notice>
            <p>Aucun partenaire pour l’instant.</p>
          </Notice>
        )}
        <PlanForm answer={answer} opKey={opKeys.plan} lots={lots} stocks={all} sites={sites} chosen={chosen} />
      </div>
    </DeskLayout>
  );
}
