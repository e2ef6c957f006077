import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { CLAIM_WORDS_FOR_VENUE } from '#app/payment/place.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayCount, sayNumber } from '#app/ui/components/figures.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import type { ClaimRow } from '#db/queries/claims.ts';

/** What was asked for, month after month: where each claim stands, and when payment was promised. */
export function VenueClaims({ claims }: { claims: readonly ClaimRow[] }) {
  if (claims.length === 0) return null;
  return (
    <DataTable
      caption="Vos demandes"
      rows={claims}
      keyOf={({ id }) => id}
      columns={[
        {
          header: 'Jusqu’au',
          cell: ({ id, cutoff }) => <a href={`/espace-lieu/remboursements/${id}`}>{sayDate(cutoff)}</a>,
        },
        {
          header: 'Où elle en est',
          cell: ({ state, contested }) => (
            <>
              <Tag look={state === 'PAID' ? 'ok' : state === 'REJECTED' ? 'bad' : 'plain'}>
                {CLAIM_WORDS_FOR_VENUE[state]}
              </Tag>{' '}
              {state === 'SUBMITTED' && contested > 0 && (
                <Tag look="warn">{sayCount(contested, 'ligne contestée', 'lignes contestées')}</Tag>
              )}
            </>
          ),
        },
        { header: 'Pass', numeric: true, cell: ({ lines }) => sayNumber(lines) },
        { header: 'Somme', numeric: true, cell: ({ totalCents }) => sayEuros(totalCents) },
        {
          header: 'Paiement',
          cell: ({ state, paidOn, dueOn }) =>
            paidOn !== null
              ? `payé le ${sayDate(paidOn)}`
              : state === 'REJECTED'
                ? ''
                : `promis pour le ${sayDate(dueOn)}`,
        },
      ]}
    />
  );
}
