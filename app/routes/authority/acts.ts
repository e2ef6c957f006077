import { data } from '@remix-run/node';
import type { Refusal } from '#app/ui/forms/read-form.ts';
import { ACT } from './act-form.tsx';

/** Reads the body of a page that has several forms. `act` is null when it names none of them. */
export async function readAct<A extends string>(
  request: Request,
  acts: readonly A[],
): Promise<{ posted: FormData; act: A | null }> {
  const posted = await request.formData().catch(() => {
    throw data(null, { status: 400 });
  });
  const asked = posted.get(ACT);
  return { posted, act: acts.find((act) => act === asked) ?? null };
}

/** Sends a refused form back to its own place on the page. */
export function sendBack<A extends string>(act: A, refusal: Refusal) {
  return data({ act, result: refusal.data }, { status: refusal.init?.status ?? 422 });
}

/** What to answer to a form that the page does not have. */
export function unknownAct() {
  return data({ act: null, result: null }, { status: 422 });
}
