import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayEuros, sayNumber } from '#app/ui/components/figures.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import type { BoughtLotRow } from '#db/queries/orders.ts';

type Lot = Omit<BoughtLotRow, 'activatedAt'> & { activatedAt: Date | null };

/** What a lot that is not activated waits for. */
export function sayWait({ orderId, paidOn }: Pick<Lot, 'orderId' | 'paidOn'>): string {
  if (orderId === null) return 'à rattacher à une commande';
  return paidOn === null ? 'attend le paiement' : 'à activer';
}

/** The lots whose passes cannot leave the stock yet, and why. Nothing when there is none. */
export function WaitingLots({ lots }: { lots: readonly Lot[] }) {
  if (lots.length === 0) return null;
  return (
    <section aria-labelledby="titre-attente">
      <h2 id="titre-attente">Les lots qui ne sont pas encore activés</h2>
      <p>Leurs pass restent en stock jusqu’à ce que le paiement de la commande soit enregistré.</p>
      <DataTable
        caption="Lots en attente"
        captionHidden
        rows={lots}
        keyOf={({ id }) => id}
        columns={[
          { header: 'Lot', cell: ({ id, label }) => <a href={`/metropole/passes/lots/${id}`}>{label}</a> },
          {
            header: 'Carnets',
            cell: ({ bookletCount, bookletSize, faceCents }) =>
              `${sayNumber(bookletCount)} de ${bookletSize} × ${sayEuros(faceCents)}`,
          },
          { header: 'Commande', cell: ({ orderReference }) => orderReference ?? '–' },
          {
            header: 'État',
            cell: (lot) => <Tag look={lot.paidOn === null ? 'warn' : 'pass'}>{sayWait(lot)}</Tag>,
          },
          { header: 'Valables jusqu’au', cell: ({ validUntil }) => sayDate(validUntil) },
        ]}
      />
    </section>
  );
}
