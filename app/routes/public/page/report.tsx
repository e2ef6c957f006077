import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findProfessional } from '#app/access/guards.ts';
import { perform } from '#app/platform/intention.ts';
import accountStyles from '#app/styles/account.css?url';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { sayWait, waitBefore } from '#app/upkeep/count-tries.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { reportError } from '#app/upkeep/report-error.ts';
import { reportForm } from '#app/upkeep/rules/report.ts';
import { REPORT_SUBJECTS } from '#app/upkeep/rules/states.ts';
import { REPORT_SUBJECT_WORDS } from '#app/upkeep/texts.fr.ts';
import { findVenuePage } from './find-venue-page.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: accountStyles }];

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  ...pageMeta(loaded === undefined ? 'Lieu introuvable' : `Signaler une erreur : ${loaded.name}`),
  { name: 'robots', content: 'noindex' },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { name, slug } = await findVenuePage(context.services, params.slug);
  const done = new URL(request.url).searchParams.get('fait') === 'merci';
  return data({ name, slug, done, opKey: context.services.newId() }, { headers: { 'Cache-Control': 'no-store' } });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { services, clientAddress } = context;
  const page = await findVenuePage(services, params.slug);
  const thanks = redirect(`/lieux/${page.slug}/signaler?fait=merci`, 303);
  const form = await readForm(request, reportForm);
  if (!form.ok) return form.refusal;
  const { siteWeb, ...said } = form.value;
  // A machine is thanked like a person, and nothing is kept.
  if (siteWeb !== undefined) return thanks;
  const wait = await waitBefore(services, 'report', { venueId: page.id, clientAddress });
  if (wait !== null) return form.refuse(sayWait(wait));
  const actor = (await findProfessional({ request, context })) ?? { role: 'ANONYMOUS' as const };
  const input = { ...said, venueId: page.id };
  const outcome = await perform(services, reportError, { actor, opKey: form.opKey, input });
  return outcome.ok ? thanks : form.refuse(sayRefusal(outcome));
}

export default function ReportPage() {
  const { name, slug, done, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(reportForm, useActionData<typeof action>());
  return (
    <PublicLayout>
      <PageHeader
        title="Signaler une erreur"
        lead={name}
        back={{ href: `/lieux/${slug}`, label: 'La fiche du lieu' }}
      />
      {done ? (
        <Notice look="ok" news>
          <p>Merci. Votre signalement est transmis. Si vous avez laissé une adresse, vous aurez une réponse.</p>
        </Notice>
      ) : (
        <form method="post" id={form.id} noValidate className="panel narrow">
          <ErrorSummary form={form} />
          <OpKeyField value={opKey} />
          <RadioPicks
            field={fields.subject}
            label="Qu’est-ce qui est faux ?"
            choices={REPORT_SUBJECTS.map((value) => ({ value, label: REPORT_SUBJECT_WORDS[value] }))}
          />
          <TextArea
            field={fields.words}
            label="Dites-le en quelques mots"
            hint="Par exemple : « Le mardi, c’est fermé l’après-midi. »"
            rows={3}
            maxLength={1000}
            required
          />
          <TextField
            field={fields.contact}
            label="Votre e-mail ou votre mobile, si vous voulez une réponse"
            hint="Effacé trois mois après la réponse."
            maxLength={200}
          />
          <div className="visually-hidden" aria-hidden="true">
            <label htmlFor="form-siteWeb">Laissez ce champ vide</label>
            <input id="form-siteWeb" name="siteWeb" tabIndex={-1} autoComplete="off" />
          </div>
          <SubmitButton>J’envoie le signalement</SubmitButton>
        </form>
      )}
    </PublicLayout>
  );
}
