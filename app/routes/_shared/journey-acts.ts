import { data, redirect } from '@remix-run/node';
import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import { cancelAllocation, receiveAllocation, sendAllocation } from '#app/allocation/follow-allocation.ts';
import { settleDifferences } from '#app/allocation/settle-differences.ts';
import { sayRefusal } from '#app/allocation/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { type Refusal, readForm } from '#app/ui/forms/read-form.ts';
import { cancelForm, JOURNEY_ACTS, type JourneyAct, receiveForm, sendForm, settleForm } from './journey-schemas.ts';

/** Carries out one form of a journey's page; sends back to `here` with what was done. */
export async function actOnJourney(
  services: Services,
  actor: AuthorityActor | PartnerActor,
  journey: { id: string; here: string },
  request: Request,
) {
  const posted = await request.formData().catch(() => {
    throw data(null, { status: 400 });
  });
  const act = JOURNEY_ACTS.find((one) => one === posted.get('act'));
  if (act === undefined) return data({ act: null, result: null }, { status: 422 });
  const base = { allocationId: journey.id };
  const run = { services, actor, here: journey.here, act };
  switch (act) {
    case 'send': {
      const form = await readForm(posted, sendForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const attempt = { actor, opKey: form.opKey, input: base };
      return answer(run, form.refuse, await perform(services, sendAllocation, attempt));
    }
    case 'cancel': {
      const form = await readForm(posted, cancelForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const attempt = { actor, opKey: form.opKey, input: { ...base, ...form.value } };
      return answer(run, form.refuse, await perform(services, cancelAllocation, attempt));
    }
    case 'receive': {
      const form = await readForm(posted, receiveForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const attempt = { actor, opKey: form.opKey, input: { ...base, ...form.value } };
      return answer(run, form.refuse, await perform(services, receiveAllocation, attempt));
    }
    case 'settle': {
      const form = await readForm(posted, settleForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const attempt = { actor, opKey: form.opKey, input: { ...base, ...form.value } };
      return answer(run, form.refuse, await perform(services, settleDifferences, attempt));
    }
  }
}

function answer(
  { here, act }: { here: string; act: JourneyAct },
  refuse: (sentence: string) => Refusal,
  outcome: { ok: true } | ({ ok: false } & Parameters<typeof sayRefusal>[0]),
) {
  return outcome.ok ? redirect(`${here}?fait=${act}`, 303) : sendBack(act, refuse(sayRefusal(outcome)));
}

function sendBack(act: JourneyAct, refusal: Refusal) {
  return data({ act, result: refusal.data }, { status: refusal.init?.status ?? 422 });
}
