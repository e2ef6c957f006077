import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requirePartner } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { shortName } from '#app/partners/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { blockPasses, replacePasses } from '#app/purchasing/block-passes.ts';
import { sayRefusal } from '#app/purchasing/texts.fr.ts';
import { LostForm, LostList, lostForm, lostInput } from '#app/routes/_shared/lost-form.tsx';
import { sayCount } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listLost } from '#db/queries/blocking.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Pass perdus ou volés');

const LATEST = 50;
const TOLD = [
  { value: 'HOLDER', label: 'La personne à qui le carnet a été remis' },
  { value: 'AGENT', label: 'Moi : ce carnet n’avait pas encore été remis' },
] as const;
const DONE: Readonly<Record<string, string>> = {
  bloque: 'C’est fait : ces pass sont bloqués. Plus personne ne peut s’en servir.',
  remplace: 'C’est fait : les pass perdus sont remplacés. Remettez le nouveau carnet à la personne.',
};
/** The replacing has its own address: what it refuses goes back to its own place. */
const REPLACE = 'remplacer';
const replaceForm = z.object({
  holderId: z.uuid('Choisissez une personne.'),
  replaceWith: z.string('Écrivez le numéro du nouveau carnet.').max(40, 'Ce numéro est trop long.'),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock, newId } = context.services;
  const lost = await db.read((tx) => listLost(tx, actor.partnerId, LATEST));
  const query = new URL(request.url).searchParams;
  const waiting = new Map<string, { holderId: string; name: string; passes: number; opKey: string }>();
  for (const { holder, passes, replaced } of lost) {
    if (holder === null || passes === replaced) continue;
    const before = waiting.get(holder.id)?.passes ?? 0;
    const name = shortName(holder);
    waiting.set(holder.id, { holderId: holder.id, name, passes: before + passes - replaced, opKey: newId() });
  }
  const rows = lost.map(({ holder, ...row }) => ({
    ...row,
    who: holder === null ? 'notre stock' : shortName(holder),
    href: holder === null ? null : `/partenaire/personnes/${holder.id}`,
  }));
  const done = query.get('fait');
  const serial = query.get('carnet')?.slice(0, 40) ?? null;
  return { actor, today: parisDay(clock.now()), opKey: newId(), done, serial, rows, waiting: [...waiting.values()] };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { services } = context;
  if (new URL(request.url).searchParams.has(REPLACE)) {
    const form = await readForm(request, replaceForm);
    if (!form.ok) return sendBack('replace', form.refusal);
    const outcome = await perform(services, replacePasses, { actor, opKey: form.opKey, input: form.value });
    if (!outcome.ok) return sendBack('replace', form.refuse(sayRefusal(outcome)));
    return redirect('/partenaire/pass-perdus?fait=remplace', 303);
  }
  const form = await readForm(request, lostForm);
  if (!form.ok) return sendBack('lost', form.refusal);
  const input = lostInput(form.value);
  const outcome = await perform(services, blockPasses, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return sendBack('lost', form.refuse(sayRefusal(outcome)));
  return redirect(`/partenaire/pass-perdus?fait=${outcome.value.replaced > 0 ? 'remplace' : 'bloque'}`, 303);
}

type Refusal = Extract<Awaited<ReturnType<typeof readForm>>, { ok: false }>['refusal'];

function sendBack(act: 'lost' | 'replace', refusal: Refusal) {
  return data({ act, result: refusal.data }, { status: 422 });
}

export default function LostPasses() {
  const { actor, today, opKey, done, serial, rows, waiting } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const sentence = done !== null && Object.hasOwn(DONE, done) ? DONE[done] : undefined;
  const [refused] = useRefusedForm(replaceForm, answer?.act === 'replace' ? answer.result : null, { id: 'replace' });
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader
        title="Pass perdus ou volés"
        lead="Bloquez un carnet, ou un seul pass. Vous pouvez en donner un autre aussitôt."
        back={{ href: '/partenaire/carnets', label: 'Mes carnets' }}
      />
      {sentence !== undefined && (
        <Notice look="ok" news>
          <p>{sentence}</p>
        </Notice>
      )}
      <ErrorSummary form={refused} />
      <div className="flow">
        <LostForm
          opKey={opKey}
          last={answer?.act === 'lost' ? answer.result : null}
          told={TOLD}
          replaceHint="facultatif, pour un carnet déjà remis : un carnet de votre stock. La personne en reçoit autant de pass qu’elle en a perdu ; les autres pass de ce carnet sont retirés."
          serial={serial}
        />
        {waiting.length > 0 && <Waiting waiting={waiting} />}
        <LostList rows={rows} today={today} />
      </div>
    </DeskLayout>
  );
}

interface WaitingProps {
  readonly waiting: readonly { holderId: string; name: string; passes: number; opKey: string }[];
}

function Waiting({ waiting }: WaitingProps) {
  return (
    <section aria-labelledby="titre-remplacer">
      <h2 id="titre-remplacer">À remplacer</h2>
      <ul className="rows">
        {waiting.map((one) => (
          <Replace key={one.holderId} {...one} />
        ))}
      </ul>
    </section>
  );
}

function Replace({ holderId, name, passes, opKey }: WaitingProps['waiting'][number]) {
  const [form, fields] = useRefusedForm(replaceForm, null, { id: `replace-${holderId}` });
  return (
    <li>
      <span>
        <a href={`/partenaire/personnes/${holderId}`}>
          <b>{name}</b>
        </a>{' '}
        a perdu {sayCount(passes, 'pass', 'pass')}
      </span>
      <form method="post" action={`/partenaire/pass-perdus?${REPLACE}`} id={form.id} noValidate>
        <OpKeyField value={opKey} />
        <input type="hidden" name={fields.holderId.name} value={holderId} />
        <TextField field={fields.replaceWith} label="Numéro du nouveau carnet" autoComplete="off" required />
        <SubmitButton look="quiet">Je remplace</SubmitButton>
      </form>
    </li>
  );
}
