import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireAuthority } from '#app/access/guards.ts';
import { sayRefusal } from '#app/allocation/texts.fr.ts';
import { voidHandOver } from '#app/allocation/void-hand-over.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { perform } from '#app/platform/intention.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findHandOverBySerial } from '#db/queries/allocations.ts';

export { links } from './styles.ts';

export const meta: MetaFunction = () => pageMeta('Annuler une remise');

const voidForm = z.object({
  distributionId: z.uuid('Cherchez d’abord le carnet.'),
  reason: z.string('Écrivez pourquoi.').max(300, 'C’est trop long\u00a0: 300 caractères au plus.'),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const asked = new URL(request.url).searchParams;
  const serial = (asked.get('carnet') ?? '').trim().slice(0, 40);
  const found = serial === '' ? null : await context.services.db.read((tx) => findHandOverBySerial(tx, serial));
  return { actor, serial, found, done: asked.get('fait') === 'annule', opKey: context.services.newId() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, voidForm);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, voidHandOver, { actor, opKey: form.opKey, input: form.value });
  return outcome.ok ? redirect('/metropole/carnets/remises?fait=annule', 303) : form.refuse(sayRefusal(outcome));
}

export default function HandOvers() {
  const { actor, serial, found, done, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(voidForm, useActionData<typeof action>(), { id: 'annulation' });
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Annuler une remise faite par erreur"
        lead="Le carnet revient chez son partenaire, si aucun de ses pass n’a servi et qu’aucun n’est réservé."
        back={{ href: '/metropole/carnets', label: 'Les carnets' }}
      />
      {done && (
        <Notice look="ok" news>
          <p>La remise est annulée. Le carnet est de nouveau chez le partenaire.</p>
        </Notice>
      )}
      <form method="get" className="search-row">
        <div className="field">
          <label htmlFor="carnet">Numéro du carnet</label>
          <input id="carnet" name="carnet" defaultValue={serial} autoComplete="off" />
        </div>
        <button type="submit" className="btn quiet">
          Chercher
        </button>
      </form>
      {serial !== '' && found === null && <p>Ce carnet n’a pas été remis, ou n’existe pas.</p>}
      <form method="post" id={form.id} noValidate className="panel narrow">
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <input type="hidden" name="distributionId" value={found?.id ?? ''} />
        {found !== null && (
          <p>
            Carnet <b>{found.serial}</b>, remis {sayMoment(found.at)} par {found.partnerName}.
          </p>
        )}
        <TextField field={fields.reason} label="Pourquoi&nbsp;?" autoComplete="off" required />
        <SubmitButton look="grave">J’annule cette remise</SubmitButton>
      </form>
    </DeskLayout>
  );
}
