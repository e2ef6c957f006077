import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { answerClaim } from '#app/upkeep/give-page.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { listWaitingClaims } from '#db/queries/upkeep/claims.ts';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { grantForm, refuseForm, WaitingClaims } from './waiting-claims.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './sources-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les fiches des lieux');

const ACTS = ['grant', 'refuse'] as const;
const SHOWN = 50;
const DONE: Readonly<Record<string, string>> = {
  confiee: 'La fiche est confiée. La personne est prévenue par e-mail.',
  refusee: 'La demande est refusée. La personne est prévenue par e-mail, avec votre phrase.',
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId } = context.services;
  const now = clock.now();
  const claims = await db.read((tx) => listWaitingClaims(tx, parisDay(now), SHOWN));
  const done = DONE[new URL(request.url).searchParams.get('fait') ?? ''] ?? null;
  return { actor, now, claims, done, opKey: newId() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { posted, act } = await readAct(request, ACTS);
  if (act === null) return unknownAct();
  const form = act === 'grant' ? await readForm(posted, grantForm) : await readForm(posted, refuseForm);
  if (!form.ok) return sendBack(act, form.refusal);
  const input = { verdict: act === 'grant' ? 'GRANT' : 'REFUSE', ...form.value };
  const outcome = await perform(context.services, answerClaim, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return sendBack(act, form.refuse(sayRefusal(outcome)));
  return redirect(`/metropole/fiches?fait=${act === 'grant' ? 'confiee' : 'refusee'}`, 303);
}

export default function VenuePages() {
  const { actor, claims, now, done, opKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title="Les fiches des lieux" lead="Chaque lieu tient sa fiche. Ici, ce qui demande votre réponse." />
      {done !== null && (
        <Notice look="ok" news>
          <p>{done}</p>
        </Notice>
      )}
      <div className="flow">
        <WaitingClaims claims={claims} now={now} opKey={opKey} result={answer?.result ?? null} />
      </div>
    </DeskLayout>
  );
}
