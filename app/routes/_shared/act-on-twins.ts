import { data } from '@remix-run/node';
import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { mergePeople, undoMerge } from '#app/privacy/merge-people.ts';
import { SENTENCES } from '#app/privacy/texts.fr.ts';
import { type Refusal, readForm } from '#app/ui/forms/read-form.ts';
import { mergeForm, undoForm } from './twins.tsx';

const back = (act: string, refusal: Refusal) => data({ act, result: refusal.data }, { status: 422 });

/** Merges two identities, or separates them. Null when it is done; otherwise what goes back to the page. */
export async function actOnTwins(
  request: Request,
  services: Services,
  actor: PartnerActor | AuthorityActor,
  lookupId?: string,
) {
  const posted = await request.formData().catch(() => {
    throw data(null, { status: 400 });
  });
  const act = posted.get('act');
  const seen = lookupId === undefined ? {} : { lookupId };
  if (act === 'merge') {
    const form = await readForm(posted, mergeForm);
    if (!form.ok) return back(act, form.refusal);
    const { opKey, value } = form;
    const outcome = await perform(services, mergePeople, { actor, opKey, input: { ...value, ...seen } });
    return outcome.ok ? null : back(act, form.refuse(SENTENCES[outcome.refusal]));
  }
  if (act === 'undo') {
    const form = await readForm(posted, undoForm);
    if (!form.ok) return back(act, form.refusal);
    const { opKey, value } = form;
    const outcome = await perform(services, undoMerge, { actor, opKey, input: { ...value, ...seen } });
    return outcome.ok ? null : back(act, form.refuse(SENTENCES[outcome.refusal]));
  }
  return data({ act: null, result: null }, { status: 422 });
}
