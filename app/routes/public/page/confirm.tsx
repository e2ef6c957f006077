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
import { notFound } from '#app/access/guards.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import accountStyles from '#app/styles/account.css?url';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { confirmByLink } from '#app/upkeep/confirm-page.ts';
import { pageTokenHash } from '#app/upkeep/page-token.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { confirmFlaw } from '#app/upkeep/rules/confirm.ts';
import { findRequest } from '#db/queries/upkeep/confirmations.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: accountStyles }];

export const meta: MetaFunction = () => [...pageMeta('Ma fiche est exacte'), { name: 'robots', content: 'noindex' }];

const yesForm = z.object({});

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { services } = context;
  const { venue, slug, ...request } = await findByToken(services, params.token);
  const flaw = confirmFlaw(request, services.clock.now());
  const closed = flaw === null ? null : sayRefusal({ refusal: flaw, facts: {} });
  // A GET changes nothing: mail servers open links before people do.
  return data({ venue, slug, closed, opKey: services.newId() }, { headers: { 'Cache-Control': 'no-store' } });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { services } = context;
  const { slug } = await findByToken(services, params.token);
  const form = await readForm(request, yesForm);
  if (!form.ok) return form.refusal;
  const input = { token: params.token ?? '' };
  const outcome = await perform(services, confirmByLink, { actor: { role: 'ANONYMOUS' }, opKey: form.opKey, input });
  return outcome.ok ? redirect(`/lieux/${slug}`, 303) : form.refuse(sayRefusal(outcome));
}

async function findByToken({ db }: Services, token: string | undefined) {
  const request = await db.read((tx) => findRequest(tx, pageTokenHash(token ?? '')));
  if (request === null) throw notFound();
  return request;
}

export default function ConfirmPage() {
  const { venue, slug, closed, opKey } = useLoaderData<typeof loader>();
  const [form] = useRefusedForm(yesForm, useActionData<typeof action>());
  return (
    <PublicLayout>
      <PageHeader title={`La fiche de ${venue} est-elle exacte ?`} />
      {closed === null ? (
        <form method="post" id={form.id} className="panel narrow">
          <ErrorSummary form={form} />
          <OpKeyField value={opKey} />
          <p>
            <a href={`/lieux/${slug}`}>Relisez la fiche</a> : horaires, téléphone, adresse, services. Tout est juste ?
          </p>
          <SubmitButton>Tout est exact</SubmitButton>
          <p className="hint">
            Quelque chose a changé ? <a href="/espace-lieu/page">Corrigez la fiche</a>.
          </p>
        </form>
      ) : (
        <EmptyState icon="check" title="Ce lien ne sert plus">
          <p>{closed}</p>
          <a className="btn quiet" href={`/lieux/${slug}`}>
            Voir la fiche
          </a>
        </EmptyState>
      )}
    </PublicLayout>
  );
}
