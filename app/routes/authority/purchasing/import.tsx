import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireAuthority } from '#app/access/guards.ts';
import { perform } from '#app/platform/intention.ts';
import { keepSupplierFile } from '#app/purchasing/import-lot.ts';
import { MOST_BYTES } from '#app/purchasing/rules/supplier-file.ts';
import { sayRefusal } from '#app/purchasing/texts.fr.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { FieldFrame } from '#app/ui/forms/field-parts.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Importer un lot');

const fileForm = z.object({ file: z.string().optional() });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const gone = new URL(request.url).searchParams.has('parti');
  return { actor, gone, opKey: context.services.newId() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const posted = await request.formData().catch(() => {
    throw data(null, { status: 400 });
  });
  const file = posted.get('file');
  // A file never goes back into a page.
  posted.delete('file');
  const form = await readForm(posted, fileForm);
  if (!form.ok) return form.refusal;
  const refuse = (sentence: string) => form.refuse('Rien n’a été gardé.', { file: sentence });
  if (!(file instanceof Blob) || file.size === 0) return refuse('Choisissez un fichier.');
  if (file.size > MOST_BYTES) return refuse('Ce fichier dépasse 1 Mo. Coupez-le en plusieurs.');
  const contents = Buffer.from(await file.arrayBuffer()).toString('base64');
  const outcome = await perform(context.services, keepSupplierFile, { actor, opKey: form.opKey, input: { contents } });
  return outcome.ok
    ? redirect(`/metropole/passes/importer/${outcome.value.importId}`, 303)
    : refuse(sayRefusal(outcome));
}

export default function Import() {
  const { actor, gone, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(fileForm, useActionData<typeof action>());
  const { file } = fields;
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Importer un lot"
        lead="Le fichier d’un fournisseur : une ligne par pass, avec le numéro de son carnet et son code."
        back={{ href: '/metropole/achats', label: 'Les achats' }}
      />
      {gone && (
        <Notice look="warn" news>
          <p>Ce fichier n’est plus là&nbsp;: il est effacé au bout d’une heure, ou dès qu’il est importé.</p>
        </Notice>
      )}
      <form method="post" encType="multipart/form-data" id={form.id} noValidate className="narrow">
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <FieldFrame field={file} label="Fichier" hint="CSV ou classeur Excel (.xlsx), 1 Mo et 20 000 lignes au plus">
          <input
            id={file.id}
            name={file.name}
            type="file"
            accept=".csv,.txt,.xlsx"
            aria-describedby={file.errors ? `${file.descriptionId} ${file.errorId}` : file.descriptionId}
            required
          />
        </FieldFrame>
        <p>
          Le fichier est gardé chiffré pendant une heure au plus, le temps de l’écran suivant, puis effacé. De ses
          codes, nous ne gardons que des empreintes.
        </p>
        <SubmitButton>J’envoie ce fichier</SubmitButton>
      </form>
    </DeskLayout>
  );
}
