import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { sourceWords } from '#app/directory/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { undoMerge } from '#app/sources/decide-pairs.ts';
import { sayRefusal } from '#app/sources/refusals.fr.ts';
import { compose } from '#app/sources/rules/compose.ts';
import { groupSchema } from '#app/sources/rules/conflict-forms.ts';
import { chooseWords } from '#app/sources/settle-conflicts.ts';
import { REASON_WORDS } from '#app/sources/texts.fr.ts';
import { wordsOf } from '#app/sources/words-of.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listMergesInto, resolveVenueId } from '#db/queries/sources/merges.ts';
import { readRecordsOf } from '#db/queries/sources/records.ts';
import { readSlugsOf } from '#db/queries/venue-import.ts';
import { ActForm } from '../act-form.tsx';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { Conflicts, WhoSaysWhat } from './venue-sheet-parts.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './sources-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.name ?? 'Un lieu');

const ACTS = ['choose', 'undo'] as const;
const chooseForm = z.object({
  recordId: z.uuid('Choisissez une source.'),
  group: groupSchema,
});
const undoForm = z.object({ mergeId: z.uuid('Choisissez une réunion.') });
const DONE: Readonly<Record<string, string>> = {
  reunis: 'Les deux fiches n’en font plus qu’une. L’ancienne adresse mène ici.',
  choisi: 'C’est noté : ces mots passent avant ceux des autres sources.',
  defait: 'La réunion est défaite : il y a de nouveau deux lieux, chacun avec ses mots.',
};

async function venueIdOf({ services }: LoaderFunctionArgs['context'], asked: string | undefined): Promise<string> {
  const id = z.uuid().safeParse(asked);
  const found = id.success ? await services.db.read((tx) => resolveVenueId(tx, id.data)) : null;
  if (found === null) throw notFound();
  return found;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, newId, clock } = context.services;
  const now = clock.now();
  const venueId = await venueIdOf(context, params.id);
  const done = DONE[new URL(request.url).searchParams.get('fait') ?? ''] ?? null;
  return db.read(async (tx) => {
    const records = await readRecordsOf(tx, [venueId]);
    if (records.length === 0) throw notFound();
    const { fields, provenance, conflicts } = compose(records);
    return {
      actor,
      opKey: newId(),
      done,
      name: fields.name,
      slug: (await readSlugsOf(tx, [venueId])).get(venueId) ?? '',
      records: records.map(({ id, source, saidOn, fields: { name = '' } }) => ({ id, source, saidOn, name })),
      provenance: provenance.map(({ group, records: from }) => ({
        group,
        ids: from.map(({ id }) => id),
        words: wordsOf(fields, group, now),
      })),
      conflicts: conflicts.map(({ group, records: from }) => ({
        group,
        said: from.map(({ id, source, saidOn, fields: said }) => ({
          id,
          source,
          saidOn,
          words: wordsOf(said, group, now),
        })),
      })),
      merges: await listMergesInto(tx, venueId),
    };
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const venueId = await venueIdOf(context, params.id);
  const { posted, act } = await readAct(request, ACTS);
  if (act === null) return unknownAct();
  const here = `/metropole/sources/lieux/${venueId}`;
  if (act === 'choose') {
    const form = await readForm(posted, chooseForm);
    if (!form.ok) return sendBack(act, form.refusal);
    const input = { venueId, ...form.value };
    const outcome = await perform(services, chooseWords, { actor, opKey: form.opKey, input });
    return outcome.ok ? redirect(`${here}?fait=choisi`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
  }
  const form = await readForm(posted, undoForm);
  if (!form.ok) return sendBack(act, form.refusal);
  const outcome = await perform(services, undoMerge, { actor, opKey: form.opKey, input: form.value });
  return outcome.ok ? redirect(`${here}?fait=defait`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
}

export default function VenueSheet() {
  const { actor, name, slug, done, opKey, ...sheet } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form] = useRefusedForm(undoForm, answer !== undefined && 'result' in answer ? answer.result : null, {
    id: 'reponse',
  });
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title={name} back={{ href: '/metropole/sources', label: 'Les sources des lieux' }}>
        <a className="btn quiet" href={`/lieux/${slug}`}>
          Voir sa page
        </a>
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
        <Conflicts conflicts={sheet.conflicts} opKey={opKey} />
        <WhoSaysWhat provenance={sheet.provenance} records={sheet.records} />
        <Merges />
      </div>
    </DeskLayout>
  );
}

function Merges() {
  const { merges, records, opKey } = useLoaderData<typeof loader>();
  if (merges.length === 0) return null;
  const nameOf = (ids: readonly string[]) =>
    records
      .filter(({ id }) => ids.includes(id))
      .map(({ name, source, saidOn }) => `« ${name} » (${sourceWords(source)}, ${sayDate(saidOn)})`)
      .join(', ');
  return (
    <section aria-labelledby="titre-reunions">
      <h2 id="titre-reunions">Ce qui a été réuni ici</h2>
      <ul className="people-list">
        {merges.map((merge) => (
          <li key={merge.id}>
            <span>
              {nameOf(merge.recordIds)}
              <br />
              <span className="hint">
                {merge.automatic ? 'Par la machine' : 'À la main'}, {sayMoment(new Date(merge.at))} : {merge.score} sur
                100. {merge.reasons.map((reason) => REASON_WORDS[reason]).join(', ')}.
              </span>
            </span>
            <ActForm act="undo" opKey={opKey}>
              <input type="hidden" name="mergeId" value={merge.id} />
              <SubmitButton look="quiet">Je défais</SubmitButton>
            </ActForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
