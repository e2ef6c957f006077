import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { perform } from '#app/platform/intention.ts';
import { ConflictCard } from '#app/routes/_shared/upkeep/conflict-card.tsx';
import { listOpenConflicts } from '#app/sources/open-conflicts.ts';
import { sayRefusal } from '#app/sources/refusals.fr.ts';
import { WATCHED } from '#app/sources/rules/compose.ts';
import { keepForm, takeForm } from '#app/sources/rules/conflict-forms.ts';
import { chooseWords, keepShownWords } from '#app/sources/settle-conflicts.ts';
import { GROUP_WORDS } from '#app/sources/texts.fr.ts';
import { showConflict } from '#app/sources/words-of.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayCount } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Pagination } from '#app/ui/components/pagination.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { readAct, sendBack, unknownAct } from '../acts.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './sources-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les désaccords entre sources');

const ACTS = ['keep', 'take'] as const;
const A_PAGE = 20;
const DONE: Readonly<Record<string, string>> = {
  garde: 'C’est noté : ce qui est affiché reste. La question reviendra si une source dit autre chose.',
  pris: 'C’est noté : ces mots sont affichés, et passent avant ceux des autres sources.',
};

const VENUE_FIRST = 'Le lieu l’a écrit lui-même : sa parole passe avant. Demandez-lui de la changer.';

/** What the list's address asks; what it does not understand asks for everything. */
function askedOf(request: Request) {
  const asked = new URL(request.url).searchParams;
  const page = Number(asked.get('page') ?? 1);
  return {
    group: WATCHED.find((one) => one === asked.get('champ')) ?? null,
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
    done: DONE[asked.get('fait') ?? ''] ?? null,
  };
}

function hrefOf(group: string | null, page: number, fait?: string): string {
  const kept = new URLSearchParams({
    ...(group !== null && { champ: group }),
    ...(page > 1 && { page: String(page) }),
    ...(fait !== undefined && { fait }),
  });
  return `/metropole/sources/conflits${kept.size === 0 ? '' : `?${kept}`}`;
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, newId, clock } = context.services;
  const { group, page: wanted, done } = askedOf(request);
  const now = clock.now();
  const { total, page, ...listed } = await listOpenConflicts(db, { group, page: wanted, size: A_PAGE });
  const conflicts = listed.conflicts.map((one) => ({
    ...showConflict(one, now),
    where: `${one.name}, ${one.commune}`,
  }));
  return { actor, opKey: newId(), done, group, page, pages: Math.ceil(total / A_PAGE), total, conflicts };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { group, page } = askedOf(request);
  const { posted, act } = await readAct(request, ACTS);
  if (act === null) return unknownAct();
  if (act === 'keep') {
    const form = await readForm(posted, keepForm);
    if (!form.ok) return sendBack(act, form.refusal);
    const outcome = await perform(context.services, keepShownWords, { actor, opKey: form.opKey, input: form.value });
    if (!outcome.ok) return sendBack(act, form.refuse(sayRefusal(outcome)));
    return redirect(hrefOf(group, page, 'garde'), 303);
  }
  const form = await readForm(posted, takeForm);
  if (!form.ok) return sendBack(act, form.refusal);
  const outcome = await perform(context.services, chooseWords, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) return sendBack(act, form.refuse(sayRefusal(outcome)));
  return redirect(hrefOf(group, page, 'pris'), 303);
}

export default function SourceConflicts() {
  const { actor, opKey, done, group, page, pages, total, conflicts } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les désaccords entre sources"
        lead="Quand deux sources, ou une source et le lieu, ne disent pas la même chose, rien n’est perdu : vous choisissez."
        back={{ href: '/metropole/sources', label: 'Les sources des lieux' }}
      />
      {done !== null && (
        <Notice look="ok" news>
          <p>{done}</p>
        </Notice>
      )}
      <Refusals />
      <Filter group={group} />
      <h2>{total === 0 ? 'Aucun désaccord' : sayCount(total, 'désaccord')}</h2>
      {conflicts.length === 0 ? (
        <EmptyState icon="people" title="Rien à régler ici">
          <p>Les sources disent la même chose, ou quelqu’un a déjà répondu.</p>
        </EmptyState>
      ) : (
        <ul className="plain-list flow">
          {conflicts.map((conflict) => (
            <li key={`${conflict.venueId} ${conflict.group}`}>
              <ConflictCard
                conflict={conflict}
                title={
                  <>
                    {GROUP_WORDS[conflict.group]} :{' '}
                    <a href={`/metropole/sources/lieux/${conflict.venueId}`}>{conflict.where}</a>
                  </>
                }
                level={3}
                venue={conflict.where}
                opKey={opKey}
                keep="Garder ce qui est affiché"
                {...(conflict.shown.source === 'venue'
                  ? { take: null, note: VENUE_FIRST }
                  : { take: 'Prendre celui-ci' })}
              />
            </li>
          ))}
        </ul>
      )}
      <Pagination page={page} pages={pages} hrefOf={(to) => hrefOf(group, to)} />
    </DeskLayout>
  );
}

/** Which information the list is about. */
function Filter({ group }: { readonly group: string | null }) {
  return (
    <form method="get" className="search-row no-print">
      <div className="field">
        <label htmlFor="champ">Information</label>
        <select id="champ" name="champ" defaultValue={group ?? ''}>
          <option value="">Toutes</option>
          {WATCHED.map((one) => (
            <option key={one} value={one}>
              {GROUP_WORDS[one]}
            </option>
          ))}
        </select>
      </div>
      <SubmitButton look="quiet">Filtrer</SubmitButton>
    </form>
  );
}

/** Why the last answer was not taken. */
function Refusals() {
  const answer = useActionData<typeof action>();
  const [form] = useRefusedForm(keepForm, answer?.result ?? null, { id: 'reponse' });
  const sentences = new Set(Object.values(form.allErrors).flat());
  if (answer?.act === null) sentences.add('Ce bouton n’est pas de cette page. Rechargez-la, puis choisissez.');
  return [...sentences].map((sentence) => (
    <Notice key={sentence} look="bad" news>
      <p>{sentence}</p>
    </Notice>
  ));
}
