import { rangesOf } from '#app/allocation/rules/handling.ts';
import type { AllocationState } from '#app/allocation/rules/states.ts';
import { kindOf } from '#app/allocation/rules/states.ts';
import { KIND_LABELS, OUTCOME_LABELS, STATE_LABELS } from '#app/allocation/texts.fr.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { Facts } from '#app/ui/components/facts.tsx';
import { sayCount, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { Tag, type TagLook } from '#app/ui/components/tag.tsx';
import type { DifferenceRow, Journey, JourneyRow } from '#db/queries/journeys.ts';

const LOOKS: Readonly<Record<AllocationState, TagLook>> = {
  PLANNED: 'plain',
  SENT: 'pass',
  RECEIVED: 'ok',
  CANCELLED: 'warn',
};

const DONE: Readonly<Record<string, string>> = {
  prevu: 'Les carnets sont mis de côté. Imprimez le bordereau.',
  send: 'C’est noté : ces carnets sont en route.',
  cancel: 'L’envoi est annulé : ses carnets sont de nouveau libres.',
  receive: 'C’est compté. Les carnets reçus sont dans le stock.',
  settle: 'L’écart est réglé.',
};

/** The state of a journey, in a word. */
export function JourneyTag({ journey }: { journey: Pick<JourneyRow, 'state' | 'open'> }) {
  return (
    <>
      <Tag look={LOOKS[journey.state]}>{STATE_LABELS[journey.state]}</Tag>
      {journey.open > 0 && <Tag look="bad">{sayCount(journey.open, 'carnet manquant', 'carnets manquants')}</Tag>}
    </>
  );
}

/** "Transfert de 8 carnets". */
export function titleOf(journey: JourneyRow): string {
  return `${KIND_LABELS[kindOf(journey)]} : ${sayCount(journey.booklets, 'carnet')}`;
}

/** Says what was just done, if anything was. */
export function JourneyDone({ done }: { done: string | null }) {
  const sentence = done === null ? undefined : DONE[done];
  if (sentence === undefined) return null;
  return (
    <Notice look="ok" news>
      <p>{sentence}</p>
    </Notice>
  );
}

/** The delivery slip (bordereau): from, to, ranges of serials, and room for two signatures on paper. */
export function Slip({ journey, stock }: { journey: Journey; stock: string }) {
  const said = (at: Date | null, who: string | null) =>
    at === null ? null : `${sayMoment(at)}${who === null ? '' : `, par ${who}`}`;
  return (
    <article className="slip" aria-labelledby="titre-bordereau">
      <h2 id="titre-bordereau">
        Bordereau <JourneyTag journey={journey} />
      </h2>
      <Facts
        of={[
          ['De', journey.fromName ?? stock],
          ['À', [journey.toName ?? stock, journey.siteName].filter((part) => part !== null).join(', ')],
          ['Carnets', sayNumber(journey.booklets)],
          ['Lot', journey.lotLabel ?? 'plusieurs lots'],
          ['Motif', journey.reason],
          ['Prévu', said(journey.plannedAt, journey.plannedBy)],
          ['Parti', said(journey.sentAt, journey.sentBy)],
          [
            'Compté',
            journey.receivedAt === null
              ? null
              : `${sayNumber(journey.received ?? 0)} sur ${sayNumber(journey.booklets)}, ${said(journey.receivedAt, journey.receivedBy)}`,
          ],
          [
            'Annulé',
            journey.cancelledAt === null ? null : `${sayMoment(journey.cancelledAt)} : ${journey.cancelReason}`,
          ],
        ]}
      />
      <DataTable
        caption="Numéros des carnets"
        rows={rangesOf(journey.serials)}
        keyOf={({ first }) => first}
        columns={[
          { header: 'Du carnet', cell: ({ first }) => first },
          { header: 'au carnet', cell: ({ last }) => last },
          { header: 'Nombre', numeric: true, cell: ({ count }) => sayNumber(count) },
        ]}
      />
      <div className="signatures print-only">
        <p>Remis par, le&nbsp;:</p>
        <p>Reçu et compté par, le&nbsp;:</p>
      </div>
    </article>
  );
}

/** What did not arrive, and what was decided of it. */
export function Differences({ rows }: { rows: readonly DifferenceRow[] }) {
  if (rows.length === 0) return null;
  return (
    <DataTable
      caption="Carnets qui ne sont pas arrivés"
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { header: 'Carnet', cell: ({ serial }) => serial },
        {
          header: 'Signalé',
          cell: ({ openedAt, openedBy, note }) =>
            `${sayMoment(openedAt)}${openedBy === null ? '' : ` par ${openedBy}`}${note === null ? '' : ` : « ${note} »`}`,
        },
        {
          header: 'Suite',
          cell: ({ outcome, settledAt, settledBy, reason }) =>
            outcome === null || settledAt === null ? (
              <Tag look="bad">à régler</Tag>
            ) : (
              `${OUTCOME_LABELS[outcome]} (${sayMoment(settledAt)}${settledBy === null ? '' : `, ${settledBy}`}) : ${reason}`
            ),
        },
      ]}
    />
  );
}
