import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireVenue } from '#app/access/guards.ts';
import type { VenueActor } from '#app/access/rules/actor.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { ConflictCard } from '#app/routes/_shared/upkeep/conflict-card.tsx';
import { listVenueConflicts } from '#app/sources/open-conflicts.ts';
import { keepForm, takeForm } from '#app/sources/rules/conflict-forms.ts';
import { GROUP_WORDS } from '#app/sources/texts.fr.ts';
import { showConflict } from '#app/sources/words-of.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { keepOwnWords, takeSourceWords } from '#app/upkeep/settle-own-conflicts.ts';
import { heldPage } from './held-page.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './page-styles.ts';

export const meta: MetaFunction = () => pageMeta('Une source dit autre chose');

const DONE: Readonly<Record<string, string>> = {
  garde: 'C’est noté : votre fiche ne change pas. La question reviendra si une source dit autre chose.',
  pris: 'C’est noté : votre fiche le dit maintenant. L’historique permet de revenir en arrière.',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id, name } = await heldPage(services, actor, params.venueId);
  const now = services.clock.now();
  const open = await services.db.read((tx) => listVenueConflicts(tx, id));
  const done = DONE[new URL(request.url).searchParams.get('fait') ?? ''] ?? null;
  const conflicts = open.map((one) => showConflict(one, now));
  return { actor, page: { id, name }, conflicts, done, opKey: services.newId() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id } = await heldPage(services, actor, params.venueId);
  const posted = await request.formData().catch(() => {
    throw data(null, { status: 400 });
  });
  // The page of the address is the one that is answered, whatever was sent.
  posted.set('venueId', id);
  return posted.get('act') === 'take' ? take(services, actor, id, posted) : keep(services, actor, id, posted);
}

async function keep(services: Services, actor: VenueActor, id: string, posted: FormData) {
  const form = await readForm(posted, keepForm);
  if (!form.ok) return form.refusal;
  const outcome = await perform(services, keepOwnWords, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/page/${id}/autres-sources?fait=garde`, 303);
}

async function take(services: Services, actor: VenueActor, id: string, posted: FormData) {
  const form = await readForm(posted, takeForm);
  if (!form.ok) return form.refusal;
  const outcome = await perform(services, takeSourceWords, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/page/${id}/autres-sources?fait=pris`, 303);
}

export default function OtherWords() {
  const { actor, page, conflicts, done, opKey } = useLoaderData<typeof loader>();
  const [form] = useRefusedForm(keepForm, useActionData<typeof action>());
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader
        title="Une source dit autre chose"
        lead={page.name}
        back={{ href: `/espace-lieu/page/${page.id}`, label: 'Ma fiche' }}
      />
      {done !== null && (
        <Notice look="ok" news>
          <p>{done}</p>
        </Notice>
      )}
      <ErrorSummary form={form} />
      {conflicts.length === 0 ? (
        <EmptyState icon="check" title="Tout le monde dit la même chose">
          <p>Les annuaires qui parlent de votre lieu disent ce que dit votre fiche, ou vous avez déjà répondu.</p>
        </EmptyState>
      ) : (
        <div className="flow">
          <p>
            D’autres annuaires parlent de votre lieu, et ne disent pas comme votre fiche. Le public ne voit que ce qui
            est «&nbsp;affiché&nbsp;».
          </p>
          <ul className="plain-list flow">
            {conflicts.map((conflict) => (
              <li key={conflict.group}>
                <ConflictCard
                  conflict={conflict}
                  title={GROUP_WORDS[conflict.group]}
                  level={2}
                  venue={page.name}
                  opKey={opKey}
                  keep="Garder le nôtre"
                  take="Prendre"
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </DeskLayout>
  );
}
