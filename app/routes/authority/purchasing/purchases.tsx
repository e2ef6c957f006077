import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { openFunding } from '#app/purchasing/open-funding.ts';
import { placeOrder } from '#app/purchasing/place-order.ts';
import { sayRefusal } from '#app/purchasing/texts.fr.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listFundings } from '#db/queries/funding.ts';
import { listBoughtLots, listOrders } from '#db/queries/orders.ts';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { DoneNotice } from './done.tsx';
import { Fundings, fundingForm } from './fundings.tsx';
import { Orders, orderForm } from './orders.tsx';
import { bpsTyped, centsTyped } from './typed.ts';
import { WaitingLots } from './waiting-lots.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les achats');

const ACTS = ['order', 'funding'] as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId } = context.services;
  const read = await db.read(async (tx) => ({
    orders: await listOrders(tx),
    fundings: await listFundings(tx),
    waiting: (await listBoughtLots(tx, { all: true })).filter(({ activatedAt }) => activatedAt === null),
  }));
  const done = new URL(request.url).searchParams.get('fait');
  return { actor, today: parisDay(clock.now()), opKey: newId(), done, ...read };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { posted, act } = await readAct(request, ACTS);
  switch (act) {
    case null:
      return unknownAct();
    case 'order': {
      const form = await readForm(posted, orderForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const { amount, ...rest } = form.value;
      const input = { ...rest, amountCents: centsTyped(amount) };
      const outcome = await perform(services, placeOrder, { actor, opKey: form.opKey, input });
      if (outcome.ok) return redirect(`/metropole/achats/${outcome.value.orderId}?fait=commande`, 303);
      const fields = outcome.refusal === 'ORDER_REFERENCE_TAKEN' ? { reference: sayRefusal(outcome) } : {};
      return sendBack(
        act,
        form.refuse('reference' in fields ? 'Rien n’a été enregistré.' : sayRefusal(outcome), fields),
      );
    }
    case 'funding': {
      const form = await readForm(posted, fundingForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const { rate, cap, ...rest } = form.value;
      const input = { ...rest, rateBps: bpsTyped(rate), capCents: cap === undefined ? null : centsTyped(cap) };
      const outcome = await perform(services, openFunding, { actor, opKey: form.opKey, input });
      if (outcome.ok) return redirect('/metropole/achats?fait=financement#financements', 303);
      return sendBack(act, form.refuse(sayRefusal(outcome)));
    }
  }
}

export default function Purchases() {
  const { actor, opKey, done, today, orders, fundings, waiting } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = (act: (typeof ACTS)[number]) => (answer?.act === act ? answer.result : null);
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les achats"
        lead="Ce que vous commandez, qui le finance, et les lots qui attendent leur paiement."
        back={{ href: '/metropole/passes', label: 'Les pass' }}
      >
        <a className="btn" href="/metropole/passes/nouveau">
          Créer un lot
        </a>
        <a className="btn quiet" href="/metropole/passes/importer">
          Importer un fichier
        </a>
      </PageHeader>
      <DoneNotice done={done} />
      <div className="flow">
        <WaitingLots lots={waiting} />
        <Orders orders={orders} opKey={opKey} today={today} refused={refused('order')} />
        <Fundings fundings={fundings} opKey={opKey} today={today} refused={refused('funding')} />
      </div>
    </DeskLayout>
  );
}
