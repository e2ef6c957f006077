import type { Reconciliation } from '#app/reporting/read-indicators.ts';
import { CHECK_LABELS } from '#app/reporting/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayCount, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';

const SHOWN = 100;

/** Whether the accounts agree and, line by line, where they do not. */
export function DifferencesSection({ reconciliation }: { reconciliation: Reconciliation }) {
  const { agrees, differences } = reconciliation;
  if (agrees) {
    return (
      <Notice look="ok">
        <p>Tout tombe juste&nbsp;: pass achetés, comptés, inscrits au registre, et toutes les autres comparaisons.</p>
      </Notice>
    );
  }
  return (
    <>
      <Notice look="bad">
        <p>
          <b>Les comptes ne tombent pas juste</b>
          {differences.length > 0 && <>&nbsp;: {sayCount(differences.length, 'écart')}</>}. Rien ne peut être publié.
          Chaque ligne nomme ce qu’il faut regarder.
        </p>
      </Notice>
      {differences.length > 0 && (
        <DataTable
          caption="Les écarts"
          rows={differences.slice(0, SHOWN)}
          keyOf={({ check, subject }) => `${check}-${subject}`}
          columns={[
            { header: 'Ce qui diffère', cell: ({ check }) => CHECK_LABELS[check] ?? check },
            { header: 'Où', cell: ({ check, subject }) => <Subject check={check} subject={subject} /> },
            { header: 'Attendu', numeric: true, cell: ({ expected }) => sayNumber(expected) },
            { header: 'Trouvé', numeric: true, cell: ({ found }) => sayNumber(found) },
          ]}
        />
      )}
    </>
  );
}

/** The page that shows the subject, where there is one; its identifier otherwise, as the register writes it. */
function Subject({ check, subject }: { check: string; subject: string }) {
  if (check === 'SESSION_SEATS' || check === 'CANCELLED_SESSION') return <a href={`/ateliers/${subject}`}>{subject}</a>;
  if (check === 'LOT_SIZE') return <a href="/metropole/passes">{subject}</a>;
  return <a href={`/metropole/rapports/trace/${subject}`}>{subject}</a>;
}
