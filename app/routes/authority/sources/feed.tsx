import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { perform } from '#app/platform/intention.ts';
import { askFeed, decideHeldRun, stopFeed } from '#app/sources/manage-feeds.ts';
import { sayRefusal } from '#app/sources/refusals.fr.ts';
import { RHYTHMS } from '#app/sources/rules/feed.ts';
import { applyConfirmedRuns, runDueFeeds } from '#app/sources/run-feed.ts';
import { SHAPE_WORDS } from '#app/sources/texts.fr.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { type Feed, findFeed, listFeedRuns } from '#db/queries/sources/feeds.ts';
import { ActForm } from '../act-form.tsx';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { FeedRuns } from './feed-runs.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './sources-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.feed.name ?? 'Une source');

const RUNS_SHOWN = 30;
const ACTS = ['read', 'stop', 'start', 'decide'] as const;
const emptyForm = z.object({});
const decideForm = z.object({
  runId: z.uuid('Choisissez une lecture.'),
  decision: z.enum(['apply', 'dismiss'], 'Choisissez : appliquer, ou mettre de côté.'),
});
const DONE: Readonly<Record<string, string>> = {
  ajoutee: 'La source est ajoutée. Lisez-la maintenant, ou laissez la machine le faire à son heure.',
  lue: 'La source vient d’être lue : voyez le compte rendu ci-dessous.',
  arretee: 'Cette source n’est plus lue. Ce qu’elle a dit reste.',
  reprise: 'Cette source sera lue de nouveau.',
  decidee: 'Votre décision est faite.',
};

async function readFeed({ services }: LoaderFunctionArgs['context'], asked: string | undefined): Promise<Feed> {
  const id = z.uuid().safeParse(asked);
  const feed = id.success ? await services.db.read((tx) => findFeed(tx, id.data)) : null;
  if (feed === null) throw notFound();
  return feed;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const feed = await readFeed(context, params.id);
  const runs = await context.services.db.read((tx) => listFeedRuns(tx, feed.id, RUNS_SHOWN));
  const done = DONE[new URL(request.url).searchParams.get('fait') ?? ''] ?? null;
  return { actor, opKey: context.services.newId(), feed, runs, done };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { id: feedId } = await readFeed(context, params.id);
  const { posted, act } = await readAct(request, ACTS);
  const here = `/metropole/sources/flux/${feedId}`;
  if (act === null) return unknownAct();
  if (act === 'decide') {
    const form = await readForm(posted, decideForm);
    if (!form.ok) return sendBack(act, form.refusal);
    const outcome = await perform(services, decideHeldRun, { actor, opKey: form.opKey, input: form.value });
    if (!outcome.ok) return sendBack(act, form.refuse(sayRefusal(outcome)));
    await applyConfirmedRuns(services);
    return redirect(`${here}?fait=decidee`, 303);
  }
  const form = await readForm(posted, emptyForm);
  if (!form.ok) return sendBack(act, form.refusal);
  const attempt = { actor, opKey: form.opKey };
  const outcome =
    act === 'read'
      ? await perform(services, askFeed, { ...attempt, input: { feedId } })
      : await perform(services, stopFeed, { ...attempt, input: { feedId, stop: act === 'stop' } });
  if (!outcome.ok) return sendBack(act, form.refuse(sayRefusal(outcome)));
  if (act === 'read') await runDueFeeds(services, feedId);
  return redirect(`${here}?fait=${{ read: 'lue', stop: 'arretee', start: 'reprise' }[act]}`, 303);
}

export default function FeedPage() {
  const { actor, feed, runs, done, opKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form] = useRefusedForm(emptyForm, answer !== undefined && 'result' in answer ? answer.result : null, {
    id: 'reponse',
  });
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title={feed.name} back={{ href: '/metropole/sources', label: 'Les sources des lieux' }}>
        {feed.stoppedAt === null && (
          <ActForm act="read" opKey={opKey}>
            <SubmitButton>Je la lis maintenant</SubmitButton>
          </ActForm>
        )}
      </PageHeader>
      {done !== null && (
        <Notice look="ok" news>
          <p>{done}</p>
        </Notice>
      )}
      {Object.values(form.allErrors)
        .flat()
        .map((sentence) => (
          <Notice key={sentence} look="bad" news>
            <p>{sentence}</p>
          </Notice>
        ))}
      <div className="flow">
        <Facts
          of={[
            ['Adresse', feed.url],
            ['Licence', feed.licence],
            ['Forme', feed.shape === null ? 'reconnue toute seule' : SHAPE_WORDS[feed.shape]],
            ['Lue', RHYTHMS.find(({ hours }) => hours === feed.everyHours)?.label ?? `toutes les ${feed.everyHours} h`],
            ['Prochaine lecture', feed.stoppedAt === null ? sayMoment(new Date(feed.nextRunAt)) : 'arrêtée'],
          ]}
        />
        <FeedRuns runs={runs} opKey={opKey} />
        <ActForm act={feed.stoppedAt === null ? 'stop' : 'start'} opKey={opKey}>
          <SubmitButton look={feed.stoppedAt === null ? 'grave' : 'quiet'}>
            {feed.stoppedAt === null ? 'J’arrête de la lire' : 'Je la fais lire de nouveau'}
          </SubmitButton>
        </ActForm>
      </div>
    </DeskLayout>
  );
}
