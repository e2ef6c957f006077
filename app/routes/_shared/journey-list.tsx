import { kindOf } from '#app/allocation/rules/states.ts';
import { KIND_LABELS } from '#app/allocation/texts.fr.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { type Column, DataTable } from '#app/ui/components/data-table.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import type { JourneyRow } from '#db/queries/journeys.ts';
import { JourneyTag } from './journey-slip.tsx';

interface JourneyListProps {
  readonly open: readonly JourneyRow[];
  readonly past: readonly JourneyRow[];
  /** The address under which each has its page. */
  readonly base: string;
  /** What the authority's stock is called here. */
  readonly stock: string;
}

/** Journeys of booklets: those that ask something, then those that are over. */
export function JourneyList({ open, past, base, stock }: JourneyListProps) {
  const columns: Column<JourneyRow>[] = [
    { header: 'Envoi', cell: (one) => <a href={`${base}/${one.id}`}>{KIND_LABELS[kindOf(one)]}</a> },
    { header: 'De', cell: ({ fromName }) => fromName ?? stock },
    { header: 'À', cell: ({ toName }) => toName ?? stock },
    { header: 'Carnets', numeric: true, cell: ({ booklets }) => sayNumber(booklets) },
    { header: 'État', cell: (one) => <JourneyTag journey={one} /> },
    { header: 'Depuis', cell: (one) => sayMoment(one.receivedAt ?? one.cancelledAt ?? one.sentAt ?? one.plannedAt) },
  ];
  return (
    <div className="flow">
      <section aria-labelledby="titre-ouverts">
        <h2 id="titre-ouverts">À suivre</h2>
        {open.length === 0 ? (
          <p>Aucun envoi n’attend.</p>
        ) : (
          <DataTable caption="Envois à suivre" captionHidden rows={open} keyOf={({ id }) => id} columns={columns} />
        )}
      </section>
      {past.length > 0 && (
        <section aria-labelledby="titre-passes">
          <h2 id="titre-passes">Terminés</h2>
          <DataTable caption="Envois terminés" captionHidden rows={past} keyOf={({ id }) => id} columns={columns} />
        </section>
      )}
    </div>
  );
}
