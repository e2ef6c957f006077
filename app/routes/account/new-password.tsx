import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { notFound } from '#app/access/guards.ts';
import { resetPassword } from '#app/access/reset-password.ts';
import { resetTokenHash } from '#app/access/reset-token.ts';
import { newPasswordForm, resetFlaw } from '#app/access/rules/password-reset.ts';
import { sayRefusal } from '#app/access/texts.fr.ts';
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
import { findReset } from '#db/queries/password-resets.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: accountStyles }];

export const meta: MetaFunction = () => pageMeta('Un nouveau mot de passe');

/** What a browser must not keep: the address of this page changes a password. */
const NOT_KEPT = { 'Cache-Control': 'no-store' };

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { services } = context;
  const reset = await findByToken(services, params.token);
  const now = services.clock.now();
  const flaw = resetFlaw(reset, now);
  if (flaw !== null) {
    return data({ closed: sayRefusal({ refusal: flaw, facts: {} }), open: null }, { status: 410, headers: NOT_KEPT });
  }
  const open = { email: reset.email, until: sayMoment(reset.expiresAt, now), opKey: services.newId() };
  return data({ closed: null, open }, { headers: NOT_KEPT });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { services } = context;
  await findByToken(services, params.token);
  const form = await readForm(request, newPasswordForm, { hide: ['password', 'again'] });
  if (!form.ok) return form.refusal;
  const outcome = await perform(services, resetPassword, {
    actor: { role: 'ANONYMOUS' },
    opKey: form.opKey,
    input: { password: form.value.password, token: params.token },
  });
  if (!outcome.ok) {
    const sentence = sayRefusal(outcome);
    const aboutPassword = outcome.refusal.startsWith('PASSWORD_');
    return aboutPassword
      ? form.refuse('Ce mot de passe ne peut pas être gardé.', { password: sentence })
      : form.refuse(sentence);
  }
  return redirect('/connexion?change', 303);
}

async function findByToken({ db }: Services, token: string | undefined) {
  const reset = await db.read((tx) => findReset(tx, resetTokenHash(token ?? '')));
  if (reset === null) throw notFound();
  return reset;
}

export default function NewPassword() {
  const { closed, open } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(newPasswordForm, useActionData<typeof action>());
  if (open === null) {
    return (
      <PublicLayout>
        <PageHeader title="Un nouveau mot de passe" />
        <EmptyState icon="mail" title="Ce lien ne sert plus">
          <p>{closed}</p>
          <a className="btn" href="/mot-de-passe-oublie">
            Demander un autre lien
          </a>
        </EmptyState>
      </PublicLayout>
    );
  }
  return (
    <PublicLayout>
      <PageHeader title="Un nouveau mot de passe" lead={`Pour vous connecter avec l’adresse ${open.email}.`} />
      <form method="post" id={form.id} noValidate className="panel narrow">
        <ErrorSummary form={form} />
        <OpKeyField value={open.opKey} />
        {/* For password managers, which keep a password beside the name it goes with. */}
        <input type="hidden" name="username" autoComplete="username" value={open.email} />
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
        <SubmitButton>Je change mon mot de passe</SubmitButton>
        <p className="hint">Ce lien marche jusqu’au {open.until}. Vous serez déconnecté partout ailleurs.</p>
      </form>
    </PublicLayout>
  );
}
