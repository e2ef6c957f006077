import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { findProfessional } from '#app/access/guards.ts';
import type { ProfessionalActor } from '#app/access/rules/actor.ts';
import { perform } from '#app/platform/intention.ts';
import accountStyles from '#app/styles/account.css?url';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { askAuthority, askByMail, askForOrganisation } from '#app/upkeep/claim-page.ts';
import { sayWait, waitBefore } from '#app/upkeep/count-tries.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { askSchema, mailboxOf } from '#app/upkeep/rules/claim.ts';
import { findVenuePage } from './find-venue-page.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: accountStyles }];

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  ...pageMeta(loaded === undefined ? 'Lieu introuvable' : `Je travaille ici : ${loaded.page.name}`),
  { name: 'robots', content: 'noindex' },
];

const NOT_KEPT = { 'Cache-Control': 'no-store' };
const mailForm = z.object({});
const orgForm = askSchema.pick({ message: true });

/** Which of the two forms of the page was sent. */
const BY_MAIL = 'e-mail';

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { newId } = context.services;
  const { name, slug, orgId, emails } = await findVenuePage(context.services, params.slug);
  const actor = await findProfessional({ request, context });
  const loaded = {
    // The published address itself is neither shown nor asked.
    page: { name, slug, held: orgId !== null, mailbox: mailboxOf(emails) !== null },
    organisation: actor?.role === 'VENUE_STAFF' ? actor.organisation : null,
    done: z.enum(['lien', 'demande']).safeParse(new URL(request.url).searchParams.get('fait')).data ?? null,
    keys: { mail: newId(), ask: newId() },
  };
  return data(loaded, { headers: NOT_KEPT });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { services, clientAddress } = context;
  const page = await findVenuePage(services, params.slug);
  const actor = await findProfessional({ request, context });
  const byMail = new URL(request.url).searchParams.get('par') === BY_MAIL;
  const venueId = page.id;
  const form = byMail
    ? await readForm(request, mailForm)
    : await readForm(request, actor?.role === 'VENUE_STAFF' ? orgForm : askSchema);
  if (!form.ok) return form.refusal;
  const wait = await waitBefore(services, 'claim', { venueId, clientAddress });
  if (wait !== null) return form.refuse(sayWait(wait));
  const outcome = await carryOut({ ...form.value, venueId }, form.opKey, byMail, actor, services);
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/lieux/${page.slug}/je-travaille-ici?fait=${byMail ? 'lien' : 'demande'}`, 303);
}

function carryOut(
  input: { venueId: string },
  opKey: string,
  byMail: boolean,
  actor: ProfessionalActor | null,
  services: ActionFunctionArgs['context']['services'],
) {
  const asker = actor ?? { role: 'ANONYMOUS' as const };
  if (byMail) return perform(services, askByMail, { actor: asker, opKey, input });
  if (asker.role === 'VENUE_STAFF') return perform(services, askForOrganisation, { actor: asker, opKey, input });
  return perform(services, askAuthority, { actor: asker, opKey, input });
}

export default function ClaimPage() {
  const { page, done } = useLoaderData<typeof loader>();
  return (
    <PublicLayout>
      <PageHeader
        title={`Je travaille ici : ${page.name}`}
        lead="Tenez vous-même la fiche de votre lieu : horaires, coordonnées, services, fermetures."
        back={{ href: `/lieux/${page.slug}`, label: 'La fiche du lieu' }}
      />
      {done !== null && (
        <Notice look="ok" news>
          <p>
            {done === 'lien'
              ? 'Un lien part à l’adresse e-mail publiée sur cette fiche. Ouvrez cette boîte, puis suivez le lien : il marche une seule fois, pendant trois jours.'
              : 'Votre demande est enregistrée. La collectivité vous répondra par e-mail.'}
          </p>
        </Notice>
      )}
      {page.held ? (
        <EmptyState icon="people" title="Une équipe tient déjà cette fiche">
          <p>Demandez-lui un accès. Si c’est une erreur, écrivez à la collectivité.</p>
          <a className="btn" href="/connexion">
            Se connecter
          </a>
        </EmptyState>
      ) : (
        done === null && <Ways />
      )}
    </PublicLayout>
  );
}

function Ways() {
  const { page } = useLoaderData<typeof loader>();
  // What was refused goes back to its own form.
  const byMail = new URLSearchParams(useLocation().search).get('par') === BY_MAIL;
  return (
    <div className="flow narrow">
      {page.mailbox && <MailWay refused={byMail} />}
      <AskWay refused={!byMail} />
    </div>
  );
}

function MailWay({ refused }: { readonly refused: boolean }) {
  const { page, keys } = useLoaderData<typeof loader>();
  const last = useActionData<typeof action>();
  const [form] = useRefusedForm(mailForm, refused ? last : null, { id: 'lien' });
  return (
    <form method="post" action={`/lieux/${page.slug}/je-travaille-ici?par=${BY_MAIL}`} id={form.id} className="panel">
      <h2>Par l’e-mail du lieu</h2>
      <ErrorSummary form={form} />
      <OpKeyField value={keys.mail} />
      <p>
        Nous envoyons un lien à l’adresse e-mail publiée sur la fiche, et à nulle autre. Qui lit cette boîte travaille
        bien ici.
      </p>
      <SubmitButton>J’envoie le lien à cette adresse</SubmitButton>
    </form>
  );
}

function AskWay({ refused }: { readonly refused: boolean }) {
  const { page, organisation, keys } = useLoaderData<typeof loader>();
  const last = useActionData<typeof action>();
  const [form, fields] = useRefusedForm(askSchema, refused ? last : null, { id: 'demande' });
  return (
    <form
      method="post"
      action={`/lieux/${page.slug}/je-travaille-ici?par=demande`}
      id={form.id}
      noValidate
      className="panel"
    >
      <h2>{page.mailbox ? 'Vous ne lisez pas cette boîte ?' : 'Demander à la collectivité'}</h2>
      <ErrorSummary form={form} />
      <OpKeyField value={keys.ask} />
      <p>
        {page.mailbox ? '' : 'Ce lieu ne publie pas d’adresse e-mail. '}La collectivité vérifie votre demande, puis vous
        répond par e-mail.
      </p>
      {organisation === null ? (
        <>
          <TextField field={fields.displayName} label="Votre prénom et votre nom" autoComplete="name" required />
          <TextField
            field={fields.email}
            label="Votre adresse e-mail de travail"
            type="email"
            autoComplete="email"
            required
          />
        </>
      ) : (
        <p>
          Demande faite pour <b>{organisation}</b>, avec votre compte.
        </p>
      )}
      <TextArea
        field={fields.message}
        label="Ce que vous faites dans ce lieu"
        hint="Et comment le vérifier : un numéro où vous rappeler, votre site Internet."
        rows={3}
        maxLength={600}
        required
      />
      <SubmitButton look={page.mailbox ? 'quiet' : 'main'}>Je demande à la collectivité</SubmitButton>
      <p className="hint">Ces informations servent à vous répondre. Elles sont effacées trois mois après la réponse.</p>
    </form>
  );
}
