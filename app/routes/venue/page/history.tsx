import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireVenue } from '#app/access/guards.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { perform } from '#app/platform/intention.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { undoChange } from '#app/upkeep/edit-page.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { STEP_WORDS } from '#app/upkeep/texts.fr.ts';
import { listChanges } from '#db/queries/upkeep/changes.ts';
import { heldPage } from './held-page.ts';
import { sayDifferences } from './say-change.fr.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './page-styles.ts';

export const meta: MetaFunction = () => pageMeta('Historique de ma fiche');

const SHOWN = 60;
const undoForm = z.object({ changeId: z.uuid('Choisissez un changement.') });

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id, name } = await heldPage(services, actor, params.venueId);
  const found = await services.db.read((tx) => listChanges(tx, id, SHOWN));
  const changes = found.map((change) => {
    const { id: changeId, at, step, by, undone, undoes } = change;
    return {
      id: changeId,
      at,
      step,
      by,
      undone,
      undoing: undoes !== null,
      lines: sayDifferences(change, services.clock.now()),
    };
  });
  return { actor, page: { id, name }, changes, opKey: services.newId(), today: services.clock.now() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id: venueId } = await heldPage(services, actor, params.venueId);
  const form = await readForm(request, undoForm);
  if (!form.ok) return form.refusal;
  const input = { venueId, ...form.value };
  const outcome = await perform(services, undoChange, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/page/${venueId}?fait=annule`, 303);
}

export default function History() {
  const { actor, page, changes } = useLoaderData<typeof loader>();
  const [form] = useRefusedForm(undoForm, useActionData<typeof action>());
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader
        title="Historique"
        lead={`${page.name} : qui a changé quoi, et quand.`}
        back={{ href: `/espace-lieu/page/${page.id}`, label: 'Ma fiche' }}
      />
      <ErrorSummary form={form} />
      {changes.length === 0 ? (
        <EmptyState icon="clock" title="Aucun changement pour l’instant">
          <p>Chaque changement s’écrira ici, et pourra être annulé.</p>
        </EmptyState>
      ) : (
        <ol className="plain-list flow">
          {changes.map((change) => (
            <li key={change.id} className="panel">
              <Change change={change} />
            </li>
          ))}
        </ol>
      )}
    </DeskLayout>
  );
}

type ShownChange = Awaited<ReturnType<typeof loader>>['changes'][number];

function Change({ change }: { readonly change: ShownChange }) {
  const { opKey, today } = useLoaderData<typeof loader>();
  return (
    <>
      <h2>
        {STEP_WORDS[change.step].title} {change.undoing && <Tag>annulation</Tag>}{' '}
        {change.undone && <Tag look="warn">annulé</Tag>}
      </h2>
      <p className="hint">
        {change.by ?? 'Un compte fermé'}, {sayMoment(new Date(change.at), today)}
      </p>
      <dl className="facts">
        {change.lines.map(({ label, before, after }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <del>{before ?? 'rien'}</del>
              <br />
              <ins>{after ?? 'rien'}</ins>
            </dd>
          </div>
        ))}
      </dl>
      {!change.undone && (
        <form method="post">
          <OpKeyField value={opKey} />
          <input type="hidden" name="changeId" value={change.id} />
          <SubmitButton look="quiet">J’annule ce changement</SubmitButton>
        </form>
      )}
    </>
  );
}
