import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { sayDay } from '#app/calendar/rules/french-dates.ts';
import { callCommittee } from '#app/committee/hold-committee.ts';
import { committeeSchema } from '#app/committee/rules/committee.ts';
import { sayRefusal } from '#app/committee/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { CheckChips } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField, TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listCommittees } from '#db/queries/committees.ts';
import { listActivePartners } from '#db/queries/partners.ts';

export { links } from '../allocation/styles.ts';

export const meta: MetaFunction = () => pageMeta('Les comités de pilotage');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const read = await context.services.db.read(async (tx) => ({
    committees: (await listCommittees(tx)).map(({ pack: _, ...row }) => row),
    partners: await listActivePartners(tx),
  }));
  return { actor, opKey: context.services.newId(), ...read };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, committeeSchema);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, callCommittee, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/metropole/comites/${outcome.value.committeeId}`, 303);
}

export default function Committees() {
  const { actor, committees } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les comités de pilotage"
        lead="L’ordre du jour, les chiffres figés ce jour-là, le compte rendu, les décisions à suivre."
        back={{ href: '/metropole/conventions', label: 'Les conventions' }}
      />
      <div className="flow">
        {committees.length === 0 ? (
          <EmptyState icon="people" title="Aucun comité pour l’instant" />
        ) : (
          <DataTable
            caption="Comités, du plus récent au plus ancien"
            captionHidden
            rows={committees}
            keyOf={({ id }) => id}
            columns={[
              { header: 'Comité', cell: ({ id, title }) => <a href={`/metropole/comites/${id}`}>{title}</a> },
              { header: 'Quand', cell: ({ heldOn }) => sayDay(heldOn) },
              { header: 'Chiffres', cell: ({ frozenAt }) => (frozenAt === null ? 'pas encore figés' : 'figés') },
              { header: 'Décisions à suivre', numeric: true, cell: (one) => sayNumber(one.openDecisions) },
            ]}
          />
        )}
        <NewCommittee />
      </div>
    </DeskLayout>
  );
}

function NewCommittee() {
  const { opKey, partners } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(committeeSchema, useActionData<typeof action>(), {
    id: 'comite',
    defaultValue: { guestIds: partners.map(({ id }) => id) },
  });
  return (
    <section className="panel narrow" aria-labelledby="titre-comite">
      <h2 id="titre-comite">Convoquer un comité</h2>
      <form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <TextField field={fields.title} label="Son nom" autoComplete="off" required />
        <DateField field={fields.heldOn} label="Quel jour&nbsp;?" required />
        <TextField field={fields.place} label="Où&nbsp;?" hint="facultatif" autoComplete="off" />
        <TextArea field={fields.agenda} label="Ordre du jour" rows={5} required />
        {partners.length > 0 && (
          <CheckChips
            field={fields.guestIds}
            label="Partenaires invités"
            choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <SubmitButton>Je convoque ce comité</SubmitButton>
      </form>
    </section>
  );
}
