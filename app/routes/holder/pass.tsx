import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { openHolderCookie, readHolder } from '#app/access/holder-cookie.ts';
import { newsOf } from '#app/booking/holder.fr.ts';
import { proposeSessions } from '#app/booking/propose-sessions.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { openPass } from '#app/passes/open-pass.ts';
import { sayNotOpened } from '#app/passes/wallet.fr.ts';
import type { Services } from '#app/platform/services.ts';
import { codeForm } from '#app/routes/_shared/code-form.tsx';
import holderStyles from '#app/styles/holder.css?url';
import { readForm } from '#app/ui/forms/read-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPersonForHolder } from '#db/queries/people.ts';
import { listBookingsPast, listBookingsToCome, readBalance } from '#db/queries/wallet.ts';
import { ClosedPass } from './closed-pass.tsx';
import { Wallet } from './wallet.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';

const PAST_SHOWN = 10;
const PROPOSED = 3;

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: holderStyles }];

export const meta: MetaFunction = () => [
  ...pageMeta(
    'Mon pass',
    'Avec le code de votre ticket : voyez ce qu’il vous reste, réservez un atelier, changez de jour, annulez.',
  ),
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { services } = context;
  const asked = new URL(request.url).searchParams;
  const shared = { opKey: services.newId(), news: newsOf(asked.get('fait')), afterwards: asked.get('suite') };
  const holder = readHolder(services, request);
  if (holder === null) return { ...shared, wallet: null };
  const wallet = await readWallet(services, holder.holderId);
  // Half an hour more each time the wallet is looked at.
  return data({ ...shared, wallet }, { headers: { 'Set-Cookie': openHolderCookie(services, holder.holderId) } });
}

async function readWallet({ db, clock }: Services, holderId: string) {
  const now = clock.now();
  const today = parisDay(now);
  return db.read(async (tx) => ({
    now,
    today,
    givenName: (await findPersonForHolder(tx, holderId))?.givenName ?? '',
    balance: await readBalance(tx, holderId, today),
    toCome: await listBookingsToCome(tx, holderId, now),
    past: await listBookingsPast(tx, holderId, now, PAST_SHOWN),
    proposed: await proposeSessions(tx, { holderId, now, limit: PROPOSED }),
  }));
}

export type WalletFacts = Awaited<ReturnType<typeof readWallet>>;

/** Opens the pass whose code and year of birth are posted, from this page or from the ticket's. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { services, clientAddress } = context;
  const form = await readForm(request, codeForm);
  if (!form.ok) return form.refusal;
  const opening = await openPass(services, { ...form.value, address: clientAddress });
  if (opening.kind === 'OPEN') {
    const headers = { 'Set-Cookie': openHolderCookie(services, opening.holderId) };
    return redirect(form.value.suite ?? '/mon-pass', { status: 303, headers });
  }
  const refused = form.refuse(sayNotOpened(opening));
  if (opening.kind !== 'TOO_MANY') return refused;
  return data(refused.data, { status: 429, headers: { 'Retry-After': String(opening.retryAfterSeconds) } });
}

export default function Pass() {
  const { wallet, opKey, news, afterwards } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  if (wallet !== null && refused === undefined) return <Wallet facts={wallet} news={news} />;
  return <ClosedPass opKey={opKey} news={news} afterwards={afterwards} refused={refused} />;
}
