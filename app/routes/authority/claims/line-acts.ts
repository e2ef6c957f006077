import { redirect } from '@remix-run/node';
import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { recordOverpaid } from '#app/payment/counter-entry.ts';
import { approveLine, contestLine, rejectLine } from '#app/payment/review-lines.ts';
import { centsOf } from '#app/payment/rules/typed-euros.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { type Attempt, perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { readForm } from '#app/ui/forms/read-form.ts';
import { sendBack } from '../acts.ts';
import { type LineActName, lineForm, overpaidForm, rejectForm, wordsForm } from './line-forms.ts';

interface Place {
  services: Services;
  actor: AuthorityActor;
  claimId: string;
  /** The page's address, to come back to. */
  here: string;
}

/** Carries out what the authority decides of one line, and comes back to it. */
export async function actOnLine(act: LineActName, posted: FormData, place: Place) {
  const form = await readForm(posted, SCHEMAS[act]);
  if (!form.ok) return sendBack(act, form.refusal);
  const attempt = { actor: place.actor, opKey: form.opKey, input: inputOf(form.value, place.claimId) };
  const outcome = await carryOut(act, place.services, attempt);
  if (!outcome.ok) return sendBack(act, form.refuse(sayRefusal(outcome)));
  const done = act === 'overpaid' ? 'trop' : 'ligne';
  return redirect(`${place.here}?fait=${done}#ligne-${form.value.redemptionId}`, 303);
}

const SCHEMAS = {
  'approve-line': lineForm,
  'contest-line': wordsForm,
  'reject-line': rejectForm,
  overpaid: overpaidForm,
};

function carryOut(act: LineActName, services: Services, attempt: Attempt) {
  switch (act) {
    case 'approve-line':
      return perform(services, approveLine, attempt);
    case 'contest-line':
      return perform(services, contestLine, attempt);
    case 'reject-line':
      return perform(services, rejectLine, attempt);
    case 'overpaid':
      return perform(services, recordOverpaid, attempt);
  }
}

function inputOf(value: object, claimId: string): object {
  const cents = 'sum' in value && typeof value.sum === 'string' ? { cents: String(centsOf(value.sum)) } : {};
  return { ...value, claimId, ...cents };
}
