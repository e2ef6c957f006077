import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireAuthority } from '#app/access/guards.ts';
import { voucherCodes } from '#app/passes/create-lot.ts';
import { lotSchema } from '#app/passes/rules/lot.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listSerials } from '#db/queries/lots.ts';
import { listBoughtLots } from '#db/queries/orders.ts';
import { findPassByCode } from '#db/queries/passes.ts';
import { BOOKLETS_A_PAGE } from './lot-form.ts';
import { LotSheet } from './lot-sheet.tsx';
import { drawPage } from './sheet-facts.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './sheet-styles.ts';

export const meta: MetaFunction = () => pageMeta('Imprimer des carnets');

const pageForm = z.object({
  lotId: z.uuid('Nous ne savons pas quel lot imprimer.'),
  nonce: lotSchema.shape.nonce,
  part: z.number('Nous ne savons pas quelle page imprimer.').int().min(1).max(1000),
});
const GONE = 'Ces carnets ne peuvent plus être imprimés : leurs codes ne sont gardés nulle part.';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  return { actor, opKey: context.services.newId() };
}

/** One page of a lot's sheet, made again from the nonce that the page before carries. */
export async function action({ request, context }: ActionFunctionArgs) {
  await requireAuthority({ request, context });
  const { db, secrets } = context.services;
  const form = await readForm(request, pageForm);
  if (!form.ok) return form.refusal;
  const { lotId, nonce, part } = form.value;
  const offset = (part - 1) * BOOKLETS_A_PAGE;
  const read = await db.read(async (tx) => {
    const [lot] = await listBoughtLots(tx, { lotId });
    const serials = await listSerials(tx, lotId, { limit: BOOKLETS_A_PAGE, offset });
    const [code] = voucherCodes(secrets, nonce, serials[0] ?? '', 1);
    const known = code === undefined ? null : await findPassByCode(tx, secrets.index('pass-code-index', code));
    return lot === undefined || known === null ? null : { lot, serials };
  });
  if (read === null) return form.refuse(GONE);
  const sheet = await drawPage(secrets, { ...read.lot, lotId, nonce }, part, read.serials);
  return data({ sheet }, { headers: { 'Cache-Control': 'no-store' } });
}

export default function Print() {
  const { actor, opKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer !== undefined && !('sheet' in answer) ? answer : undefined;
  const [form] = useRefusedForm(pageForm, refused);
  return (
    <DeskLayout area="authority" actor={actor}>
      {answer !== undefined && 'sheet' in answer ? (
        <LotSheet sheet={answer.sheet} opKey={opKey} fresh={false} />
      ) : (
        <>
          <PageHeader title="Imprimer des carnets" back={{ href: '/metropole/passes', label: 'Les pass' }} />
          <ErrorSummary form={form} />
          {/* Only the page before knows what codes are made of: an address alone prints nothing. */}
          <p>Les carnets s’impriment à la création de leur lot, page après page. Il n’y a rien à imprimer ici.</p>
        </>
      )}
    </DeskLayout>
  );
}
