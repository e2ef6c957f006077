import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { perform } from '#app/platform/intention.ts';
import { joinVenues, keepApart } from '#app/sources/decide-pairs.ts';
import { sayRefusal } from '#app/sources/refusals.fr.ts';
import { compose } from '#app/sources/rules/compose.ts';
import { FIELD_GROUPS, type FieldGroup } from '#app/sources/rules/fields.ts';
import { REASON_WORDS } from '#app/sources/texts.fr.ts';
import { wordsOf } from '#app/sources/words-of.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPair, type WaitingPair } from '#db/queries/sources/pairs.ts';
import { readRecordsOf } from '#db/queries/sources/records.ts';
import { readSlugsOf } from '#db/queries/venue-import.ts';
import { ActForm } from '../act-form.tsx';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { SideBySide } from './side-by-side.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './sources-styles.ts';

export const meta: MetaFunction = () => pageMeta('Est-ce le même lieu ?');

const ACTS = ['keep-a', 'keep-b', 'apart'] as const;
const GROUPS = Object.keys(FIELD_GROUPS) as FieldGroup[];
const emptyForm = z.object({});

async function readPair(
  { services }: LoaderFunctionArgs['context'],
  { a, b }: { a?: string; b?: string },
): Promise<WaitingPair> {
  const ids = z.tuple([z.uuid(), z.uuid()]).safeParse([a, b]);
  const pair = ids.success ? await services.db.read((tx) => findPair(tx, ids.data[0], ids.data[1])) : null;
  if (pair === null) throw notFound();
  return pair;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, newId, clock } = context.services;
  const now = clock.now();
  const pair = await readPair(context, params);
  return db.read(async (tx) => {
    const records = await readRecordsOf(tx, [pair.aVenueId, pair.bVenueId]);
    const slugs = await readSlugsOf(tx, [pair.aVenueId, pair.bVenueId]);
    const side = (venueId: string) => {
      const own = records.filter((record) => record.venueId === venueId);
      const { fields } = compose(own);
      const words = Object.fromEntries(GROUPS.map((group) => [group, wordsOf(fields, group, now)]));
      const { name } = fields;
      return { venueId, slug: slugs.get(venueId) ?? '', name, words, sources: own.map(({ source }) => source) };
    };
    const open = pair.state === 'WAITING' && pair.aVenueId !== pair.bVenueId;
    return { actor, opKey: newId(), pair, open, sides: [side(pair.aVenueId), side(pair.bVenueId)] as const };
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { a, b } = await readPair(context, params);
  const { posted, act } = await readAct(request, ACTS);
  if (act === null) return unknownAct();
  const form = await readForm(posted, emptyForm);
  if (!form.ok) return sendBack(act, form.refusal);
  if (act === 'apart') {
    const outcome = await perform(services, keepApart, { actor, opKey: form.opKey, input: { a, b } });
    return outcome.ok
      ? redirect('/metropole/sources?fait=separes', 303)
      : sendBack(act, form.refuse(sayRefusal(outcome)));
  }
  const keep = act === 'keep-a' ? 'a' : 'b';
  const outcome = await perform(services, joinVenues, { actor, opKey: form.opKey, input: { a, b, keep } });
  return outcome.ok
    ? redirect(`/metropole/sources/lieux/${outcome.value.venueId}?fait=reunis`, 303)
    : sendBack(act, form.refuse(sayRefusal(outcome)));
}

export default function Pair() {
  const { actor, pair, open, sides } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Est-ce le même lieu ?"
        lead={`Ressemblance : ${pair.score} sur 100.`}
        back={{ href: '/metropole/sources#paires', label: 'Les sources des lieux' }}
      />
      <div className="flow">
        <ul className="reasons" aria-label="Pourquoi">
          {pair.reasons.map((reason) => (
            <li key={reason}>
              <Tag>{REASON_WORDS[reason]}</Tag>
            </li>
          ))}
        </ul>
        <SideBySide sides={sides} />
        {open ? (
          <Decisions />
        ) : (
          <Notice>
            <p>Quelqu’un a déjà répondu pour ces deux fiches.</p>
          </Notice>
        )}
      </div>
    </DeskLayout>
  );
}

function Decisions() {
  const { opKey, sides } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form] = useRefusedForm(emptyForm, answer !== undefined && 'result' in answer ? answer.result : null, {
    id: 'decision',
  });
  const [a, b] = sides;
  return (
    <section aria-labelledby="titre-decision">
      <h2 id="titre-decision">Votre réponse</h2>
      <p>
        Réunir ne perd rien : chaque source garde ses mots, l’ancienne adresse mène à la fiche gardée, et vous pourrez
        défaire.
      </p>
      {(form.allErrors[''] ?? []).map((sentence) => (
        <Notice key={sentence} look="bad" news>
          <p>{sentence}</p>
        </Notice>
      ))}
      <div className="choices">
        <ActForm act="keep-a" opKey={opKey} className="panel">
          <p>C’est le même lieu. Garder la fiche 1 : « {a.name} ».</p>
          <SubmitButton wide>Je réunis dans la fiche 1</SubmitButton>
        </ActForm>
        <ActForm act="keep-b" opKey={opKey} className="panel">
          <p>C’est le même lieu. Garder la fiche 2 : « {b.name} ».</p>
          <SubmitButton wide>Je réunis dans la fiche 2</SubmitButton>
        </ActForm>
        <ActForm act="apart" opKey={opKey} className="panel">
          <p>Ce sont deux lieux. La question ne sera plus posée.</p>
          <SubmitButton look="quiet" wide>
            Je les garde séparés
          </SubmitButton>
        </ActForm>
      </div>
    </section>
  );
}
