import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireVenue } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { sayClosure } from '#app/directory/closures.fr.ts';
import { type Closure, closuresToCome, MOST_CLOSURES } from '#app/directory/rules/closure.ts';
import { perform } from '#app/platform/intention.ts';
import { daySchema } from '#app/training/rules/publish.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { editPage } from '#app/upkeep/edit-page.ts';
import { sayRefusal } from '#app/upkeep/refusals.fr.ts';
import { heldPage } from './held-page.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './page-styles.ts';

export const meta: MetaFunction = () => pageMeta('Fermetures exceptionnelles');

const closureForm = z
  .object({
    /** "from/to" of one to take away; else one is added. */
    remove: z.string().max(30).optional(),
    from: daySchema.optional(),
    to: daySchema.optional(),
    reason: z.string().max(120, 'C’est trop long : 120 caractères au plus.').optional(),
  })
  .superRefine(({ remove, from, to }, ctx) => {
    if (remove !== undefined) return;
    if (from === undefined)
      ctx.addIssue({ code: 'custom', path: ['from'], message: 'Choisissez le premier jour fermé.' });
    if (to === undefined) ctx.addIssue({ code: 'custom', path: ['to'], message: 'Choisissez le dernier jour fermé.' });
    if (from !== undefined && to !== undefined && to < from)
      ctx.addIssue({ code: 'custom', path: ['to'], message: 'Le dernier jour vient avant le premier.' });
  });

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const { id, name, closures } = await heldPage(services, actor, params.venueId);
  const today = parisDay(services.clock.now());
  return { actor, page: { id, name }, closures: closuresToCome(closures, today), today, opKey: services.newId() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const page = await heldPage(services, actor, params.venueId);
  const form = await readForm(request, closureForm);
  if (!form.ok) return form.refusal;
  const { remove, from = '', to = '', reason = null } = form.value;
  const today = parisDay(services.clock.now());
  if (remove === undefined && to < today)
    return form.refuse('Une réponse est à revoir.', { to: 'Ce jour est passé. Choisissez une fermeture à venir.' });
  // Closures that are over leave the page; its history keeps them.
  const kept = closuresToCome(page.closures, today).filter((one) => keyOf(one) !== remove);
  if (remove === undefined && kept.length >= MOST_CLOSURES)
    return form.refuse(`Vous avez déjà ${MOST_CLOSURES} fermetures à venir : retirez-en une d’abord.`);
  const closures = remove === undefined ? [...kept, { from, to, reason }] : kept;
  const input = { venueId: page.id, edit: { step: 'CLOSURES', words: { closures } } };
  const outcome = await perform(services, editPage, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/page/${page.id}?fait=enregistre`, 303);
}

function keyOf({ from, to }: Closure): string {
  return `${from}/${to}`;
}

export default function Closures() {
  const { actor, page, closures, today, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(closureForm, useActionData<typeof action>());
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader
        title="Fermetures exceptionnelles"
        lead={page.name}
        back={{ href: `/espace-lieu/page/${page.id}`, label: 'Ma fiche' }}
      />
      {closures.length > 0 && (
        <ul className="people-list">
          {closures.map((closure) => (
            <li key={keyOf(closure)}>
              <span>Fermé {sayClosure(closure, today)}</span>
              <form method="post">
                <OpKeyField value={opKey} />
                <input type="hidden" name="remove" value={keyOf(closure)} />
                <SubmitButton look="quiet">Je retire</SubmitButton>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form method="post" id={form.id} noValidate className="panel narrow">
        <h2>Ajouter une fermeture</h2>
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <DateField field={fields.from} label="Premier jour fermé" min={today} required />
        <DateField field={fields.to} label="Dernier jour fermé" min={today} required />
        <TextField
          field={fields.reason}
          label="Pourquoi"
          hint="Par exemple : congés, travaux. Le public le lira."
          maxLength={120}
        />
        <SubmitButton>J’ajoute cette fermeture</SubmitButton>
      </form>
    </DeskLayout>
  );
}
