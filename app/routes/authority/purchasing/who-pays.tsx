import { FUNDING_LABELS, sayBps } from '#app/purchasing/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayEuros } from '#app/ui/components/figures.ts';
import type { PaidShare } from './shares.ts';

/** Who pays what of one or several lots. */
export function WhoPays({ shares }: { shares: readonly PaidShare[] }) {
  const total = shares.reduce((sum, { amountCents }) => sum + amountCents, 0);
  return (
    <section aria-labelledby="titre-parts">
      <h2 id="titre-parts">Qui paie quoi</h2>
      <DataTable
        caption="Parts de chaque financement"
        captionHidden
        rows={shares}
        keyOf={({ lotId, fundingId }) => lotId + fundingId}
        totals={['Total', '', '', '', sayEuros(total)]}
        columns={[
          { header: 'Lot', cell: ({ lotLabel }) => lotLabel },
          { header: 'Financement', cell: ({ label }) => label },
          { header: 'Qui', cell: ({ kind }) => FUNDING_LABELS[kind] },
          { header: 'Part', numeric: true, cell: ({ shareBps }) => sayBps(shareBps) },
          { header: 'Montant', numeric: true, cell: ({ amountCents }) => sayEuros(amountCents) },
        ]}
      />
    </section>
  );
}
