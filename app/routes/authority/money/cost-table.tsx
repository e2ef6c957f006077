import { sayEuros } from '#app/passes/rules/money.ts';
import type { CostByFunding, FundingCost } from '#app/purchasing/rules/cost-by-funding.ts';
import { FUNDING_LABELS } from '#app/purchasing/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';

type Column = 'orderedCents' | 'paidCents' | 'venuesCents' | 'receivedCents';

/** Funding by funding: cap, ordered, paid, cost in venues, received, and what remains. */
export function CostTable({ cost: { lines, unfundedCents } }: { cost: CostByFunding }) {
  const sum = (column: Column) => sayEuros(lines.reduce((total, line) => total + line[column], 0n));
  const column = (header: string, of: Column) => ({
    header,
    numeric: true,
    cell: (line: FundingCost) => sayEuros(line[of]),
  });
  return (
    <section aria-labelledby="titre-cout">
      <h2 id="titre-cout">Financement par financement</h2>
      <DataTable
        caption="Le coût par financement"
        captionHidden
        rows={lines}
        keyOf={({ id }) => id}
        columns={[
          {
            header: 'Financement',
            cell: ({ label, kind }) => (
              <>
                {label} <span className="hint block">{FUNDING_LABELS[kind]}</span>
              </>
            ),
          },
          {
            header: 'Plafond',
            numeric: true,
            cell: ({ capCents }) => (capCents === null ? 'aucun' : sayEuros(capCents)),
          },
          column('Commandé', 'orderedCents'),
          column('Payé aux fournisseurs', 'paidCents'),
          column('Coût dans les lieux', 'venuesCents'),
          column('Reçu', 'receivedCents'),
          {
            header: 'Reste à commander',
            numeric: true,
            cell: ({ leftCents }) => (leftCents === null ? 'sans limite' : sayEuros(leftCents)),
          },
        ]}
        totals={['Ensemble', '', sum('orderedCents'), sum('paidCents'), sum('venuesCents'), sum('receivedCents'), '']}
      />
      {unfundedCents > 0n && (
        <p>En plus, {sayEuros(unfundedCents)} dans les lieux pour des lots que rien ne finance.</p>
      )}
      <p className="hint">
        Le prix d’un lot, et ce que ses pass coûtent dans les lieux une fois demandés, sont partagés selon les parts de
        ses financements, au centime près (plus grand reste)&nbsp;: chaque colonne fait la somme exacte. Reste à
        commander&nbsp;: plafond moins commandé. Un lot qui dépasserait un plafond est refusé.
      </p>
    </section>
  );
}
