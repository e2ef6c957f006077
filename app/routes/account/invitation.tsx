import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { acceptInvitation } from '#app/access/accept-invitation.ts';
import { notFound } from '#app/access/guards.ts';
import { invitationTokenHash } from '#app/access/invitation-token.ts';
import { ROLE_HOME } from '#app/access/rules/actor.ts';
import { acceptSchema, invitationFlaw } from '#app/access/rules/invite.ts';
import { openSession } from '#app/access/session-cookie.ts';
import { ROLE_WORDS, sayRefusal } from '#app/access/texts.fr.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import accountStyles from '#app/styles/account.css?url';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { findInvitation } from '#db/queries/accounts.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: accountStyles }];

export const meta: MetaFunction = () => pageMeta('Votre invitation');

const acceptForm = acceptSchema
  .extend({ again: acceptSchema.shape.password })
  .refine(({ password, again }) => password === again, {
    path: ['again'],
    error: 'Les deux mots de passe sont différents. Écrivez deux fois le même.',
  });

/** What a browser must not keep: the address of this page opens an account. */
const NOT_KEPT = { 'Cache-Control': 'no-store' };

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { services } = context;
  const invitation = await findByToken(services, params.token);
  const now = services.clock.now();
  const flaw = invitationFlaw(invitation, now);
  if (flaw !== null) {
    return data({ closed: sayRefusal({ refusal: flaw, facts: {} }), open: null }, { status: 410, headers: NOT_KEPT });
  }
  const { email, displayName, role, organisation, expiresAt } = invitation;
  const place = organisation ?? services.env.TERRITORY_NAME;
  const until = sayMoment(expiresAt, now);
  const open = { email, displayName, role, place, until, opKey: services.newId() };
  return data({ closed: null, open }, { headers: NOT_KEPT });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { services } = context;
  await findByToken(services, params.token);
  const form = await readForm(request, acceptForm, { hide: ['password', 'again'] });
  if (!form.ok) return form.refusal;
  const { displayName, password } = form.value;
  const input = { displayName, password, token: params.token };
  const outcome = await perform(services, acceptInvitation, {
    actor: { role: 'ANONYMOUS' },
    opKey: form.opKey,
    input,
  });
  if (!outcome.ok) {
    const sentence = sayRefusal(outcome);
    const aboutPassword = outcome.refusal.startsWith('PASSWORD_');
    return aboutPassword
      ? form.refuse('Ce mot de passe ne peut pas être gardé.', { password: sentence })
      : form.refuse(sentence);
  }
  const headers = { 'Set-Cookie': await openSession(services, outcome.value.userId, request) };
  return redirect(ROLE_HOME[outcome.value.role], { status: 303, headers });
}

async function findByToken({ db }: Services, token: string | undefined) {
  const invitation = await db.read((tx) => findInvitation(tx, invitationTokenHash(token ?? '')));
  if (invitation === null) throw notFound();
  return invitation;
}

export default function Invitation() {
  const { closed, open } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(acceptForm, useActionData<typeof action>(), {
    defaultValue: { displayName: open?.displayName },
  });
  if (open === null) {
    return (
      <PublicLayout>
        <PageHeader title="Votre invitation" />
        <EmptyState icon="mail" title="Ce lien ne sert plus">
          <p>{closed}</p>
          <a className="btn" href="/connexion">
            Se connecter
          </a>
        </EmptyState>
      </PublicLayout>
    );
  }
  return (
    <PublicLayout>
      <PageHeader
        title={`Bienvenue, ${open.displayName}`}
        lead={`${open.place} vous ouvre un accès à Passerelle. Votre rôle : ${ROLE_WORDS[open.role]}.`}
      />
      <form method="post" id={form.id} noValidate className="panel narrow">
        <ErrorSummary form={form} />
        <OpKeyField value={open.opKey} />
        <p>
          Vous vous connecterez avec l’adresse <b>{open.email}</b>.
        </p>
        {/* For password managers, which keep a password beside the name it goes with. */}
        <input type="hidden" name="username" autoComplete="username" value={open.email} />
        <TextField field={fields.displayName} label="Votre prénom et votre nom" autoComplete="name" required />
        <TextField
          field={fields.password}
          label="Choisissez un mot de passe"
          hint="12 caractères au moins. Quelques mots sans lien entre eux conviennent."
          type="password"
          autoComplete="new-password"
          required
        />
        <TextField
          field={fields.again}
          label="Le même mot de passe, encore une fois"
          type="password"
          autoComplete="new-password"
          required
        />
        <SubmitButton>J’ouvre mon accès</SubmitButton>
        <p className="hint">Ce lien marche une seule fois, jusqu’au {open.until}.</p>
      </form>
    </PublicLayout>
  );
}
