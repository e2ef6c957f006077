import type { ActionFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { closeHolderCookie } from '#app/access/holder-cookie.ts';

/** Only the button leaves: a link followed by a browser ahead of time must not. */
export function loader() {
  return redirect('/mon-pass', 303);
}

export function action({ context }: ActionFunctionArgs) {
  // The computer may be everybody's: going back must not show what was read here.
  const headers = { 'Set-Cookie': closeHolderCookie(context.services), 'Clear-Site-Data': '"cache"' };
  return redirect('/mon-pass?fait=sorti', { status: 303, headers });
}
