import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireVenue } from '#app/access/guards.ts';
import { capital, sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { CLAIM_WORDS_FOR_VENUE, PLACE_WORDS } from '#app/payment/place.fr.ts';
import { answerLine } from '#app/payment/review-lines.ts';
import { wordsSchema } from '#app/payment/rules/forms.ts';
import { placeOf } from '#app/payment/rules/place.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { sayCount } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextArea } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listClaimLines } from '#db/queries/claim-lines.ts';
import { findClaim } from '#db/queries/claims.ts';

export { links } from './payment-styles.ts';

export const meta: MetaFunction = () => pageMeta('Une demande');

const answerForm = z.object({ redemptionId: z.uuid('Choisissez une ligne.'), words: wordsSchema });

async function readClaim({ services }: LoaderFunctionArgs['context'], asked: string | undefined, orgId: string) {
  const id = z.uuid().safeParse(asked);
  const claim = id.success ? await services.db.read((tx) => findClaim(tx, id.data, orgId)) : null;
  if (claim === null) throw notFound();
  return claim;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const claim = await readClaim(context, params.id, actor.orgId);
  // What the authority looks at twice is its own affair: hints are not shown here.
  const lines = (await services.db.read((tx) => listClaimLines(tx, claim.id, 365))).map(
    ({ hints: _, ...line }) => line,
  );
  return {
    actor,
    opKey: services.newId(),
    today: parisDay(services.clock.now()),
    claim,
    lines,
    done: new URL(request.url).searchParams.get('fait'),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const claim = await readClaim(context, params.id, actor.orgId);
  const form = await readForm(request, answerForm);
  if (!form.ok) return form.refusal;
  const input = { ...form.value, claimId: claim.id };
  const outcome = await perform(context.services, answerLine, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/remboursements/${claim.id}?fait=reponse#ligne-${form.value.redemptionId}`, 303);
}

type Line = ReturnType<typeof useLoaderData<typeof loader>>['lines'][number];

export default function VenueClaim() {
  const { actor, claim, lines, done } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader
        title={`Demande jusqu’au ${sayDate(claim.cutoff)}`}
        back={{ href: '/espace-lieu/remboursements', label: 'Remboursements' }}
      />
      {done === 'reponse' && (
        <Notice look="ok" news>
          <p>Votre réponse est envoyée. La collectivité va décider.</p>
        </Notice>
      )}
      <div className="flow">
        <Facts
          of={[
            ['Où elle en est', CLAIM_WORDS_FOR_VENUE[claim.state]],
            ['Somme', `${sayEuros(claim.totalCents)}, ${sayCount(claim.lines, 'pass', 'pass')}`],
            [
              'Paiement',
              claim.paidOn === null ? `promis pour le ${sayDate(claim.dueOn)}` : `payé le ${sayDate(claim.paidOn)}`,
            ],
          ]}
        />
        <ul className="claim-lines">
          {lines.map((line) => (
            <LineCard key={line.redemptionId} line={line} />
          ))}
        </ul>
      </div>
    </DeskLayout>
  );
}

const WHO = {
  APPROVED: 'Accepté',
  CONTESTED: 'La collectivité conteste',
  ANSWERED: 'Vous avez répondu',
  REJECTED: 'Refusé',
} as const;

function LineCard({ line }: { line: Line }) {
  const { claim, today } = useLoaderData<typeof loader>();
  const has = (verdict: Line['said'][number]['verdict']) => line.said.some((one) => one.verdict === verdict);
  const place = placeOf({
    claimState: claim.state,
    approved: has('APPROVED'),
    contested: has('CONTESTED'),
    refused: has('REJECTED'),
  });
  return (
    <li id={`ligne-${line.redemptionId}`}>
      <p className="line-head">
        <span>
          <b>{capital(sayMoment(new Date(line.at), today))}</b>, {line.who} · {line.title ?? 'sans réservation'}
        </span>
        <span>
          {sayEuros(line.amountCents)}{' '}
          <Tag look={place === 'REFUSED' ? 'bad' : place === 'CONTESTED' ? 'warn' : place === 'PAID' ? 'ok' : 'plain'}>
            {PLACE_WORDS[place]}
          </Tag>
        </span>
      </p>
      {line.said
        .filter(({ words }) => words !== null)
        .map(({ verdict, words }) => (
          <p key={verdict} className="said">
            <b>{WHO[verdict]}&nbsp;:</b> {words}
          </p>
        ))}
      {line.overpaidCents > 0n && (
        <p className="said">Trop-payé&nbsp;: {sayEuros(line.overpaidCents)}, retenu sur un prochain paiement.</p>
      )}
      {place === 'CONTESTED' && !has('ANSWERED') && <Answer line={line} />}
    </li>
  );
}

function Answer({ line }: { line: Line }) {
  const { opKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const mine = answer?.initialValue?.redemptionId === line.redemptionId ? answer : null;
  const [form, fields] = useRefusedForm(answerForm, mine, { id: `reponse-${line.redemptionId}` });
  return (
    <form method="post" id={form.id} noValidate className="narrow">
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      <input type="hidden" name={fields.redemptionId.name} value={line.redemptionId} />
      <TextArea
        field={fields.words}
        label="Votre réponse"
        hint="vous ne pouvez répondre qu’une fois"
        rows={3}
        required
      />
      <SubmitButton>J’envoie ma réponse</SubmitButton>
    </form>
  );
}
