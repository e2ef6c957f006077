import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireAuthority } from '#app/access/guards.ts';
import { perform } from '#app/platform/intention.ts';
import { KEPT, months } from '#app/privacy/rules/retention.ts';
import { setRetention } from '#app/privacy/set-retention.ts';
import { KEPT_WORDS, SENTENCES } from '#app/privacy/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SelectField } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { previewRetention, readRetention } from '#db/queries/privacy.ts';

export { links } from '../authority-styles.ts';
export const meta: MetaFunction = () => pageMeta('Données personnelles');

const form = z.object({ what: z.enum(KEPT, 'Choisissez de quoi il s’agit.'), months });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId } = context.services;
  const [rules, over] = await db.snapshot(async (tx) => [
    await readRetention(tx),
    await previewRetention(tx, clock.now()),
  ]);
  return { actor, rules, over, opKey: newId(), done: new URL(request.url).searchParams.has('fait') };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const read = await readForm(request, form);
  if (!read.ok) return read.refusal;
  const outcome = await perform(context.services, setRetention, { actor, opKey: read.opKey, input: read.value });
  return outcome.ok ? redirect('/metropole/donnees-personnelles?fait', 303) : read.refuse(SENTENCES[outcome.refusal]);
}

export default function Retention() {
  const { actor, rules, over, opKey, done } = useLoaderData<typeof loader>();
  const [sent, fields] = useRefusedForm(form, useActionData<typeof action>());
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Données personnelles"
        lead="Combien de temps on les garde, pourquoi, et ce qui part cette nuit."
      >
        <a className="btn" href="/metropole/donnees-personnelles/demande">
          Répondre à une personne
        </a>
      </PageHeader>
      {done && (
        <Notice look="ok" news>
          <p>La durée est changée. Regardez ci-dessous ce qui partira cette nuit.</p>
        </Notice>
      )}
      <DataTable
        caption="Durées de conservation"
        rows={rules}
        keyOf={({ what }) => what}
        columns={[
          { header: 'Quoi', cell: ({ what }) => KEPT_WORDS[what].name },
          { header: 'Combien de temps', cell: (rule) => `${rule.months} mois ${KEPT_WORDS[rule.what].from}` },
          { header: 'Pourquoi', cell: ({ basis }) => basis },
          { header: 'Part cette nuit', numeric: true, cell: ({ what }) => over[what] },
        ]}
      />
      <p>
        Effacer une identité ne change aucun chiffre : ce qui a été fait reste écrit, sous un numéro qui ne mène à
        personne. Le journal des actes et le grand livre ne contiennent que des numéros : ils ne s’effacent pas.
      </p>
      <form method="post" id={sent.id} noValidate className="panel narrow">
        <h2>Changer une durée</h2>
        <ErrorSummary form={sent} />
        <OpKeyField value={opKey} />
        <SelectField
          field={fields.what}
          label="Quoi"
          emptyLabel="Choisissez"
          choices={KEPT.map((value) => ({ value, label: KEPT_WORDS[value].name }))}
          required
        />
        <TextField field={fields.months} label="Nombre de mois" hint="De 1 à 120." inputMode="numeric" required />
        <SubmitButton>Je change cette durée</SubmitButton>
      </form>
    </DeskLayout>
  );
}
