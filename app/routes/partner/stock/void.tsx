import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requirePartner } from '#app/access/guards.ts';
import { sayRefusal } from '#app/allocation/texts.fr.ts';
import { voidHandOver } from '#app/allocation/void-hand-over.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { perform } from '#app/platform/intention.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findHandOver } from '#db/queries/allocations.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './styles.ts';

export const meta: MetaFunction = () => pageMeta('Annuler une remise');

const voidForm = z.object({
  reason: z.string('Écrivez pourquoi.').max(300, 'C’est trop long\u00a0: 300 caractères au plus.'),
});

async function readOwn({ services }: LoaderFunctionArgs['context'], asked: string | undefined, partnerId: string) {
  const id = z.uuid().safeParse(asked);
  const found = id.success ? await services.db.read((tx) => findHandOver(tx, id.data)) : null;
  if (found === null || !id.success || found.partnerId !== partnerId) throw notFound();
  return { ...found, id: id.data };
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { serial, at } = await readOwn(context, params.id, actor.partnerId);
  return { actor, serial, at, opKey: context.services.newId() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { id: distributionId } = await readOwn(context, params.id, actor.partnerId);
  const form = await readForm(request, voidForm);
  if (!form.ok) return form.refusal;
  const input = { ...form.value, distributionId };
  const outcome = await perform(context.services, voidHandOver, { actor, opKey: form.opKey, input });
  return outcome.ok ? redirect('/partenaire/carnets?fait=annule', 303) : form.refuse(sayRefusal(outcome));
}

export default function VoidHandOver() {
  const { actor, serial, at, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(voidForm, useActionData<typeof action>(), { id: 'annulation' });
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader
        title={`Annuler la remise du carnet ${serial}`}
        lead={`Remis ${sayMoment(at)}.`}
        back={{ href: '/partenaire/carnets', label: 'Mes carnets' }}
      />
      <form method="post" id={form.id} noValidate className="narrow">
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <p>
          Le carnet revient dans votre stock, si aucun de ses pass n’est réservé ni utilisé. Reprenez aussi le papier à
          la personne.
        </p>
        <TextField field={fields.reason} label="Pourquoi&nbsp;?" autoComplete="off" required />
        <SubmitButton look="grave">J’annule cette remise</SubmitButton>
      </form>
    </DeskLayout>
  );
}
