import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { AS_BEFORE, labelFileForm, NEW_ACCOUNT } from '#app/payment/rules/forms.ts';
import { FileFacts } from '#app/routes/_shared/file-history.tsx';
import { LabelFileFields } from '#app/routes/_shared/label-file.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listAccounts } from '#db/queries/bank-accounts.ts';
import { refundDue } from '#db/queries/debt.ts';
import { listDocuments, listLabelFiles } from '#db/queries/label-files.ts';
import { findOrganisation } from '#db/queries/labelled.ts';
import { ActForm } from '../act-form.tsx';
import { ClaimsDone } from '../claims/claims-done.tsx';
import { Accounts } from './accounts.tsx';
import { reasonForm, repaidForm } from './file-acts.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../claims/claim-styles.ts';

import { actOnFile } from './file-action.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageMeta(`Dossier de ${data?.organisation.name ?? 'la structure'}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const id = z.uuid().safeParse(params.id);
  const read = !id.success
    ? null
    : await services.db.read(async (tx) => {
        const organisation = await findOrganisation(tx, id.data);
        if (organisation === null) return null;
        const accounts = await listAccounts(tx, id.data);
        return {
          organisation: { id: organisation.id, name: organisation.name, siret: organisation.siret },
          // The sealed IBAN stays on the server.
          accounts: accounts.map(({ ibanEncrypted: _, ...account }) => account),
          files: await listLabelFiles(tx, id.data),
          documents: await listDocuments(tx, id.data),
          refund: await refundDue(tx, id.data),
        };
      });
  if (read === null) throw notFound();
  return {
    actor,
    opKey: services.newId(),
    today: parisDay(services.clock.now()),
    done: new URL(request.url).searchParams.get('fait'),
    ...read,
  };
}

export const action = (args: ActionFunctionArgs) => actOnFile(args);

export type FileScreen = ReturnType<typeof useLoaderData<typeof loader>>;
export type FileAnswer = ReturnType<typeof useActionData<typeof action>>;

export default function LabelFilePage() {
  const facts = useLoaderData<typeof loader>();
  const { actor, organisation, files, done, refund } = facts;
  const waits = files.some(({ secondBy, refusedAt }) => secondBy === null && refusedAt === null);
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title={`Dossier de ${organisation.name}`}
        lead="Deux personnes valident, et aucune des deux n’a saisi ce qu’elle valide."
        back={{ href: `/metropole/lieux/${organisation.id}`, label: organisation.name }}
      />
      <ClaimsDone done={done} />
      <div className="flow">
        {files.map((file) => (
          <FilePanel key={file.id} file={file} />
        ))}
        <Accounts facts={facts} answer={useActionData<typeof action>()} />
        {refund > 0n && <Repaid refund={refund} />}
        {!waits && <TypeFile />}
      </div>
    </DeskLayout>
  );
}

function useRefused(act: string, id?: string) {
  const answer = useActionData<typeof action>();
  if (answer === undefined || answer.act !== act || answer.result === null) return null;
  return id === undefined || answer.result.initialValue?.id === id ? answer.result : null;
}

function FilePanel({ file }: { file: FileScreen['files'][number] }) {
  const { documents, opKey, organisation } = useLoaderData<typeof loader>();
  const [yes] = useRefusedForm(reasonForm, useRefused('validate-file', file.id), { id: `valide-${file.id}` });
  const refusedNo = useRefused('refuse-file', file.id);
  const [no, fields] = useRefusedForm(reasonForm, refusedNo, { id: `refuse-${file.id}` });
  const open = file.secondBy === null && file.refusedAt === null;
  return (
    <section className="panel" aria-label="Dossier de labellisation">
      <h2>Dossier de labellisation</h2>
      <FileFacts
        file={file}
        documents={documents.filter(({ fileId }) => fileId === file.id)}
        at={`/metropole/lieux/${organisation.id}/dossier`}
      />
      {open && (
        <div className="line-acts">
          <ActForm act="validate-file" opKey={opKey} form={yes}>
            <input type="hidden" name="id" value={file.id} />
            <SubmitButton>Je valide ce dossier</SubmitButton>
          </ActForm>
          <details open={refusedNo !== null}>
            <summary>Refuser ce dossier</summary>
            <ActForm act="refuse-file" opKey={opKey} form={no} className="narrow">
              <input type="hidden" name="id" value={file.id} />
              <TextArea field={fields.reason} label="Pourquoi" hint="la structure le lira" rows={2} required />
              <SubmitButton look="grave">Je refuse ce dossier</SubmitButton>
            </ActForm>
          </details>
        </div>
      )}
    </section>
  );
}

function Repaid({ refund }: { refund: bigint }) {
  const { opKey } = useLoaderData<typeof loader>();
  const refused = useRefused('repaid');
  const [form, fields] = useRefusedForm(repaidForm, refused, { id: 'rendu' });
  return (
    <section aria-labelledby="titre-rendu">
      <h2 id="titre-rendu">Trop-payé</h2>
      <p>
        Cette structure doit rendre {sayEuros(refund)}. La somme est retenue sur le prochain ordre, sauf si elle la rend
        avant.
      </p>
      <details open={refused !== null}>
        <summary>Noter une somme rendue</summary>
        <ActForm act="repaid" opKey={opKey} form={form} className="narrow">
          <TextField field={fields.sum} label="Somme rendue (€)" inputMode="decimal" required />
          <TextField
            field={fields.reason}
            label="Comment"
            hint="par exemple «&nbsp;virement du 12 mars&nbsp;»"
            required
          />
          <SubmitButton look="quiet">Je note cette somme</SubmitButton>
        </ActForm>
      </details>
    </section>
  );
}

function TypeFile() {
  const { opKey, today, files, organisation, accounts } = useLoaderData<typeof loader>();
  const inForce = accounts.find(
    ({ startsOn, endsOn }) => startsOn !== null && startsOn <= today && (endsOn === null || endsOn >= today),
  );
  const refused = useRefused('type-file');
  const [form, fields] = useRefusedForm(labelFileForm, refused, {
    id: 'dossier',
    defaultValue: {
      startsOn: today,
      siret: organisation.siret ?? undefined,
      account: inForce === undefined ? NEW_ACCOUNT : AS_BEFORE,
    },
  });
  return (
    <details open={refused !== null || files.length === 0}>
      <summary>Saisir un dossier reçu sur papier</summary>
      <form method="post" encType="multipart/form-data" id={form.id} noValidate className="narrow">
        <ErrorSummary form={form} />
        <input type="hidden" name="act" value="type-file" />
        <OpKeyField value={opKey} />
        <LabelFileFields fields={fields} account={inForce ?? null} />
        <SubmitButton>J’enregistre ce dossier</SubmitButton>
      </form>
    </details>
  );
}
