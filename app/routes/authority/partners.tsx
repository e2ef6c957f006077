import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { createPartner } from '#app/partners/create-partner.ts';
import { sayRefusal } from '#app/partners/refusals.fr.ts';
import { partnerSchema } from '#app/partners/rules/partner.ts';
import { perform } from '#app/platform/intention.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { ErrorSummary, FormStep, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listPartnerFlows } from '#db/queries/flow.ts';
import { listConventions } from '#db/queries/partners.ts';
import { Progress } from './conventions/of-partner.tsx';

export { links } from './authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les partenaires');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId } = context.services;
  const today = parisDay(clock.now());
  const read = await db.read(async (tx) => ({
    partners: await listPartnerFlows(tx),
    conventions: await listConventions(tx, null),
  }));
  const inForce = read.conventions.filter(
    ({ startsOn, endsOn, revoked }) => !revoked && startsOn <= today && today <= endsOn,
  );
  return { actor, opKey: newId(), partners: read.partners, inForce };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, partnerSchema);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, createPartner, { actor, opKey: form.opKey, input: form.value });
  if (outcome.ok) return redirect(`/metropole/partenaires/${outcome.value.partnerId}?fait=cree`, 303);
  const sentence = sayRefusal(outcome);
  return outcome.refusal === 'PARTNER_NAME_TAKEN'
    ? form.refuse('Rien n’a été créé.', { name: sentence })
    : form.refuse(sentence);
}

export default function Partners() {
  const { actor, partners, inForce } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title="Les partenaires" lead="Ils remettent les pass aux personnes et réservent leur première place.">
        <a className="btn quiet" href="/metropole/conventions">
          Conventions et comités
        </a>
        <a className="btn" href="#nouveau">
          Ajouter un partenaire
        </a>
      </PageHeader>
      <div className="flow">
        {partners.length === 0 ? (
          <EmptyState icon="people" title="Aucun partenaire pour l’instant">
            <p>Ajoutez le premier ci-dessous, puis invitez ses agents.</p>
          </EmptyState>
        ) : (
          <DataTable
            caption="Partenaires et conventions en cours"
            rows={partners}
            keyOf={({ id }) => id}
            columns={[
              {
                header: 'Partenaire',
                cell: ({ id, name, revoked }) => (
                  <>
                    <a href={`/metropole/partenaires/${id}`}>{name}</a> {revoked && <Tag look="warn">accès fermé</Tag>}
                  </>
                ),
              },
              { header: 'Pass en stock', numeric: true, cell: ({ atPartner }) => sayNumber(atPartner) },
              {
                header: 'Convention en cours',
                cell: ({ id }) => {
                  const convention = inForce.find(({ partnerId }) => partnerId === id);
                  if (convention === undefined) return 'aucune';
                  return (
                    <div className="roomy">
                      jusqu’au {sayDate(convention.endsOn)}
                      <Progress convention={convention} />
                    </div>
                  );
                },
              },
            ]}
          />
        )}
        <NewPartner />
      </div>
    </DeskLayout>
  );
}

function NewPartner() {
  const { opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(partnerSchema, useActionData<typeof action>());
  return (
    <section id="nouveau" className="panel narrow" aria-labelledby="titre-nouveau">
      <h2 id="titre-nouveau">Ajouter un partenaire</h2>
      <form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <TextField field={fields.name} label="Son nom" autoComplete="off" required />
        <TextField field={fields.address} label="Son adresse" hint="facultatif" autoComplete="off" />
        <TextField field={fields.commune} label="Sa commune" autoComplete="off" required />
        <FormStep title="Sa convention">
          <div className="row">
            <DateField field={fields.startsOn} label="Premier jour" required />
            <DateField field={fields.endsOn} label="Dernier jour" required />
          </div>
          <TextField
            field={fields.targetPasses}
            label="Pass à remettre sur cette période"
            inputMode="numeric"
            required
          />
        </FormStep>
        <SubmitButton>J’ajoute ce partenaire</SubmitButton>
      </form>
    </section>
  );
}
