import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { hoursInWords } from '#app/directory/ordinary-week.ts';
import { phoneWords } from '#app/directory/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { originSeen } from '#app/platform/public-origin.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayCount } from '#app/ui/components/figures.ts';
import { Icon } from '#app/ui/components/icons.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { postLetters } from '#app/upkeep/post-letters.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { LETTERS_AT_ONCE, lettersForm } from '#app/upkeep/rules/letter.ts';
import { writeLetter } from '#app/upkeep/write-letter.ts';
import { countWaitingLetters, listWaitingLetters } from '#db/queries/upkeep/letters.ts';
import { LetterSheet } from './letter-sheet.tsx';
import letterStyles from './letters.css?url';

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: letterStyles }];

export const meta: MetaFunction = () => pageMeta('Les lettres à poster');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { db, clock, env, newId } = services;
  const now = clock.now();
  const { waiting, total } = await db.read(async (tx) => ({
    waiting: await listWaitingLetters(tx, now, LETTERS_AT_ONCE),
    total: await countWaitingLetters(tx, now),
  }));
  const origin = originSeen(env, request);
  const letters = await Promise.all(
    waiting.map((letter) =>
      writeLetter(services, letter, origin, {
        hours: hoursInWords(letter, now),
        phone: letter.phone === null ? null : phoneWords(letter.phone),
      }),
    ),
  );
  const posted = Number(new URL(request.url).searchParams.get('postees') ?? 0) || 0;
  return { actor, letters, total, posted, today: parisDay(now), territory: env.TERRITORY_NAME, opKey: newId() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, lettersForm);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, postLetters, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/metropole/fiches/lettres?postees=${outcome.value.posted}`, 303);
}

export default function Letters() {
  const { actor, letters, total, posted, today, territory } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <div className="no-print">
        <PageHeader
          title="Les lettres à poster"
          lead="Pour les lieux sans e-mail ni téléphone mobile : la lettre leur demande si leur fiche est exacte."
          back={{ href: '/metropole/fiches', label: 'Les fiches des lieux' }}
        />
        {posted > 0 && (
          <Notice look="ok" news>
            <p>C’est noté : {posted === 1 ? '1 lettre postée' : `${posted} lettres postées`}.</p>
          </Notice>
        )}
        {letters.length === 0 ? (
          <EmptyState icon="mail" title="Aucune lettre n’attend">
            <p>Une lettre se prépare ici quand une fiche n’a pas été confirmée depuis six mois.</p>
          </EmptyState>
        ) : (
          <HowTo total={total} />
        )}
      </div>
      {letters.map((letter) => (
        <LetterSheet key={letter.id} letter={letter} today={today} territory={territory} />
      ))}
    </DeskLayout>
  );
}

function HowTo({ total }: { readonly total: number }) {
  const { letters, opKey } = useLoaderData<typeof loader>();
  const [form] = useRefusedForm(lettersForm, useActionData<typeof action>());
  return (
    <div className="flow">
      <h2>{sayCount(total, 'lettre')} à poster</h2>
      {total > letters.length && <p>Voici les {letters.length} plus anciennes. Les autres viendront ensuite.</p>}
      <p className="hint">
        <Icon name="print" size={20} /> Pour les imprimer&nbsp;: <kbd>Ctrl</kbd>&nbsp;+&nbsp;<kbd>P</kbd>, en A4, sans
        mise à l’échelle, une lettre par feuille. Pliée en trois, l’adresse tombe dans la fenêtre d’une enveloppe DL.
      </p>
      <form method="post" id={form.id} className="letters-posted">
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        {letters.map(({ id }) => (
          <input key={id} type="hidden" name="letters" value={id} />
        ))}
        <p>Une fois postées, elles ne seront plus montrées ici.</p>
        <SubmitButton>
          J’ai posté {letters.length === 1 ? 'cette lettre' : `ces ${letters.length} lettres`}
        </SubmitButton>
      </form>
    </div>
  );
}
