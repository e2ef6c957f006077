import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { perform } from '#app/platform/intention.ts';
import { lookUpPerson } from '#app/privacy/look-up-person.ts';
import { lookupSchema } from '#app/privacy/rules/lookup.ts';
import { SENTENCES } from '#app/privacy/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listLookups } from '#db/queries/lookups.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Répondre à une personne');

const SHOWN = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const lookups = await context.services.db.read((tx) => listLookups(tx, SHOWN));
  const done = new URL(request.url).searchParams.get('fait') === 'effacement';
  return { actor, lookups, done, opKey: context.services.newId() };
}

/** A POST, so that no name stands in an address. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, lookupSchema);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, lookUpPerson, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) return form.refuse(SENTENCES[outcome.refusal]);
  return redirect(`/metropole/donnees-personnelles/demandes/${outcome.value.lookupId}`, 303);
}

export default function LookUp() {
  const { actor, lookups, done, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(lookupSchema, useActionData<typeof action>());
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Répondre à une personne"
        lead="Une personne demande ce qui est écrit sur elle, ou qu’on l’efface. Trouvez-la, dites pourquoi : c’est noté."
        back={{ href: '/metropole/donnees-personnelles', label: 'Données personnelles' }}
      />
      {done && (
        <Notice look="ok" news>
          <p>Son identité est effacée. Aucun chiffre n’a changé.</p>
        </Notice>
      )}
      <div className="flow">
        <form method="post" id={form.id} noValidate className="panel narrow">
          <ErrorSummary form={form} />
          <OpKeyField value={opKey} />
          <TextField
            field={fields.reason}
            label="La demande reçue"
            hint="par exemple «&nbsp;courrier du 3 novembre&nbsp;»&nbsp;; gardé, sans nom si possible"
            autoComplete="off"
            required
          />
          <TextField
            field={fields.paper}
            label="Le numéro d’un carnet, ou un code"
            hint="sur son carnet, un de ses bons, ou son ticket"
            autoComplete="off"
          />
          <p>Ou bien, si cette personne n’a plus de papier&nbsp;:</p>
          <div className="row">
            <TextField field={fields.name} label="Nom et prénom" autoComplete="off" />
            <TextField
              field={fields.birthYear}
              label="Année de naissance"
              hint="exemple&nbsp;: 1958"
              inputMode="numeric"
              autoComplete="off"
            />
          </div>
          <SubmitButton>Je cherche cette personne</SubmitButton>
        </form>
        {lookups.length > 0 && <Lookups lookups={lookups} />}
      </div>
    </DeskLayout>
  );
}

/** Who looked whom up lately, and why: everybody of the authority sees it. */
function Lookups({ lookups }: { lookups: ReturnType<typeof useLoaderData<typeof loader>>['lookups'] }) {
  return (
    <DataTable
      caption="Dernières recherches"
      rows={lookups}
      keyOf={({ id }) => id}
      columns={[
        { header: 'Quand', cell: ({ at }) => sayMoment(at) },
        { header: 'Qui a cherché', cell: ({ name }) => name },
        { header: 'Pourquoi', cell: ({ reason }) => reason },
        { header: 'Trouvées', numeric: true, cell: ({ found }) => found },
        { header: 'Effacées', numeric: true, cell: ({ erased }) => erased },
      ]}
    />
  );
}
