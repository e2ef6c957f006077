import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requirePartner } from '#app/access/guards.ts';
import { fullName } from '#app/partners/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { erasePerson } from '#app/privacy/erase-person.ts';
import { SENTENCES } from '#app/privacy/texts.fr.ts';
import { EraseFields, eraseForm } from '#app/routes/_shared/erase-fields.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPersonForPartner } from '#db/queries/people.ts';
import { listConfirmedToCome } from '#db/queries/privacy.ts';

export { links } from '../desk-styles.ts';
export const meta: MetaFunction = () => pageMeta('Effacer l’identité d’une personne');

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock, newId } = context.services;
  const holderId = z.uuid().safeParse(params.holderId);
  if (!holderId.success) throw notFound();
  const read = await db.read(async (tx) => {
    const person = await findPersonForPartner(tx, holderId.data, actor.partnerId);
    return person === null ? null : { person, toCome: (await listConfirmedToCome(tx, person.id, clock.now())).length };
  });
  if (read === null) throw notFound();
  return { actor, ...read, opKey: newId() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const holderId = z.uuid().safeParse(params.holderId);
  const known = holderId.success
    ? await context.services.db.read((tx) => findPersonForPartner(tx, holderId.data, actor.partnerId))
    : null;
  const form = await readForm(request, eraseForm);
  // Sent twice: the first time erased, so that nobody is found any more, and the key still answers.
  if (known === null && !form.ok) throw notFound();
  if (!form.ok) return form.refusal;
  const input = { ...form.value, holderId: params.holderId };
  const outcome = await perform(context.services, erasePerson, { actor, opKey: form.opKey, input });
  if (outcome.ok) return redirect('/partenaire/personnes?fait=effacement', 303);
  if (known === null) throw notFound();
  return form.refuse(SENTENCES[outcome.refusal]);
}

export default function Erase() {
  const { actor, person, toCome, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(eraseForm, useActionData<typeof action>(), {
    defaultValue: { seats: 'CANCEL' },
  });
  const here = `/partenaire/personnes/${person.id}`;
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader
        title={`Effacer l’identité de ${fullName(person)} ?`}
        back={{ href: here, label: fullName(person) }}
      />
      <form method="post" id={form.id} noValidate className="flow narrow">
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <EraseFields field={fields.seats} toCome={toCome} />
        <div className="acts">
          <SubmitButton look="grave">Oui, j’efface son identité</SubmitButton>
          <a className="btn" href={here}>
            Non, je garde
          </a>
        </div>
      </form>
    </DeskLayout>
  );
}
