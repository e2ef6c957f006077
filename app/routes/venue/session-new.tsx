import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireVenue } from '#app/access/guards.ts';
import { addDays, parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { publishSessions } from '#app/training/publish-sessions.ts';
import { sayRefusal } from '#app/training/texts.fr.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, FormStep, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findOrgSession, listModels, listNames, listOrgVenues } from '#db/queries/venue-space.ts';
import { CourseFields, HourFields, PlaceFields, RepeatFields, WelcomeFields } from './session-fields.tsx';
import { answersOf, nextDayLike, publishForm, publishInputOf, usualSession } from './session-form.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Publier un atelier');

const WEEKS_OF_A_SERIES = 10;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { db, clock, newId } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const asked = z.uuid().safeParse(new URL(request.url).searchParams.get('modele')).data ?? null;
  return db.read(async (tx) => {
    const venues = await listOrgVenues(tx, actor.orgId);
    const models = await listModels(tx, actor.orgId, 8);
    const model = asked === null ? null : await findOrgSession(tx, actor.orgId, asked, now);
    const firstDay = model === null ? addDays(today, 7) : nextDayLike(model.day, model.lastDay, today);
    return {
      actor,
      opKey: newId(),
      today,
      models,
      known: { venues, ...(await listNames(tx, actor.orgId)) },
      model: model === null ? null : { id: model.id, title: model.title },
      defaults: {
        ...(model === null ? usualSession(venues[0]) : { ...answersOf(model), model: model.id }),
        firstDay,
        repeat: model?.seriesId == null ? ('ONCE' as const) : ('WEEKLY' as const),
        until: addDays(firstDay, WEEKS_OF_A_SERIES * 7),
        skipHolidays: true,
      },
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const form = await readForm(request, publishForm);
  if (!form.ok) return form.refusal;
  const { model } = form.value;
  const found =
    model === undefined
      ? null
      : await services.db.read((tx) => findOrgSession(tx, actor.orgId, model, services.clock.now()));
  const outcome = await perform(services, publishSessions, {
    actor,
    opKey: form.opKey,
    input: publishInputOf(form.value, found),
  });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/ateliers/${outcome.value.sessionIds[0]}?fait=publie`, 303);
}

export default function NewSession() {
  const { actor, known, models, model } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader
        title={model === null ? 'Publier un atelier' : 'Publier de nouvelles dates'}
        back={{ href: '/espace-lieu/ateliers', label: 'Mes ateliers' }}
        {...(model === null ? {} : { lead: `D’après «\u00a0${model.title}\u00a0»` })}
      />
      {known.venues.length === 0 ? (
        <EmptyState icon="pin" title="Aucun lieu n’est encore rattaché à votre organisme.">
          <p>Demandez à la collectivité de rattacher votre lieu&nbsp;: vous pourrez ensuite publier vos ateliers.</p>
        </EmptyState>
      ) : (
        <>
          {model === null && models.length > 0 && <Models of={models} />}
          <PublishForm />
        </>
      )}
    </DeskLayout>
  );
}

/** What was given before, a link away from being given again. */
function Models({ of }: { of: readonly { id: string; title: string }[] }) {
  return (
    <nav className="models" aria-label="Repartir d’un atelier déjà donné">
      <p>
        <b>Plus vite&nbsp;:</b> repartez d’un atelier déjà donné.
      </p>
      <ul className="chips">
        {of.map(({ id, title }) => (
          <li key={id}>
            <a className="chip" href={`/espace-lieu/ateliers/nouveau?modele=${id}`}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PublishForm() {
  const { opKey, known, defaults, today } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(publishForm, useActionData<typeof action>(), { defaultValue: defaults });
  return (
    <form method="post" id={form.id} noValidate className="session-form">
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      {fields.model.defaultValue !== undefined && (
        <input type="hidden" name="model" value={fields.model.defaultValue} />
      )}
      <FormStep number={1} title="Ce qu’on y apprend">
        <CourseFields fields={fields} />
      </FormStep>
      <FormStep number={2} title="Quand">
        <DateField field={fields.firstDay} label="Première date" min={today} required />
        <HourFields fields={fields} />
        <RepeatFields fields={fields} />
      </FormStep>
      <FormStep number={3} title="Où et avec qui">
        <PlaceFields fields={fields} known={known} />
      </FormStep>
      <FormStep number={4} title="Pour qui">
        <WelcomeFields fields={fields} />
      </FormStep>
      <SubmitButton wide>Je publie</SubmitButton>
      <p className="hint">Dès la publication, les partenaires et les personnes peuvent réserver.</p>
    </form>
  );
}
