import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { blockPasses } from '#app/purchasing/block-passes.ts';
import { sayRefusal } from '#app/purchasing/texts.fr.ts';
import { LostForm, LostList, lostForm, lostInput } from '#app/routes/_shared/lost-form.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listLost } from '#db/queries/blocking.ts';
import { DoneNotice } from './done.tsx';

export { links } from '../authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Pass perdus ou volés');

const LATEST = 50;
const TOLD = [{ value: 'AUTHORITY', label: 'Nous, la collectivité' }] as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId } = context.services;
  const lost = await db.read((tx) => listLost(tx, null, LATEST));
  const done = new URL(request.url).searchParams.get('fait');
  const rows = lost.map(({ partnerName, ...row }) => ({
    ...row,
    who: partnerName ?? 'stock de la collectivité',
    href: null,
  }));
  return { actor, today: parisDay(clock.now()), opKey: newId(), done, rows };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, lostForm);
  if (!form.ok) return form.refusal;
  const input = lostInput(form.value);
  const outcome = await perform(context.services, blockPasses, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/metropole/passes/perdus?fait=${outcome.value.replaced > 0 ? 'remplace' : 'bloque'}`, 303);
}

export default function LostPasses() {
  const { actor, today, opKey, done, rows } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Pass perdus ou volés"
        lead="En stock, chez un partenaire ou chez une personne."
        back={{ href: '/metropole/passes', label: 'Les pass' }}
      />
      <DoneNotice done={done} />
      <div className="flow">
        <LostForm
          opKey={opKey}
          last={useActionData<typeof action>()}
          told={TOLD}
          replaceHint="facultatif, pour un carnet perdu par un partenaire : un carnet de votre stock, qui lui est confié"
          serial={null}
        />
        <LostList rows={rows} today={today} />
      </div>
    </DeskLayout>
  );
}
