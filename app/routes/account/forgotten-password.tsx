import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { askPasswordReset, mayAskReset } from '#app/access/reset-password.ts';
import { askResetSchema } from '#app/access/rules/password-reset.ts';
import { sayRefusal, sayTooManyTries } from '#app/access/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
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

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: accountStyles }];

export const meta: MetaFunction = () => pageMeta('Mot de passe oublié');

export function loader({ request, context }: LoaderFunctionArgs) {
  return { opKey: context.services.newId(), sent: new URL(request.url).searchParams.has('envoye') };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { services, clientAddress } = context;
  const form = await readForm(request, askResetSchema);
  if (!form.ok) return form.refusal;
  const asked = await mayAskReset(services, clientAddress);
  if (!asked.allowed) {
    const headers = { 'Retry-After': String(asked.retryAfterSeconds) };
    return data(form.refuse(sayTooManyTries(asked.retryAfterSeconds)).data, { status: 429, headers });
  }
  const actor = { role: 'ANONYMOUS' } as const;
  const outcome = await perform(services, askPasswordReset, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect('/mot-de-passe-oublie?envoye', 303);
}

export default function ForgottenPassword() {
  const { opKey, sent } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(askResetSchema, useActionData<typeof action>());
  if (sent) {
    return (
      <PublicLayout>
        <PageHeader title="Regardez vos e-mails" />
        <EmptyState icon="mail" title="Un lien est en route, si cette adresse a un compte">
          <p>
            Il marche une heure, une seule fois. Rien dans dix minutes&nbsp;? Regardez dans les indésirables, ou
            demandez à la personne qui gère les comptes de votre organisme avec quelle adresse elle vous a invité.
          </p>
          <a className="btn" href="/connexion">
            Retour à la connexion
          </a>
        </EmptyState>
      </PublicLayout>
    );
  }
  return (
    <PublicLayout>
      <PageHeader
        title="Mot de passe oublié"
        lead="Pour les professionnels. Nous vous envoyons un lien pour en choisir un autre."
      />
      <form method="post" id={form.id} noValidate className="panel narrow">
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <TextField field={fields.email} label="Votre adresse e-mail" type="email" autoComplete="username" required />
        <SubmitButton wide>Envoyez-moi un lien</SubmitButton>
        <p className="hint">
          Vous avez un pass&nbsp;? Il ne faut pas de mot de passe&nbsp;: <a href="/mon-pass">ouvrez votre pass</a>.
        </p>
      </form>
    </PublicLayout>
  );
}
