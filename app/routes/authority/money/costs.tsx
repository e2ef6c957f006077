import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { cancelReceipt, recordReceipt } from '#app/purchasing/record-receipt.ts';
import { costByFunding } from '#app/purchasing/rules/cost-by-funding.ts';
import { cancelReceiptSchema } from '#app/purchasing/rules/receipt.ts';
import { sayRefusal } from '#app/purchasing/texts.fr.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listLotCosts, readDebt } from '#db/queries/debt.ts';
import { listFundingLines, listOrderedLots, listReceipts } from '#db/queries/funding-receipts.ts';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { CoverTiles } from '../claims/debt-tiles.tsx';
import { centsTyped } from '../purchasing/typed.ts';
import { CostTable } from './cost-table.tsx';
import { Receipts, receiptForm } from './receipts.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Le coût par financement');

const HERE = '/metropole/achats/financements';
const DONE: Readonly<Record<string, string>> = {
  recette: 'La recette est enregistrée.',
  annulee: 'La recette est annulée\u00a0: elle reste dans la liste, avec la raison.',
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId } = context.services;
  const today = parisDay(clock.now());
  const read = await db.snapshot(async (tx) => ({
    cost: costByFunding(await listFundingLines(tx), await listOrderedLots(tx), await listLotCosts(tx)),
    receipts: await listReceipts(tx),
    debt: await readDebt(tx, today),
  }));
  return { actor, today, opKey: newId(), done: new URL(request.url).searchParams.get('fait') ?? '', ...read };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { posted, act } = await readAct(request, ['receipt', 'cancel'] as const);
  switch (act) {
    case null:
      return unknownAct();
    case 'receipt': {
      const form = await readForm(posted, receiptForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const { amount, ...rest } = form.value;
      const input = { ...rest, amountCents: centsTyped(amount) };
      const outcome = await perform(services, recordReceipt, { actor, opKey: form.opKey, input });
      return outcome.ok ? redirect(`${HERE}?fait=recette`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'cancel': {
      const form = await readForm(posted, cancelReceiptSchema);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, cancelReceipt, { actor, opKey: form.opKey, input: form.value });
      return outcome.ok ? redirect(`${HERE}?fait=annulee`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
  }
}

export default function Costs() {
  const { actor, today, opKey, done, cost, receipts, debt } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const sentence = Object.hasOwn(DONE, done) ? DONE[done] : undefined;
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Le coût par financement"
        lead="Pour chaque financement : son plafond, ce qu’il a commandé, ce que les lieux ont coûté, et ce qu’il a versé."
        back={{ href: '/metropole/achats', label: 'Les achats' }}
      />
      {sentence !== undefined && (
        <Notice look="ok" news>
          <p>{sentence}</p>
        </Notice>
      )}
      <div className="flow">
        <CoverTiles debt={debt} />
        <CostTable cost={cost} />
        <Receipts receipts={receipts} lines={cost.lines} today={today} opKey={opKey} answer={answer} />
      </div>
    </DeskLayout>
  );
}
