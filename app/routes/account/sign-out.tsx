import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { findProfessional } from '#app/access/guards.ts';
import { ROLE_HOME } from '#app/access/rules/actor.ts';
import { closeSession } from '#app/access/session-cookie.ts';
import accountStyles from '#app/styles/account.css?url';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: accountStyles }];

export const meta: MetaFunction = () => pageMeta('Se déconnecter');

/** A link ends nothing: it asks first, and offers to end the other browsers too. */
export async function loader(asked: LoaderFunctionArgs) {
  const actor = await findProfessional(asked);
  if (actor === null) return redirect('/connexion', 303);
  return { displayName: actor.displayName, organisation: actor.organisation, home: ROLE_HOME[actor.role] };
}

export async function action({ request, context }: ActionFunctionArgs) {
  // A body that cannot be read still means that somebody wants to leave.
  const form = await request.formData().catch(() => new FormData());
  const cookie = await closeSession(context.services, request, form.get('partout') === '1');
  // The next person at this desk must not go back to these pages.
  const headers = { 'Set-Cookie': cookie, 'Clear-Site-Data': '"cache"' };
  return redirect('/connexion?parti=1', { status: 303, headers });
}

export default function SignOut() {
  const { displayName, organisation, home } = useLoaderData<typeof loader>();
  return (
    <PublicLayout>
      <PageHeader
        title="Se déconnecter"
        lead={`Vous êtes ${displayName}, ${organisation}.`}
        back={{ href: home, label: 'Revenir à mon espace' }}
      />
      <form method="post" className="panel narrow">
        <SubmitButton>Je me déconnecte ici</SubmitButton>
        <p>
          Vous avez perdu un appareil, ou oublié de vous déconnecter ailleurs&nbsp;? Fermez toutes vos connexions d’un
          coup.
        </p>
        <SubmitButton look="grave" name="partout" value="1">
          Je me déconnecte partout
        </SubmitButton>
      </form>
    </PublicLayout>
  );
}
