import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { notFound, requireVenue } from '#app/access/guards.ts';
import { openingOf } from '#app/directory/venue-opening.ts';
import { perform } from '#app/platform/intention.ts';
import directoryStyles from '#app/styles/directory.css?url';
import deskStyles from '#app/styles/venue.css?url';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { editPage } from '#app/upkeep/edit-page.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { moreThanAWeek } from '#app/upkeep/rules/step-forms.ts';
import { stepAt } from '#app/upkeep/rules/steps.ts';
import { STEP_WORDS } from '#app/upkeep/texts.fr.ts';
import type { Venue } from '#db/queries/venues.ts';
import { heldPage } from './held-page.ts';
import { Preview } from './preview.tsx';
import { stepDefaults } from './step-defaults.ts';
import {
  ContactFields,
  FeesFields,
  HoursFields,
  PresentationFields,
  PublicsFields,
  ServicesFields,
} from './step-fields.tsx';
import { type FormStepName, readStep } from './step-words.ts';
import { typedIn } from './typed-in.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: deskStyles },
  { rel: 'stylesheet', href: directoryStyles },
];

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  pageMeta(loaded === undefined ? 'Ma fiche' : STEP_WORDS[loaded.step].title);

/** The button that shows the page without saving it. */
const PREVIEW = 'apercu';

function stepOf(path: string | undefined): FormStepName {
  const step = stepAt(path);
  if (step === null || step === 'CLOSURES') throw notFound();
  return step;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const page = await heldPage(services, actor, params.venueId);
  const step = stepOf(params.step);
  return {
    actor,
    step,
    opKey: services.newId(),
    page: { id: page.id, name: page.name },
    complicated: step === 'HOURS' && page.openingHours !== null && moreThanAWeek(page.openingHours),
    defaults: stepDefaults(page, services.clock.now()),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const page = await heldPage(services, actor, params.venueId);
  const step = stepOf(params.step);
  const posted = await request.formData().catch(() => {
    throw data(null, { status: 400 });
  });
  const form = await readStep(posted, step, page);
  if (!form.ok) return data({ refused: form.refusal.data, preview: null }, { status: 422 });
  if (posted.has(PREVIEW)) {
    const shown = { ...page, ...form.words } as Venue;
    const opening = openingOf(shown, services.clock.now());
    return data({ refused: null, preview: { typed: typedIn(posted), venue: shown, opening } });
  }
  const input = { venueId: page.id, edit: { step, words: form.words } };
  const outcome = await perform(services, editPage, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return data({ refused: form.refuse(sayRefusal(outcome)).data, preview: null }, { status: 422 });
  const done = outcome.value.changeId === null ? 'pareil' : 'enregistre';
  return redirect(`/espace-lieu/page/${page.id}?fait=${done}`, 303);
}

export default function Step() {
  const { actor, page, step, complicated } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader
        title={STEP_WORDS[step].title}
        lead={page.name}
        back={{ href: `/espace-lieu/page/${page.id}`, label: 'Ma fiche' }}
      />
      {answer?.preview != null && <Preview {...answer.preview} />}
      {complicated && (
        <Notice look="warn">
          <p>
            Vos horaires publiés changent selon la saison ou la date. Si vous enregistrez ce formulaire, une semaine
            ordinaire les remplace. Pour des congés, utilisez plutôt les fermetures exceptionnelles.
          </p>
        </Notice>
      )}
      <StepForm />
    </DeskLayout>
  );
}

function StepForm() {
  const { step, opKey, defaults } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const last = answer?.refused ?? null;
  const typed = answer?.preview?.typed as never;
  const buttons = (
    <>
      <OpKeyField value={opKey} />
      <p className="acts">
        <SubmitButton>J’enregistre</SubmitButton>
        <SubmitButton look="quiet" name={PREVIEW} value="1">
          Voir d’abord
        </SubmitButton>
      </p>
    </>
  );
  const common = { last, children: buttons };
  switch (step) {
    case 'CONTACT':
      return <ContactFields {...common} defaults={typed ?? defaults.contact} />;
    case 'HOURS':
      return <HoursFields {...common} defaults={typed ?? defaults.hours} />;
    case 'SERVICES':
      return <ServicesFields {...common} defaults={typed ?? defaults.services} />;
    case 'PUBLICS':
      return <PublicsFields {...common} defaults={typed ?? defaults.publics} />;
    case 'FEES':
      return <FeesFields {...common} defaults={typed ?? defaults.fees} />;
    case 'PRESENTATION':
      return <PresentationFields {...common} defaults={typed ?? defaults.presentation} />;
  }
}
