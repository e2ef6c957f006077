import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { requireVenue } from '#app/access/guards.ts';
import type { VenueActor } from '#app/access/rules/actor.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { reverseWalkIn } from '#app/passes/reverse-walk-in.ts';
import { sayRefusal } from '#app/passes/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { takeAttempt } from '#db/queries/rate-limits.ts';
import { countLeftAfter, listWalkIns } from '#db/queries/venue-money.ts';
import { listOrgVenues } from '#db/queries/venue-space.ts';
import { RedeemedNotice, RedeemForm, redeemForm } from './redeem-form.tsx';
import { undoForm, WalkInList } from './walk-in-list.tsx';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Encaisser un pass');

/** The undoing has its own address: what it refuses goes back to its own place. */
const UNDO = 'annuler';
const TRIES = 60;
const WINDOW_SECONDS = 15 * 60;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { db, clock, newId } = context.services;
  const today = parisDay(clock.now());
  const query = new URL(request.url).searchParams;
  const done = z.uuid().safeParse(query.get('fait')).data ?? null;
  return db.read(async (tx) => {
    const walkIns = await listWalkIns(tx, actor.orgId, today);
    const just = walkIns.find(({ txId, reversedAt }) => txId === done && reversedAt === null) ?? null;
    return {
      actor,
      opKey: newId(),
      venues: await listOrgVenues(tx, actor.orgId),
      walkIns: walkIns.map((walkIn) => ({ ...walkIn, opKey: newId() })),
      just: just === null ? null : { ...just, left: await countLeftAfter(tx, actor.orgId, just.txId, today) },
      undone: walkIns.find(({ txId, reversedAt }) => txId === query.get('annule') && reversedAt !== null) ?? null,
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  return new URL(request.url).searchParams.has(UNDO)
    ? undo(services, request, actor)
    : redeem(services, request, actor);
}

async function redeem(services: Services, request: Request, actor: VenueActor) {
  const form = await readForm(request, redeemForm);
  if (!form.ok) return form.refusal;
  // Codes cannot be guessed by trying: each member of a team has a fair number of tries.
  const subject = `redeem:${actor.membershipId}`;
  const tried = await services.db.transaction((tx) =>
    takeAttempt(tx, subject, TRIES, WINDOW_SECONDS, services.clock.now()),
  );
  if (!tried.allowed) {
    return form.refuse(`Trop d’essais. Attendez ${Math.ceil(tried.retryAfterSeconds / 60)} minutes, puis recommencez.`);
  }
  const outcome = await perform(services, redeemWalkIn, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/encaisser?fait=${outcome.value.txId}`, 303);
}

async function undo(services: Services, request: Request, actor: VenueActor) {
  const form = await readForm(request, undoForm);
  if (!form.ok) return form.refusal;
  const outcome = await perform(services, reverseWalkIn, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/encaisser?annule=${outcome.value.txId}`, 303);
}

export default function Redeem() {
  const { actor, opKey, venues, walkIns, just, undone } = useLoaderData<typeof loader>();
  const last = useActionData<typeof action>();
  const undoing = new URLSearchParams(useLocation().search).has(UNDO);
  const [undoRefused] = useRefusedForm(undoForm, undoing ? last : undefined, { id: 'undo' });
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader title="Encaisser un pass" lead="Pour une personne venue sans réservation." />
      {last === undefined && <RedeemedNotice just={just} undone={undone} />}
      <ErrorSummary form={undoRefused} />
      <div className="desk">
        <RedeemForm opKey={opKey} venues={venues} last={undoing ? undefined : last} />
        <WalkInList walkIns={walkIns} severalVenues={venues.length > 1} />
      </div>
    </DeskLayout>
  );
}
