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
import accountStyles from '#app/styles/account.css?url';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { openLetter } from '#app/upkeep/letter-code.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: accountStyles }];

export const meta: MetaFunction = () => [...pageMeta('J’ai reçu une lettre'), { name: 'robots', content: 'noindex' }];

const codeForm = z.object({ code: z.string('Écrivez le code de la lettre.').max(40, 'Ce code est trop long.') });

export function loader({ context }: LoaderFunctionArgs) {
  return data({ opKey: context.services.newId() }, { headers: { 'Cache-Control': 'no-store' } });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { services, clientAddress } = context;
  const form = await readForm(request, codeForm);
  if (!form.ok) return form.refusal;
  const opened = await openLetter(services, form.value.code, clientAddress);
  if (!opened.ok) return form.refuse('Une réponse est à revoir.', { code: opened.sentence });
  return redirect(`/ma-fiche-est-exacte/${opened.token}`, 303);
}

export default function LetterCode() {
  const { opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(codeForm, useActionData<typeof action>());
  return (
    <PublicLayout>
      <PageHeader
        title="J’ai reçu une lettre"
        lead="Elle vous demande si la fiche de votre lieu est toujours exacte."
      />
      <form method="post" id={form.id} noValidate className="panel narrow" autoComplete="off">
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <TextField
          field={fields.code}
          label="Le code de la lettre"
          hint="11 lettres et chiffres, par exemple K7MR-4WXD-2P9"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          required
        />
        <SubmitButton>J’ouvre la fiche</SubmitButton>
      </form>
    </PublicLayout>
  );
}
