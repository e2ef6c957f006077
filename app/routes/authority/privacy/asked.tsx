import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { fullName } from '#app/partners/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { erasePerson } from '#app/privacy/erase-person.ts';
import { DATA_WORDS, SENTENCES } from '#app/privacy/texts.fr.ts';
import { EraseFields, eraseForm } from '#app/routes/_shared/erase-fields.tsx';
import { PersonData } from '#app/routes/_shared/person/person-data.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPersonForHolder } from '#db/queries/people.ts';
import { listConfirmedToCome, readPersonData } from '#db/queries/privacy.ts';
import { openedPerson } from './opened.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../authority-styles.ts';
export const meta: MetaFunction = () => pageMeta('Ce qui est écrit sur une personne');

export async function loader(args: LoaderFunctionArgs) {
  const { actor, lookup, holderId } = await openedPerson(args);
  const { db, clock, newId } = args.context.services;
  const read = await db.snapshot(async (tx) => ({
    person: await findPersonForHolder(tx, holderId),
    of: await readPersonData(tx, holderId),
    toCome: (await listConfirmedToCome(tx, holderId, clock.now())).length,
  }));
  if (read.person === null) throw notFound();
  const { familyName, givenName } = read.person;
  return { actor, lookup, holderId, ...read, person: { familyName, givenName }, opKey: newId() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const ids = z.object({ id: z.uuid(), holderId: z.uuid() }).safeParse(params);
  if (!ids.success) throw notFound();
  const form = await readForm(request, eraseForm);
  if (!form.ok) return form.refusal;
  const input = { ...form.value, holderId: ids.data.holderId, lookupId: ids.data.id };
  const outcome = await perform(context.services, erasePerson, { actor, opKey: form.opKey, input });
  if (outcome.ok) return redirect('/metropole/donnees-personnelles/demande?fait=effacement', 303);
  if (outcome.refusal === 'HOLDER_NOT_FOUND') throw notFound();
  return form.refuse(SENTENCES[outcome.refusal]);
}

export default function Asked() {
  const { actor, lookup, holderId, person, of, toCome, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(eraseForm, useActionData<typeof action>(), {
    defaultValue: { seats: 'CANCEL' },
  });
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title={`Ce qui est écrit sur ${fullName(person)}`}
        lead={`${lookup.reason}. Cette page s’ouvre une heure, à vous seulement.`}
        back={{ href: '/metropole/donnees-personnelles/demande', label: 'Chercher de nouveau' }}
      >
        <a className="btn quiet" href={`/metropole/donnees-personnelles/demandes/${lookup.id}/${holderId}/json`}>
          Télécharger pour elle (JSON)
        </a>
      </PageHeader>
      <div className="flow">
        <details open={form.errors !== undefined || undefined}>
          <summary>Effacer son identité</summary>
          <form method="post" id={form.id} noValidate className="panel narrow">
            <ErrorSummary form={form} />
            <OpKeyField value={opKey} />
            <EraseFields field={fields.seats} toCome={toCome} />
            <SubmitButton look="grave">Oui, j’efface son identité</SubmitButton>
          </form>
        </details>
        <PersonData of={of} words={DATA_WORDS} />
      </div>
    </DeskLayout>
  );
}
