import type { ActionFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { closeHolderCookie } from '#app/access/holder-cookie.ts';

/** Only the button leaves: a link followed by a browser ahead of time must not. */
export function loader() {
  return redirect('/mon-pass', 303);
}

export function action({ context }: ActionFunctionArgs) {
  return redirect('/mon-pass?fait=sorti', {
    status: 303,
    headers: { 'Set-Cookie': closeHolderCookie(context.services) },
  });
}
