import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireVenue } from '#app/access/guards.ts';
import type { VenueActor } from '#app/access/rules/actor.ts';
import { capital } from '#app/calendar/rules/french-dates.ts';
import { communeList } from '#app/directory/communes.ts';
import { communeName, resolveCommune } from '#app/directory/rules/commune.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { sayStop } from '#app/ui/components/say-stop.ts';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { announceStop, cancelStop } from '#app/upkeep/announce-stop.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { MOST_STOPS, removalForm, stopForm, wallMoment } from '#app/upkeep/rules/stop.ts';
import { listStopsToCome } from '#db/queries/upkeep/stops.ts';
import { heldPage } from './held-page.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Tournée');

const DONE: Readonly<Record<string, string>> = {
  annonce: 'Le passage est annoncé : le public le voit déjà.',
  retire: 'Le passage est retiré de la fiche.',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id, slug, name } = await heldPage(services, actor, params.venueId);
  const at = wallMoment(services.clock.now());
  const stops = await services.db.read((tx) => listStopsToCome(tx, id, at, MOST_STOPS));
  const done = DONE[new URL(request.url).searchParams.get('fait') ?? ''] ?? null;
  return { actor, page: { id, slug, name }, stops, today: at.day, done, opKey: services.newId() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id: venueId } = await heldPage(services, actor, params.venueId);
  const posted = await request.formData().catch(() => {
    throw data(null, { status: 400 });
  });
  return posted.has('remove') ? remove(services, actor, venueId, posted) : add(services, actor, venueId, posted);
}

async function remove(services: Services, actor: VenueActor, venueId: string, posted: FormData) {
  const form = await readForm(posted, removalForm);
  if (!form.ok) return form.refusal;
  const input = { venueId, stopId: form.value.remove };
  const outcome = await perform(services, cancelStop, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/page/${venueId}/tournee?fait=retire`, 303);
}

async function add(services: Services, actor: VenueActor, venueId: string, posted: FormData) {
  const form = await readForm(posted, stopForm);
  if (!form.ok) return form.refusal;
  const { commune, postcode, street, note, ...rest } = form.value;
  const found = resolveCommune({ commune, postcode, inseeCode: null }, communeList());
  if (found.inseeCode === null)
    return form.refuse('Une réponse est à revoir.', {
      commune: 'Nous ne trouvons pas cette commune avec ce code postal. Vérifiez les deux.',
    });
  const words = { commune: communeName(found.name), inseeCode: found.inseeCode };
  const stop = { ...rest, ...words, postcode, street: street ?? null, note: note ?? null };
  const outcome = await perform(services, announceStop, { actor, opKey: form.opKey, input: { venueId, stop } });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/page/${venueId}/tournee?fait=annonce`, 303);
}

export default function Tour() {
  const { actor, page, done } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader title="Tournée" lead={page.name} back={{ href: `/espace-lieu/page/${page.id}`, label: 'Ma fiche' }}>
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
        <StopsToCome />
        <NewStop />
      </div>
    </DeskLayout>
  );
}

function StopsToCome() {
  const { stops, today, opKey } = useLoaderData<typeof loader>();
  return (
    <section aria-labelledby="a-venir">
      <h2 id="a-venir">Les passages à venir</h2>
      {stops.length === 0 ? (
        <p>Aucun passage annoncé. Si votre lieu ne se déplace pas, laissez cette page vide.</p>
      ) : (
        <ul className="people-list">
          {stops.map((stop) => (
            <li key={stop.id}>
              <span>
                <span id={stop.id}>{capital(sayStop(stop, today))}</span>
                {stop.note !== null && <span className="hint"> {stop.note}</span>}
              </span>
              <form method="post" aria-labelledby={stop.id}>
                <OpKeyField value={opKey} />
                <input type="hidden" name="remove" value={stop.id} />
                <SubmitButton look="quiet">Je retire</SubmitButton>
              </form>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NewStop() {
  const { today, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(stopForm, useActionData<typeof action>());
  return (
    <form method="post" id={form.id} noValidate className="panel narrow">
      <h2>Ajouter un passage</h2>
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      <TextField
        field={fields.place}
        label="À quel endroit"
        hint="Par exemple : place de la Mairie, parking de la médiathèque."
        maxLength={120}
        required
      />
      <TextField field={fields.street} label="Numéro et rue (si vous les connaissez)" maxLength={200} />
      <TextField field={fields.postcode} label="Code postal" inputMode="numeric" maxLength={5} required />
      <TextField field={fields.commune} label="Commune" maxLength={80} required />
      <DateField field={fields.day} label="Quel jour" min={today} required />
      <TextField field={fields.starts} type="time" label="À partir de" required />
      <TextField field={fields.ends} type="time" label="Jusqu’à" required />
      <TextField
        field={fields.note}
        label="Ce qu’il faut savoir"
        hint="Par exemple : sans rendez-vous. Le public le lira."
        maxLength={200}
      />
      <SubmitButton>J’annonce ce passage</SubmitButton>
    </form>
  );
}
