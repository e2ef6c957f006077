import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { DEMO_PERSONAS } from '#app/access/demo-personas.ts';
import { findProfessional } from '#app/access/guards.ts';
import { placeAfterSignIn } from '#app/access/rules/return-path.ts';
import { openSession } from '#app/access/session-cookie.ts';
import { signIn } from '#app/access/sign-in.ts';
import { ACCESS_CLOSED, SIGN_IN_WRONG, sayTooManyTries } from '#app/access/texts.fr.ts';
import type { Services } from '#app/platform/services.ts';
import accountStyles from '#app/styles/account.css?url';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { findLiveRole } from '#db/queries/accounts.ts';
import { findAccount } from '#db/queries/sign-in.ts';
import { Personas } from './personas.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: accountStyles }];

export const meta: MetaFunction = () =>
  pageMeta('Se connecter', 'Pour les professionnels qui orientent ou accueillent.');

const signInForm = z.object({
  email: z.string('Écrivez votre adresse e-mail.').max(200, 'Cette adresse est trop longue.'),
  password: z.string('Écrivez votre mot de passe.').max(1000, 'Ce mot de passe est trop long.'),
  retour: z.string().max(2000).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { services } = context;
  const asked = new URL(request.url).searchParams;
  const retour = asked.get('retour');
  const actor = await findProfessional({ request, context });
  if (actor !== null) return redirect(placeAfterSignIn(actor.role, retour), 303);
  return {
    opKey: services.newId(),
    retour,
    left: asked.has('parti'),
    changed: asked.has('change'),
    personas: (await isSeeded(services)) ? DEMO_PERSONAS : [],
  };
}

/** Whether the accounts anybody may use are there: never outside of a demonstration. */
async function isSeeded({ db, env }: Services): Promise<boolean> {
  const first = DEMO_PERSONAS[0];
  return env.DEMO && first !== undefined && (await db.read((tx) => findAccount(tx, first.email))) !== null;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { services, clientAddress } = context;
  const form = await readForm(request, signInForm, { hide: ['password'] });
  if (!form.ok) return form.refusal;
  const answer = await signIn(services, { ...form.value, clientAddress });
  switch (answer.kind) {
    case 'WRONG':
      return form.refuse(SIGN_IN_WRONG);
    case 'TOO_MANY': {
      const headers = { 'Retry-After': String(answer.retryAfterSeconds) };
      return data(form.refuse(sayTooManyTries(answer.retryAfterSeconds)).data, { status: 429, headers });
    }
    case 'SIGNED_IN': {
      const role = await services.db.read((tx) => findLiveRole(tx, answer.userId));
      if (role === null) return form.refuse(ACCESS_CLOSED);
      const headers = { 'Set-Cookie': await openSession(services, answer.userId, request) };
      return redirect(placeAfterSignIn(role, form.value.retour), { status: 303, headers });
    }
  }
}

export default function SignIn() {
  const { opKey, retour, left, changed, personas } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(signInForm, useActionData<typeof action>());
  const back = retour ?? fields.retour.initialValue;
  return (
    <PublicLayout>
      <PageHeader title="Se connecter" lead="Pour les professionnels : partenaires, lieux, collectivité." />
      {left && (
        <Notice look="ok" news>
          <p>Vous êtes déconnecté.</p>
        </Notice>
      )}
      {changed && (
        <Notice look="ok" news>
          <p>Votre mot de passe est changé. Connectez-vous avec le nouveau.</p>
        </Notice>
      )}
      <div className={personas.length > 0 ? 'doorway' : undefined}>
        <div className="panel narrow">
          <form method="post" id={form.id} noValidate>
            <ErrorSummary form={form} />
            <OpKeyField value={opKey} />
            {back !== undefined && <input type="hidden" name={fields.retour.name} value={back} />}
            <TextField field={fields.email} label="Adresse e-mail" type="email" autoComplete="username" required />
            <TextField
              field={fields.password}
              label="Mot de passe"
              type="password"
              autoComplete="current-password"
              required
            />
            <SubmitButton wide>Je me connecte</SubmitButton>
          </form>
          <p className="hint">
            <a href="/mot-de-passe-oublie">Mot de passe oublié</a>
          </p>
          <p className="hint">
            Pas encore de compte&nbsp;? Demandez une invitation à la personne qui gère les comptes de votre organisme.
          </p>
          <p className="hint">
            Vous avez un pass&nbsp;? Il ne faut pas de compte&nbsp;: <a href="/mon-pass">ouvrez votre pass</a>.
          </p>
        </div>
        {personas.length > 0 && <Personas personas={personas} opKey={opKey} retour={back} />}
      </div>
    </PublicLayout>
  );
}
