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
import { findProfessional, notFound } from '#app/access/guards.ts';
import { openSession } from '#app/access/session-cookie.ts';
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
import { joinPage, takePage } from '#app/upkeep/give-page.ts';
import { pageTokenHash } from '#app/upkeep/page-token.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { claimFlaw, takeSchema } from '#app/upkeep/rules/claim.ts';
import { findClaim, findPage } from '#db/queries/upkeep/claims.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: accountStyles }];

export const meta: MetaFunction = () => [...pageMeta('Tenir une fiche'), { name: 'robots', content: 'noindex' }];

/** What a browser must not keep: the address of this page opens an account. */
const NOT_KEPT = { 'Cache-Control': 'no-store' };

const takeForm = takeSchema
  .extend({ again: takeSchema.shape.password })
  .refine(({ password, again }) => password === again, {
    path: ['again'],
    error: 'Les deux mots de passe sont différents. Écrivez deux fois le même.',
  });
const joinForm = z.object({});

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { services } = context;
  const { claim, page } = await findByToken(services, params.token);
  const flaw = claimFlaw(claim, page, services.clock.now());
  if (flaw !== null)
    return data({ closed: sayRefusal({ refusal: flaw, facts: {} }), open: null }, { status: 410, headers: NOT_KEPT });
  const actor = await findProfessional({ request, context });
  const open = {
    venue: page.name,
    commune: page.commune,
    organisation: page.parentStructure ?? page.name,
    email: claim.email ?? '',
    // Somebody signed in elsewhere leaves first: the page of a venue is held by its own team.
    as: actor === null ? ('NOBODY' as const) : actor.role === 'VENUE_STAFF' ? ('TEAM' as const) : ('OTHER' as const),
    team: actor?.organisation ?? '',
    opKey: services.newId(),
  };
  return data({ closed: null, open }, { headers: NOT_KEPT });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { services } = context;
  await findByToken(services, params.token);
  const token = params.token ?? '';
  const actor = await findProfessional({ request, context });
  if (actor !== null) {
    const form = await readForm(request, joinForm);
    if (!form.ok) return form.refusal;
    if (actor.role !== 'VENUE_STAFF') return form.refuse(sayRefusal({ refusal: 'NOT_ALLOWED', facts: {} }));
    const outcome = await perform(services, joinPage, { actor, opKey: form.opKey, input: { token } });
    if (!outcome.ok) return form.refuse(sayRefusal(outcome));
    return redirect(`/espace-lieu/page/${outcome.value.venueId}?fait=tenue`, 303);
  }
  const form = await readForm(request, takeForm, { hide: ['password', 'again'] });
  if (!form.ok) return form.refusal;
  const { displayName, organisation, password } = form.value;
  const input = { displayName, organisation, password, token };
  const outcome = await perform(services, takePage, { actor: { role: 'ANONYMOUS' }, opKey: form.opKey, input });
  if (!outcome.ok) {
    const sentence = sayRefusal(outcome);
    return outcome.refusal.startsWith('PASSWORD_')
      ? form.refuse('Ce mot de passe ne peut pas être gardé.', { password: sentence })
      : form.refuse(sentence);
  }
  const headers = { 'Set-Cookie': await openSession(services, outcome.value.userId, request) };
  return redirect(`/espace-lieu/page/${outcome.value.venueId}?fait=tenue`, { status: 303, headers });
}

async function findByToken({ db }: Services, token: string | undefined) {
  return db.read(async (tx) => {
    const claim = await findClaim(tx, { tokenHash: pageTokenHash(token ?? '') });
    const page = claim === null ? null : await findPage(tx, { id: claim.venueId });
    if (claim === null || page === null) throw notFound();
    return { claim, page };
  });
}

export default function TakePage() {
  const { closed, open } = useLoaderData<typeof loader>();
  if (open === null)
    return (
      <PublicLayout>
        <PageHeader title="Tenir une fiche" />
        <EmptyState icon="mail" title="Ce lien ne sert plus">
          <p>{closed}</p>
          <a className="btn" href="/connexion">
            Se connecter
          </a>
        </EmptyState>
      </PublicLayout>
    );
  return (
    <PublicLayout>
      <PageHeader title={`Tenir la fiche de ${open.venue}`} lead={`${open.venue}, ${open.commune}.`} />
      {open.as === 'NOBODY' ? <TakeForm /> : <JoinForm />}
    </PublicLayout>
  );
}

function TakeForm() {
  const { open } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(takeForm, useActionData<typeof action>(), {
    defaultValue: { organisation: open?.organisation },
  });
  if (open === null) return null;
  return (
    <form method="post" id={form.id} noValidate className="panel narrow">
      <ErrorSummary form={form} />
      <OpKeyField value={open.opKey} />
      <p>
        Vous ouvrez le compte de l’équipe. Vous vous connecterez avec l’adresse <b>{open.email}</b>. Vous avez déjà un
        compte de lieu&nbsp;? <a href="/connexion">Connectez-vous</a>, puis rouvrez ce lien.
      </p>
      <input type="hidden" name="username" autoComplete="username" value={open.email} />
      <TextField field={fields.displayName} label="Votre prénom et votre nom" autoComplete="name" required />
      <TextField
        field={fields.organisation}
        label="Le nom de votre structure"
        hint="Elle peut tenir plusieurs lieux."
        autoComplete="organization"
        required
      />
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
      <SubmitButton>Je tiens cette fiche</SubmitButton>
    </form>
  );
}

function JoinForm() {
  const { open } = useLoaderData<typeof loader>();
  const [form] = useRefusedForm(joinForm, useActionData<typeof action>());
  if (open === null) return null;
  return (
    <form method="post" id={form.id} noValidate className="panel narrow">
      <ErrorSummary form={form} />
      <OpKeyField value={open.opKey} />
      {open.as === 'TEAM' ? (
        <>
          <p>
            Ce lieu s’ajoutera à ceux de <b>{open.team}</b>.
          </p>
          <SubmitButton>J’ajoute ce lieu à ma structure</SubmitButton>
        </>
      ) : (
        <p>
          Vous êtes connecté pour {open.team}. <a href="/deconnexion">Déconnectez-vous</a>, puis rouvrez ce lien.
        </p>
      )}
    </form>
  );
}
