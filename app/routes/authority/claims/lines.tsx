import type { z } from 'zod';
import { capital, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { HINT_WORDS, PLACE_WORDS } from '#app/payment/place.fr.ts';
import { placeOf } from '#app/payment/rules/place.ts';
import { LINE_HINTS } from '#app/payment/rules/review.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { CheckField } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { ActForm } from '../act-form.tsx';
import type { ClaimAnswer, ClaimFacts } from './claim.tsx';
import { type LineActName, overpaidForm, rejectForm, wordsForm } from './line-forms.ts';

interface ScreenProps {
  readonly facts: ClaimFacts;
  readonly answer: ClaimAnswer;
}
type Line = ClaimFacts['lines'][number];
type LineProps = ScreenProps & { readonly line: Line };

/** Odd things to look at first; they refuse nothing. */
export function HintFilter({ facts: { lines, hint } }: { facts: ClaimFacts }) {
  const found = LINE_HINTS.map((one) => ({ one, n: lines.filter(({ hints }) => hints.includes(one)).length })).filter(
    ({ n }) => n > 0,
  );
  if (found.length === 0) return null;
  return (
    <nav aria-label="Lignes à regarder" className="acts">
      <a href="?" aria-current={hint === null ? 'page' : undefined}>
        Toutes les lignes
      </a>
      {found.map(({ one, n }) => (
        <a key={one} href={`?indice=${one}`} aria-current={hint === one ? 'page' : undefined}>
          {capital(HINT_WORDS[one])} ({n})
        </a>
      ))}
    </nav>
  );
}

/** The lines of a claim, each with what was said of it and what can still be decided. */
export function Lines({ facts, answer }: ScreenProps) {
  const lines = facts.lines.filter(({ hints }) => facts.hint === null || hints.includes(facts.hint));
  if (lines.length === 0) return <EmptyState icon="check" title="Aucune ligne à montrer" />;
  return (
    <ul className="claim-lines">
      {lines.map((line) => (
        <LineCard key={line.redemptionId} facts={facts} answer={answer} line={line} />
      ))}
    </ul>
  );
}

function LineCard({ facts, answer, line }: LineProps) {
  const has = (verdict: Line['said'][number]['verdict']) => line.said.some((one) => one.verdict === verdict);
  const place = placeOf({
    claimState: facts.claim.state,
    approved: has('APPROVED'),
    contested: has('CONTESTED'),
    refused: has('REJECTED'),
  });
  const open = facts.claim.state === 'SUBMITTED' && place !== 'APPROVED' && place !== 'REFUSED';
  const props = { facts, answer, line };
  return (
    <li id={`ligne-${line.redemptionId}`}>
      <p className="line-head">
        <span>
          <b>{capital(sayMoment(new Date(line.at), facts.today))}</b>, {line.venueName} ·{' '}
          {line.title ?? 'venu sans réservation'}
        </span>
        <span>
          {sayEuros(line.amountCents)}{' '}
          <Tag
            look={place === 'REFUSED' ? 'bad' : place === 'CONTESTED' ? 'warn' : place === 'CLAIMED' ? 'plain' : 'ok'}
          >
            {PLACE_WORDS[place]}
          </Tag>
        </span>
      </p>
      {line.hints.length > 0 && (
        <p className="hint">À regarder&nbsp;: {line.hints.map((hint) => HINT_WORDS[hint]).join(', ')}.</p>
      )}
      <Said said={line.said} />
      {line.overpaidCents > 0n && (
        <p className="said">Trop-payé noté&nbsp;: {sayEuros(line.overpaidCents)}, à retenir sur un prochain ordre.</p>
      )}
      {open && (
        <div className="line-acts">
          <ActForm act="approve-line" opKey={facts.opKey}>
            <input type="hidden" name="redemptionId" value={line.redemptionId} />
            <SubmitButton look="quiet">J’accepte cette ligne</SubmitButton>
          </ActForm>
          {has('CONTESTED') ? <Reject {...props} /> : <Contest {...props} />}
        </div>
      )}
      {facts.claim.state === 'PAID' && place === 'PAID' && line.overpaidCents === 0n && <Overpaid {...props} />}
    </li>
  );
}

const WHO = { APPROVED: 'Accepté', CONTESTED: 'Contesté', ANSWERED: 'Le lieu répond', REJECTED: 'Refusé' } as const;

function Said({ said }: { said: Line['said'] }) {
  return said
    .filter(({ words }) => words !== null)
    .map(({ verdict, words }) => (
      <p key={verdict} className="said">
        <b>{WHO[verdict]}&nbsp;:</b> {words}
      </p>
    ));
}

function useLineForm<S extends z.ZodType<unknown, Record<string, unknown>>>(
  schema: S,
  act: LineActName,
  { answer, line }: LineProps,
) {
  const mine =
    answer?.act === act && answer.result?.initialValue?.redemptionId === line.redemptionId ? answer.result : null;
  return { refused: mine, tools: useRefusedForm(schema, mine, { id: `${act}-${line.redemptionId}` }) };
}

function Contest(props: LineProps) {
  const { refused, tools } = useLineForm(wordsForm, 'contest-line', props);
  const [form, fields] = tools;
  return (
    <details open={refused !== null}>
      <summary>Contester cette ligne</summary>
      <ActForm act="contest-line" opKey={props.facts.opKey} form={form} className="narrow">
        <input type="hidden" name={fields.redemptionId.name} value={props.line.redemptionId} />
        <TextArea
          field={fields.words}
          label="Ce qui ne va pas"
          hint="le lieu le lira, et pourra répondre une fois"
          rows={2}
          required
        />
        <SubmitButton look="grave">Je conteste cette ligne</SubmitButton>
      </ActForm>
    </details>
  );
}

function Reject(props: LineProps) {
  const { refused, tools } = useLineForm(rejectForm, 'reject-line', props);
  const [form, fields] = tools;
  return (
    <details open={refused !== null}>
      <summary>Refuser pour de bon</summary>
      <ActForm act="reject-line" opKey={props.facts.opKey} form={form} className="narrow">
        <input type="hidden" name={fields.redemptionId.name} value={props.line.redemptionId} />
        <p className="hint">
          Possible quand le lieu a répondu, ou {props.facts.answerDays} jours après l’avoir contestée.
        </p>
        <TextArea field={fields.words} label="Pourquoi" hint="le lieu le lira" rows={2} required />
        {props.line.title === null && (
          <CheckField field={fields.giveBack} label="Personne n’est venu : le pass revient à la personne" />
        )}
        <SubmitButton look="grave">Je refuse cette ligne</SubmitButton>
      </ActForm>
    </details>
  );
}

function Overpaid(props: LineProps) {
  const { refused, tools } = useLineForm(overpaidForm, 'overpaid', props);
  const [form, fields] = tools;
  return (
    <details open={refused !== null}>
      <summary>Payée à tort&nbsp;?</summary>
      <ActForm act="overpaid" opKey={props.facts.opKey} form={form} className="narrow">
        <input type="hidden" name={fields.redemptionId.name} value={props.line.redemptionId} />
        <TextField field={fields.sum} label="Trop-payé (€)" inputMode="decimal" required />
        <TextArea field={fields.reason} label="Pourquoi" rows={2} required />
        <SubmitButton look="grave">Je note ce trop-payé</SubmitButton>
      </ActForm>
    </details>
  );
}
