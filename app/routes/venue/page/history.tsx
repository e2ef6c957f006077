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
import { MOST_STOPS, wallMoment } from '#app/upkeep/rules/stop.ts';
import { mayUndo } from '#app/upkeep/rules/stop-history.ts';
import { changeTitle } from '#app/upkeep/texts.fr.ts';
import { listChanges } from '#db/queries/upkeep/changes.ts';
import { readTourChanges } from '#db/queries/upkeep/stop-changes.ts';
import { listStopsToCome } from '#db/queries/upkeep/stops.ts';
import { heldPage } from './held-page.ts';
import { sayDifferences, sayTourChange } from './say-change.fr.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './page-styles.ts';

export const meta: MetaFunction = () => pageMeta('Historique de ma fiche');

const SHOWN = 60;
const undoForm = z.object({ changeId: z.uuid('Choisissez un changement.') });

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id, name } = await heldPage(services, actor, params.venueId);
  const now = services.clock.now();
  const at = wallMoment(now);
  const { found, tours, toCome } = await services.db.read(async (tx) => {
    const read = await listChanges(tx, id, SHOWN);
    const ofTour = read.filter(({ step }) => step === 'STOPS').map((change) => change.id);
    return {
      found: read,
      tours: await readTourChanges(tx, id, ofTour),
      toCome: await listStopsToCome(tx, id, at, MOST_STOPS),
    };
  });
  const changes = found.map((change) => {
    const { id: changeId, step, by, undone, undoes } = change;
    const tour = tours.get(changeId);
    return {
      id: changeId,
      at: change.at,
      title: changeTitle(step),
      by,
      undone,
      undoing: undoes !== null,
      undoable: tour === undefined ? !undone : mayUndo({ ...tour, undone }, toCome, at),
      lines: tour === undefined ? sayDifferences(change, now) : sayTourChange(tour, at.day),
    };
  });
  return { actor, page: { id, name }, changes, opKey: services.newId(), today: now };
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
        {change.title} {change.undoing && <Tag>annulation</Tag>} {change.undone && <Tag look="warn">annulé</Tag>}
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
      {!change.undone && !change.undoable && (
        <p className="hint">Il n’y a plus rien à annuler : c’est terminé, ou changé depuis.</p>
      )}
      {change.undoable && (
        <form method="post">
          <OpKeyField value={opKey} />
          <input type="hidden" name="changeId" value={change.id} />
          <SubmitButton look="quiet">J’annule ce changement</SubmitButton>
        </form>
      )}
    </>
  );
}
