import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { composeReport } from '#app/reporting/compose-report.ts';
import { publishReport } from '#app/reporting/publish-report.ts';
import { recallReconciliation } from '#app/reporting/recall-reconciliation.ts';
import { shortHash } from '#app/reporting/rules/canonical.ts';
import { reportWishSchema } from '#app/reporting/rules/report-wish.ts';
import { sayRefusal } from '#app/reporting/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listReports } from '#db/queries/funder-reports.ts';
import { readSealHeads } from '#db/queries/seals.ts';
import { Agreement, LedgerLine, sayable } from './report-head.tsx';
import { WORDS } from './words.ts';

export { links } from './report-styles.ts';

export const meta: MetaFunction = () => pageMeta('Rapports signés');

const SHOWN = 100;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { db, clock, newId } = services;
  const now = clock.now();
  const read = await db.snapshot(async (tx) => ({
    reports: await listReports(tx, SHOWN),
    heads: await readSealHeads(tx),
  }));
  const comparison = sayable(await recallReconciliation(services));
  return { actor, at: now, today: parisDay(now), opKey: newId(), comparison, ...read };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, reportWishSchema);
  if (!form.ok) return form.refusal;
  const composed = await composeReport(context.services, form.value, WORDS);
  const outcome = await perform(context.services, publishReport(composed), {
    actor,
    opKey: form.opKey,
    input: form.value,
  });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/metropole/rapports/signes/${outcome.value.id}`, 303);
}

export default function SignedReports() {
  const { actor, at, heads, comparison, reports } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Rapports signés"
        lead="Un rapport publié ne bouge plus jamais. S’il faut le corriger, une nouvelle version le remplace, et l’ancienne reste."
        back={{ href: '/metropole/rapports', label: 'Tous les rapports' }}
      />
      <LedgerLine at={at} heads={heads} />
      <Agreement comparison={comparison} />
      <div className="flow">
        {reports.length === 0 ? (
          <EmptyState icon="print" title="Aucun rapport signé pour l’instant">
            <p>Choisissez une période&nbsp;: ses chiffres seront figés, signés et vérifiables par tous.</p>
          </EmptyState>
        ) : (
          <DataTable
            caption="Les rapports publiés"
            rows={reports}
            keyOf={({ id }) => id}
            columns={[
              { header: 'Rapport', cell: ({ id, title }) => <a href={`/metropole/rapports/signes/${id}`}>{title}</a> },
              { header: 'Période', cell: ({ firstDay, lastDay }) => `${sayDate(firstDay)} – ${sayDate(lastDay)}` },
              {
                header: 'Version',
                cell: ({ version, supersededBy }) => (
                  <>
                    {version} {supersededBy !== null && <Tag look="warn">remplacée</Tag>}
                  </>
                ),
              },
              { header: 'Publié', cell: ({ publishedAt }) => sayMoment(new Date(publishedAt)) },
              { header: 'Signature', cell: ({ hash }) => <code>{shortHash(hash)}</code> },
            ]}
          />
        )}
        {comparison.agrees !== false && <Publish />}
      </div>
    </DeskLayout>
  );
}

function Publish() {
  const { opKey, today } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(reportWishSchema, useActionData<typeof action>(), {
    defaultValue: {
      title: `Rapport au financeur, ${today.slice(0, 4)}`,
      firstDay: `${today.slice(0, 4)}-01-01`,
      lastDay: today,
    },
  });
  return (
    <form method="post" id={form.id} noValidate className="panel no-print">
      <h2>Publier un rapport</h2>
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      <TextField field={fields.title} label="Son titre" maxLength={120} autoComplete="off" required />
      <div className="row">
        <DateField field={fields.firstDay} label="Premier jour" required />
        <DateField field={fields.lastDay} label="Dernier jour" required />
      </div>
      <SubmitButton>Je fige et je signe ce rapport</SubmitButton>
    </form>
  );
}
