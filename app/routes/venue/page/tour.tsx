import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireVenue } from '#app/access/guards.ts';
import type { VenueActor } from '#app/access/rules/actor.ts';
import { readTypedCommune } from '#app/directory/typed-commune.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { announceStop, cancelStop, moveStop, restoreStop } from '#app/upkeep/announce-stop.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import {
  MOST_STOPS,
  movedForm,
  removalForm,
  restoreForm,
  type Stop,
  type StopForm,
  stopForm,
  wallMoment,
} from '#app/upkeep/rules/stop.ts';
import { listStopsTakenBack, listStopsToCome } from '#db/queries/upkeep/stops.ts';
import { heldPage } from './held-page.ts';
import { sayDone } from './tour-done.fr.ts';
import { StopsTakenBack, StopsToCome } from './tour-parts.tsx';
import { TypedStop } from './typed-stop.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './page-styles.ts';

export const meta: MetaFunction = () => pageMeta('Tournée');

const TAKEN_BACK_SHOWN = 10;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id, slug, name } = await heldPage(services, actor, params.venueId);
  const at = wallMoment(services.clock.now());
  const { stops, gone } = await services.db.read(async (tx) => ({
    stops: await listStopsToCome(tx, id, at, MOST_STOPS),
    gone: await listStopsTakenBack(tx, id, at, TAKEN_BACK_SHOWN),
  }));
  const asked = new URL(request.url).searchParams;
  const moving = stops.find((stop) => stop.id === asked.get('modifier')) ?? null;
  const done = sayDone(asked, at.day);
  return { actor, page: { id, slug, name }, stops, gone, moving, today: at.day, done, opKey: services.newId() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id: venueId } = await heldPage(services, actor, params.venueId);
  const posted = await request.formData().catch(() => {
    throw data(null, { status: 400 });
  });
  if (posted.has('move')) return move(services, actor, venueId, posted);
  if (posted.has('remove')) return remove(services, actor, venueId, posted);
  return posted.has('restore') ? restore(services, actor, venueId, posted) : add(services, actor, venueId, posted);
}

async function remove(services: Services, actor: VenueActor, venueId: string, posted: FormData) {
  const form = await readForm(posted, removalForm);
  if (!form.ok) return form.refusal;
  const input = { venueId, stopId: form.value.remove, whole: form.value.whole };
  const outcome = await perform(services, cancelStop, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/page/${venueId}/tournee?fait=retire&passages=${outcome.value.stops}`, 303);
}

async function restore(services: Services, actor: VenueActor, venueId: string, posted: FormData) {
  const form = await readForm(posted, restoreForm);
  if (!form.ok) return form.refusal;
  const input = { venueId, stopId: form.value.restore };
  const outcome = await perform(services, restoreStop, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/page/${venueId}/tournee?fait=remis`, 303);
}

async function add(services: Services, actor: VenueActor, venueId: string, posted: FormData) {
  const form = await readForm(posted, stopForm);
  if (!form.ok) return form.refusal;
  const read = stopOf(form.value);
  if (read.stop === null) return form.refuse('Une réponse est à revoir.', { commune: read.sentence });
  const input = { venueId, stop: read.stop, until: form.value.until ?? null };
  const outcome = await perform(services, announceStop, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  const { stops, skipped } = outcome.value;
  const told = new URLSearchParams({ fait: 'annonce', passages: String(stops), feries: skipped.join(' ') });
  return redirect(`/espace-lieu/page/${venueId}/tournee?${told}`, 303);
}

async function move(services: Services, actor: VenueActor, venueId: string, posted: FormData) {
  const form = await readForm(posted, movedForm);
  if (!form.ok) return form.refusal;
  const read = stopOf(form.value);
  if (read.stop === null) return form.refuse('Une réponse est à revoir.', { commune: read.sentence });
  const input = { venueId, stopId: form.value.move, stop: read.stop };
  const outcome = await perform(services, moveStop, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/page/${venueId}/tournee?fait=modifie`, 303);
}

/** What was typed, with the commune of the official list; or why that is not one. */
function stopOf({ place, street, postcode, commune, day, starts, ends, note }: StopForm) {
  const read = readTypedCommune({ commune, postcode });
  if (read.found === null) return { stop: null, sentence: read.sentence };
  const { name, inseeCode } = read.found;
  const where = { place, street: street ?? null, postcode, commune: name, inseeCode };
  const stop: Omit<Stop, 'id'> = { ...where, day, starts, ends, note: note ?? null };
  return { stop };
}

export default function Tour() {
  const { actor, page, stops, gone, moving, today, done, opKey } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader title="Tournée" lead={page.name} back={{ href: `/espace-lieu/page/${page.id}`, label: 'Ma fiche' }}>
        <a className="btn quiet" href={`/lieux/${page.slug}`}>
          Voir comme le public
        </a>
      </PageHeader>
      {done !== null && (
        <Notice look="ok" news>
          <p>{done}</p>
        </Notice>
      )}
      <div className="flow">
        <StopsToCome stops={stops} today={today} opKey={opKey} />
        <TypedStop key={moving?.id} moving={moving} today={today} opKey={opKey} refused={refused} />
        <StopsTakenBack stops={gone} today={today} opKey={opKey} />
        <p>
          <a href={`/espace-lieu/page/${page.id}/historique`}>Qui a changé quoi, et quand</a>
        </p>
      </div>
    </DeskLayout>
  );
}
