import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { confirmIdentity } from '#app/access/confirm-identity.ts';
import { requireVenue } from '#app/access/guards.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { keepDocuments } from '#app/payment/keep-documents.ts';
import { typeLabelFile } from '#app/payment/label-file.ts';
import { AS_BEFORE, labelFileForm, NEW_ACCOUNT } from '#app/payment/rules/forms.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { FileFacts } from '#app/routes/_shared/file-history.tsx';
import { LabelFileFields } from '#app/routes/_shared/label-file.tsx';
import { readFiles } from '#app/routes/_shared/read-files.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findAccountInForce } from '#db/queries/bank-accounts.ts';
import { listDocuments, listLabelFiles } from '#db/queries/label-files.ts';

export { links } from './payment-styles.ts';

export const meta: MetaFunction = () => pageMeta('Votre dossier');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services } = context;
  const today = parisDay(services.clock.now());
  const read = await services.db.read(async (tx) => {
    const account = await findAccountInForce(tx, actor.orgId, today);
    return {
      account:
        account === null ? null : { last4: account.last4, holderName: account.holderName, startsOn: account.startsOn },
      files: await listLabelFiles(tx, actor.orgId),
      documents: await listDocuments(tx, actor.orgId),
    };
  });
  return { actor, opKey: services.newId(), today, done: new URL(request.url).searchParams.get('fait'), ...read };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { services, clientAddress } = context;
  const { posted, files } = await readFiles(request, 'documents');
  const form = await readForm(posted, labelFileForm, { hide: ['password'] });
  if (!form.ok) return form.refusal;
  const wrong =
    form.value.account === AS_BEFORE
      ? null
      : await confirmIdentity(services, { actor, opKey: form.opKey, password: form.value.password, clientAddress });
  if (wrong !== null) return form.refuse('Le dossier n’est pas envoyé.', { password: wrong });
  const documents = await keepDocuments(services.files, files);
  if (typeof documents === 'string') return form.refuse(documents);
  const input = { ...form.value, orgId: actor.orgId, documents };
  const outcome = await perform(services, typeLabelFile, { actor, opKey: form.opKey, input });
  return outcome.ok ? redirect('/espace-lieu/dossier?fait=dossier', 303) : form.refuse(sayRefusal(outcome));
}

export default function LabelFile() {
  const { actor, account, files, documents, done } = useLoaderData<typeof loader>();
  const waits = files.some(({ secondBy, refusedAt }) => secondBy === null && refusedAt === null);
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader
        title="Votre dossier"
        lead="Ce que la collectivité doit savoir pour vous reconnaître, et vous payer."
        back={{ href: '/espace-lieu/remboursements', label: 'Remboursements' }}
      />
      {done === 'dossier' && (
        <Notice look="ok" news>
          <p>Votre dossier est envoyé. Deux personnes de la collectivité vont le valider.</p>
        </Notice>
      )}
      <div className="flow">
        <Notice look={account === null ? 'warn' : 'info'}>
          <p>
            {account === null
              ? 'Aucun compte bancaire n’est validé : la collectivité ne peut pas encore vous payer. Envoyez votre dossier.'
              : `Vous êtes payé sur le compte finissant par ${account.last4}, au nom de ${account.holderName}, depuis le ${sayDate(account.startsOn ?? '')}.`}
          </p>
        </Notice>
        {files.map((file) => (
          <section key={file.id} className="panel" aria-label={`Dossier du ${sayDate(new Date(file.typedAt))}`}>
            <FileFacts
              file={file}
              documents={documents.filter(({ fileId }) => fileId === file.id)}
              at="/espace-lieu/dossier/documents"
            />
          </section>
        ))}
        {waits ? <p>Pendant qu’un dossier attend, on ne peut pas en envoyer un autre.</p> : <NewFile />}
      </div>
    </DeskLayout>
  );
}

function NewFile() {
  const { opKey, today, account } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(labelFileForm, useActionData<typeof action>(), {
    defaultValue: { startsOn: today, account: account === null ? NEW_ACCOUNT : AS_BEFORE },
  });
  return (
    <form method="post" encType="multipart/form-data" id={form.id} noValidate className="narrow">
      <h2>Envoyer un dossier</h2>
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      <LabelFileFields fields={fields} account={account} />
      <SubmitButton>J’envoie ce dossier</SubmitButton>
    </form>
  );
}
