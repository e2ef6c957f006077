import { createHash } from 'node:crypto';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireAuthority } from '#app/access/guards.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { OUTCOME_WORDS } from '#app/payment/place.fr.ts';
import { readBankReturn } from '#app/payment/read-bank-return.ts';
import { importBankReturn } from '#app/payment/record-payment.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { readFiles } from '#app/routes/_shared/read-files.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listReturnEntries } from '#db/queries/bank-returns.ts';
import { ClaimsDone } from './claims-done.tsx';

export { links } from './claim-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les retours de la banque');

const nothing = z.object({});
const UNREADABLE = {
  TOO_LARGE: 'Ce fichier est trop gros : un retour de la banque fait moins d’un mégaoctet.',
  NOT_XML: 'Ce fichier n’est pas lisible. Choisissez le fichier XML donné par la banque.',
  NOT_CAMT: 'Ce fichier n’est pas un avis de débit et de crédit (camt.054). Demandez ce format à votre banque.',
  TOO_MANY: 'Ce fichier a plus de 2 000 opérations. Demandez à la banque de le couper.',
} as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const entries = await services.db.read((tx) => listReturnEntries(tx, 200));
  return { actor, opKey: services.newId(), entries, done: new URL(request.url).searchParams.get('fait') };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { posted, files } = await readFiles(request, 'retour');
  const form = await readForm(posted, nothing);
  if (!form.ok) return form.refusal;
  const [file] = files;
  if (file === undefined) return form.refuse('Choisissez le fichier donné par la banque.');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = readBankReturn(bytes);
  if (read.kind === 'UNREADABLE') return form.refuse(UNREADABLE[read.why]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const input = { sha256, messageId: read.messageId, entries: read.entries };
  const outcome = await perform(context.services, importBankReturn, { actor, opKey: form.opKey, input });
  return outcome.ok ? redirect('/metropole/remboursements/banque?fait=retour', 303) : form.refuse(sayRefusal(outcome));
}

export default function Bank() {
  const { actor, opKey, entries, done } = useLoaderData<typeof loader>();
  const [form] = useRefusedForm(nothing, useActionData<typeof action>());
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les retours de la banque"
        lead="La banque dit quels virements sont passés, refusés ou revenus."
        back={{ href: '/metropole/remboursements', label: 'Les remboursements' }}
      />
      <ClaimsDone done={done} />
      <div className="flow">
        <form method="post" encType="multipart/form-data" id={form.id} className="panel" noValidate>
          <ErrorSummary form={form} />
          <OpKeyField value={opKey} />
          <div className="field">
            <label htmlFor="retour">Le fichier de la banque</label>
            <span className="hint" id="retour-aide">
              format camt.054 (XML), un mégaoctet au plus
            </span>
            <input
              id="retour"
              name="retour"
              type="file"
              accept=".xml,application/xml,text/xml"
              aria-describedby="retour-aide"
            />
          </div>
          <SubmitButton>Je lis ce fichier</SubmitButton>
        </form>
        <Entries entries={entries} />
      </div>
    </DeskLayout>
  );
}

function Entries({ entries }: { entries: ReturnType<typeof useLoaderData<typeof loader>>['entries'] }) {
  if (entries.length === 0) {
    return <p>Aucun fichier de la banque n’a encore été lu. Les opérations apparaîtront ici.</p>;
  }
  return (
    <DataTable
      caption="Les opérations lues, celles à vérifier d’abord"
      rows={entries}
      keyOf={({ id }) => id}
      columns={[
        { header: 'Structure', cell: ({ orgName, endToEndId }) => orgName ?? endToEndId ?? 'sans référence' },
        { header: 'Somme', numeric: true, cell: ({ amountCents }) => sayEuros(amountCents) },
        { header: 'Jour', cell: ({ bookedOn }) => (bookedOn === null ? '' : sayDate(bookedOn)) },
        {
          header: 'Ce que cela change',
          cell: ({ outcome, reason }) => (
            <>
              <Tag look={outcome === 'PAID' ? 'ok' : outcome === 'ALREADY' || outcome === 'PENDING' ? 'plain' : 'bad'}>
                {OUTCOME_WORDS[outcome]}
              </Tag>{' '}
              {reason !== null && <span className="hint">{reason}</span>}
            </>
          ),
        },
      ]}
    />
  );
}
