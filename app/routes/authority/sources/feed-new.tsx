import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { perform } from '#app/platform/intention.ts';
import { addFeed } from '#app/sources/manage-feeds.ts';
import { sayRefusal } from '#app/sources/refusals.fr.ts';
import { SHAPES } from '#app/sources/rules/adapters/shape.ts';
import { feedSchema, RHYTHMS } from '#app/sources/rules/feed.ts';
import { SHAPE_WORDS } from '#app/sources/texts.fr.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SelectField } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './sources-styles.ts';

export const meta: MetaFunction = () => pageMeta('Ajouter une source');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  return { actor, opKey: context.services.newId() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, feedSchema);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, addFeed, { actor, opKey: form.opKey, input: form.value });
  if (outcome.ok) return redirect(`/metropole/sources/flux/${outcome.value.feedId}?fait=ajoutee`, 303);
  const sentence = sayRefusal(outcome);
  return outcome.refusal === 'FEED_NAME_TAKEN'
    ? form.refuse('Rien n’a été ajouté.', { name: sentence })
    : form.refuse(sentence);
}

export default function FeedNew() {
  const { actor, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(feedSchema, useActionData<typeof action>(), {
    defaultValue: { everyHours: '24' },
  });
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Ajouter une source"
        lead="Un fichier de lieux publié sur Internet, lu régulièrement : JSON ou CSV."
        back={{ href: '/metropole/sources', label: 'Les sources des lieux' }}
      />
      <form method="post" id={form.id} noValidate className="narrow">
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <TextField field={fields.name} label="Son nom" hint="tel qu’il sera écrit sur les fiches" required />
        <TextField field={fields.url} label="Adresse du fichier" hint="commence par https://" required />
        <TextField field={fields.licence} label="Licence" hint="par exemple Licence Ouverte 2.0" required />
        <SelectField
          field={fields.shape}
          label="Forme du fichier"
          hint="reconnue toute seule, sauf cas rares"
          emptyLabel="Reconnaître toute seule"
          choices={SHAPES.map((shape) => ({ value: shape, label: SHAPE_WORDS[shape] }))}
        />
        <SelectField
          field={fields.everyHours}
          label="Quand la lire"
          choices={RHYTHMS.map(({ hours, label }) => ({ value: String(hours), label }))}
          required
        />
        <SubmitButton>J’ajoute cette source</SubmitButton>
      </form>
    </DeskLayout>
  );
}
