import type { SubmissionResult } from '@conform-to/react';
import { sayAgo } from '#app/calendar/rules/french-dates.ts';
import { RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { TextArea } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { handleForm } from '#app/upkeep/rules/report.ts';
import { REPORT_SUBJECT_WORDS } from '#app/upkeep/texts.fr.ts';
import type { OpenReport } from '#db/queries/upkeep/reports.ts';

interface OpenReportsProps {
  readonly reports: readonly OpenReport[];
  readonly now: Date;
  readonly opKey: string;
  readonly result: SubmissionResult<string[]> | null;
}

/** What passers-by say is wrong, each with the form that answers it. */
export function OpenReports({ reports, ...rest }: OpenReportsProps) {
  return (
    <section aria-labelledby="titre-signalements">
      <h2 id="titre-signalements">Les erreurs signalées</h2>
      {reports.length === 0 ? (
        <p className="hint">Rien n’attend de réponse.</p>
      ) : (
        <ul className="plain-list flow">
          {reports.map((report) => (
            <li key={report.id}>
              <ReportCard report={report} {...rest} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ReportCard({
  report,
  now,
  opKey,
  result,
}: Omit<OpenReportsProps, 'reports'> & { readonly report: OpenReport }) {
  const mine = result?.initialValue?.reportId === report.id ? result : null;
  const [form, fields] = useRefusedForm(handleForm, mine, { id: `signalement-${report.id}` });
  return (
    <article className="panel">
      <h3>
        <a href={`/lieux/${report.slug}`}>{report.venue}</a>, {report.commune}
      </h3>
      <p>
        <b>{REPORT_SUBJECT_WORDS[report.subject]}</b>
      </p>
      <p className="as-written">{report.words}</p>
      <p className="hint">
        Signalé {sayAgo(new Date(report.createdAt), now)}.{' '}
        {report.channel === null ? 'La personne n’attend pas de réponse.' : 'La personne attend une réponse.'}
      </p>
      <form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <input type="hidden" name="act" value="handle" />
        <input type="hidden" name="reportId" value={report.id} />
        <RadioPicks
          field={fields.state}
          label="Et maintenant ?"
          choices={[
            { value: 'CORRECTED', label: 'La fiche est corrigée' },
            { value: 'UNCHANGED', label: 'La fiche ne change pas' },
          ]}
        />
        <TextArea
          field={fields.answer}
          label="Votre réponse"
          hint="Nécessaire si la fiche ne change pas."
          rows={2}
          maxLength={600}
        />
        <SubmitButton look="quiet">Je réponds</SubmitButton>
      </form>
    </article>
  );
}
