import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireVenue } from '#app/access/guards.ts';
import { listWords } from '#app/directory/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { OpenReports } from '#app/routes/_shared/upkeep/open-reports.tsx';
import { listVenueConflicts } from '#app/sources/open-conflicts.ts';
import { GROUP_WORDS } from '#app/sources/texts.fr.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { confirmPage } from '#app/upkeep/confirm-page.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { handleReport } from '#app/upkeep/report-error.ts';
import { handleForm } from '#app/upkeep/rules/report.ts';
import { PAGE_STEPS } from '#app/upkeep/rules/states.ts';
import { STEP_PATHS } from '#app/upkeep/rules/steps.ts';
import { STEP_WORDS, sayConfirmed } from '#app/upkeep/texts.fr.ts';
import { listOpenReports } from '#db/queries/upkeep/reports.ts';
import { heldPage } from './held-page.ts';

export { links } from './page-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.page.name ?? 'Ma fiche');

const REPORTS_SHOWN = 20;
const yesForm = z.object({});
const DONE: Readonly<Record<string, string>> = {
  enregistre: 'C’est enregistré : le public le voit déjà.',
  pareil: 'Rien n’a changé : la fiche disait déjà cela.',
  annule: 'Le changement est annulé.',
  confirme: 'Merci : la fiche dit maintenant que tout est exact.',
  repondu: 'C’est noté. La personne est prévenue, si elle a laissé une adresse.',
  tenue: 'Cette fiche est à vous. Relisez-la, et corrigez ce qui n’est plus vrai.',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id, slug, name, commune, confirmedAt } = await heldPage(services, actor, params.venueId);
  const done = DONE[new URL(request.url).searchParams.get('fait') ?? ''] ?? null;
  const reports = await services.db.read((tx) => listOpenReports(tx, { venueId: id }, REPORTS_SHOWN));
  const others = await services.db.read((tx) => listVenueConflicts(tx, id));
  const page = { id, slug, name, commune, confirmedAt, others: others.map(({ group }) => GROUP_WORDS[group]) };
  return { actor, page, reports, done, now: services.clock.now(), opKey: services.newId() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id: venueId } = await heldPage(services, actor, params.venueId);
  const posted = await request.formData().catch(() => {
    throw data(null, { status: 400 });
  });
  if (posted.get('act') === 'handle') {
    const form = await readForm(posted, handleForm);
    if (!form.ok) return form.refusal;
    const outcome = await perform(services, handleReport, { actor, opKey: form.opKey, input: form.value });
    if (!outcome.ok) return form.refuse(sayRefusal(outcome));
    return redirect(`/espace-lieu/page/${venueId}?fait=repondu`, 303);
  }
  const form = await readForm(posted, yesForm);
  if (!form.ok) return form.refusal;
  const outcome = await perform(services, confirmPage, { actor, opKey: form.opKey, input: { venueId } });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/page/${venueId}?fait=confirme`, 303);
}

export default function HeldPage() {
  const { actor, page, reports, done, now, opKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() ?? null;
  const [form] = useRefusedForm(yesForm, answer?.initialValue?.reportId === undefined ? answer : null, { id: 'exact' });
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader title={page.name} lead={page.commune} back={{ href: '/espace-lieu/page', label: 'Mes fiches' }}>
        <a className="btn quiet" href={`/lieux/${page.slug}`}>
          Voir comme le public
        </a>
      </PageHeader>
      {done !== null && (
        <Notice look="ok" news>
          <p>{done}</p>
        </Notice>
      )}
      <div className="flow">
        {page.others.length > 0 && (
          <Notice>
            <p>
              Une source dit autre chose que votre fiche&nbsp;: {listWords(page.others.map((one) => one.toLowerCase()))}
              . <a href={`/espace-lieu/page/${page.id}/autres-sources`}>Je compare et je choisis</a>
            </p>
          </Notice>
        )}
        <form method="post" id={form.id} className="panel">
          <ErrorSummary form={form} />
          <OpKeyField value={opKey} />
          <p>{sayConfirmed(page.confirmedAt, now)}.</p>
          <SubmitButton>Tout est exact</SubmitButton>
        </form>
        {reports.length > 0 && <OpenReports reports={reports} now={now} opKey={opKey} result={answer} />}
        <Steps venueId={page.id} />
        <p>
          <a href={`/espace-lieu/page/${page.id}/historique`}>Qui a changé quoi, et quand</a>
        </p>
      </div>
    </DeskLayout>
  );
}

/** The parts of the page, each a short form that saves by itself. */
function Steps({ venueId }: { readonly venueId: string }) {
  return (
    <section aria-labelledby="titre-etapes">
      <h2 id="titre-etapes">Corriger la fiche</h2>
      <ul className="cards">
        {PAGE_STEPS.map((step) => (
          <li key={step}>
            <article className="card">
              <h3>
                <a href={`/espace-lieu/page/${venueId}/${STEP_PATHS[step]}`}>{STEP_WORDS[step].title}</a>
              </h3>
              <p className="hint">{STEP_WORDS[step].about}</p>
            </article>
          </li>
        ))}
        <li>
          <article className="card">
            <h3>
              <a href={`/espace-lieu/page/${venueId}/tournee`}>Tournée</a>
            </h3>
            <p className="hint">les jours et les places où vous passez, si votre lieu se déplace</p>
          </article>
        </li>
      </ul>
    </section>
  );
}
