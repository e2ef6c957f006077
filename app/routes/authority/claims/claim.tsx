import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { approveClaim } from '#app/payment/approve-claim.ts';
import { CLAIM_WORDS, PAYMENT_WORDS } from '#app/payment/place.fr.ts';
import { LINE_HINTS } from '#app/payment/rules/review.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { sayCount } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listClaimLines } from '#db/queries/claim-lines.ts';
import { findClaim, readPaymentSettings } from '#db/queries/claims.ts';
import { listClaimPayments } from '#db/queries/payments.ts';
import { ActForm } from '../act-form.tsx';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { ClaimsDone } from './claims-done.tsx';
import { actOnLine } from './line-acts.ts';
import { LINE_ACTS } from './line-forms.ts';
import { HintFilter, Lines } from './lines.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './claim-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageMeta(data === undefined ? 'Une demande' : `Demande de ${data.claim.orgName}`);

const nothing = z.object({});
const hintAsked = z.enum(LINE_HINTS).optional().catch(undefined);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const claim = await readClaim(context, params.id);
  const asked = new URL(request.url).searchParams;
  const hint = hintAsked.parse(asked.get('indice') ?? undefined) ?? null;
  const read = await services.db.snapshot(async (tx) => {
    const { walkInsHint, answerDays } = await readPaymentSettings(tx);
    const payments = await listClaimPayments(tx, claim.id);
    return {
      answerDays,
      // Who came is the venue's to know: the review needs none of it.
      lines: (await listClaimLines(tx, claim.id, walkInsHint)).map(({ who: _, ...line }) => line),
      payments: payments.map(({ id, amountCents, state, paidOn, reference, last4 }) => ({
        id,
        amountCents,
        state,
        paidOn,
        reference,
        last4,
      })),
    };
  });
  return {
    actor,
    opKey: services.newId(),
    today: parisDay(services.clock.now()),
    claim,
    hint,
    done: asked.get('fait'),
    ...read,
  };
}

async function readClaim({ services }: LoaderFunctionArgs['context'], asked: string | undefined) {
  const id = z.uuid().safeParse(asked);
  const claim = id.success ? await services.db.read((tx) => findClaim(tx, id.data)) : null;
  if (claim === null) throw notFound();
  return claim;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const claim = await readClaim(context, params.id);
  const { posted, act } = await readAct(request, [...LINE_ACTS, 'approve-claim'] as const);
  const here = `/metropole/remboursements/${claim.id}`;
  if (act === null) return unknownAct();
  if (act !== 'approve-claim')
    return actOnLine(act, posted, { services: context.services, actor, claimId: claim.id, here });
  const form = await readForm(posted, nothing);
  if (!form.ok) return sendBack(act, form.refusal);
  const outcome = await perform(context.services, approveClaim, {
    actor,
    opKey: form.opKey,
    input: { claimId: claim.id },
  });
  return outcome.ok ? redirect(`${here}?fait=approuvee`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
}

export type ClaimAnswer = ReturnType<typeof useActionData<typeof action>>;
export type ClaimFacts = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Claim() {
  const facts = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { actor, claim, lines, done } = facts;
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title={`Demande de ${claim.orgName}`}
        lead={`Ce qui a été utilisé jusqu’au ${sayDate(claim.cutoff)}.`}
        back={{ href: '/metropole/remboursements', label: 'Les remboursements' }}
      />
      <ClaimsDone done={done} />
      <div className="flow">
        <ClaimFactsList facts={facts} />
        {claim.state === 'SUBMITTED' && <Approve facts={facts} answer={answer} />}
        {lines.length > 0 && <HintFilter facts={facts} />}
        <Lines facts={facts} answer={answer} />
      </div>
    </DeskLayout>
  );
}

function ClaimFactsList({ facts: { claim, payments } }: { facts: ClaimFacts }) {
  return (
    <Facts
      of={[
        ['État', CLAIM_WORDS[claim.state]],
        ['Somme', `${sayEuros(claim.totalCents)}, ${sayCount(claim.lines, 'pass', 'pass')}`],
        ['Paiement promis pour le', sayDate(claim.dueOn)],
        [
          'Structure',
          <a key="org" href={`/metropole/lieux/${claim.orgId}/dossier`}>
            dossier et compte bancaire
          </a>,
        ],
        ...payments.map(
          (one) =>
            [
              'Virement',
              `${sayEuros(one.amountCents)} sur le compte finissant par ${one.last4} : ${PAYMENT_WORDS[one.state]}${one.paidOn === null ? '' : `, le ${sayDate(one.paidOn)}`}`,
            ] as const,
        ),
      ]}
    />
  );
}

function Approve({ facts, answer }: { facts: ClaimFacts; answer: ClaimAnswer }) {
  const refused = answer?.act === 'approve-claim' ? answer.result : null;
  const [form] = useRefusedForm(nothing, refused, { id: 'approuver' });
  const { lines } = facts;
  const open = lines.filter(({ said }) => said.length === 0).length;
  return (
    <ActForm act="approve-claim" opKey={facts.opKey} form={form} className="panel">
      <p>
        {open === 0
          ? 'Chaque ligne est décidée.'
          : `${sayCount(open, 'ligne n’est pas encore décidée', 'lignes ne sont pas encore décidées')} : vous les acceptez toutes en approuvant.`}
      </p>
      <SubmitButton>J’accepte le reste et j’approuve la demande</SubmitButton>
    </ActForm>
  );
}
