import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { OpenReports } from '#app/routes/_shared/upkeep/open-reports.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { answerClaim } from '#app/upkeep/give-page.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { handleReport } from '#app/upkeep/report-error.ts';
import { isDue } from '#app/upkeep/rules/confirm.ts';
import { handleForm } from '#app/upkeep/rules/report.ts';
import { listWaitingClaims } from '#db/queries/upkeep/claims.ts';
import { listPagesToConfirm } from '#db/queries/upkeep/confirmations.ts';
import { countWaitingLetters } from '#db/queries/upkeep/letters.ts';
import { listOpenReports } from '#db/queries/upkeep/reports.ts';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { Overdue } from './overdue-pages.tsx';
import { grantForm, refuseForm, WaitingClaims } from './waiting-claims.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './sources-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les fiches des lieux');

const ACTS = ['grant', 'refuse', 'handle'] as const;
const SHOWN = 50;
const DONE: Readonly<Record<string, string>> = {
  confiee: 'La fiche est confiée. La personne est prévenue par e-mail.',
  repondu: 'C’est noté. La personne est prévenue, si elle a laissé une adresse.',
  refusee: 'La demande est refusée. La personne est prévenue par e-mail, avec votre phrase.',
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const read = await db.read(async (tx) => ({
    claims: await listWaitingClaims(tx, today, SHOWN),
    reports: await listOpenReports(tx, 'ALL', SHOWN),
    overdue: (await listPagesToConfirm(tx)).filter(({ saidOn }) => isDue(saidOn, today)),
    letters: await countWaitingLetters(tx, now),
  }));
  const done = DONE[new URL(request.url).searchParams.get('fait') ?? ''] ?? null;
  return { actor, now, ...read, done, opKey: newId() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { posted, act } = await readAct(request, ACTS);
  if (act === null) return unknownAct();
  if (act === 'handle') {
    const handled = await readForm(posted, handleForm);
    if (!handled.ok) return sendBack(act, handled.refusal);
    const outcome = await perform(context.services, handleReport, {
      actor,
      opKey: handled.opKey,
      input: handled.value,
    });
    if (!outcome.ok) return sendBack(act, handled.refuse(sayRefusal(outcome)));
    return redirect('/metropole/fiches?fait=repondu', 303);
  }
  const form = act === 'grant' ? await readForm(posted, grantForm) : await readForm(posted, refuseForm);
  if (!form.ok) return sendBack(act, form.refusal);
  const input = { verdict: act === 'grant' ? 'GRANT' : 'REFUSE', ...form.value };
  const outcome = await perform(context.services, answerClaim, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return sendBack(act, form.refuse(sayRefusal(outcome)));
  return redirect(`/metropole/fiches?fait=${act === 'grant' ? 'confiee' : 'refusee'}`, 303);
}

export default function VenuePages() {
  const { actor, claims, reports, overdue, letters, now, done, opKey } = useLoaderData<typeof loader>();
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
        <WaitingClaims
          claims={claims}
          now={now}
          opKey={opKey}
          result={answer?.act === 'handle' ? null : (answer?.result ?? null)}
        />
        <OpenReports
          reports={reports}
          now={now}
          opKey={opKey}
          result={answer?.act === 'handle' ? answer.result : null}
        />
        <Overdue pages={overdue} letters={letters} />
      </div>
    </DeskLayout>
  );
}
