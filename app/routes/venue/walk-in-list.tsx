import { z } from 'zod';
import { sayTime } from '#app/calendar/rules/french-dates.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import type { WalkIn } from '#db/queries/venue-money.ts';
import { UNDO_REASONS } from './texts.fr.ts';

export const undoForm = z.object({ txId: z.uuid(), reason: z.enum(UNDO_REASONS, 'Choisissez une raison.') });

type UndoableWalkIn = WalkIn & { readonly opKey: string };

interface WalkInListProps {
  readonly walkIns: readonly UndoableWalkIn[];
  readonly severalVenues: boolean;
}

/** Today's redemptions, each of which can be taken back. */
export function WalkInList({ walkIns, severalVenues }: WalkInListProps) {
  return (
    <aside className="walk-ins" aria-labelledby="today">
      <h2 id="today">Encaissés aujourd’hui</h2>
      {walkIns.length === 0 ? (
        <p>Rien encore.</p>
      ) : (
        <ul>
          {walkIns.map((walkIn) => (
            <li key={walkIn.txId}>
              <p>
                <b>{sayTime(walkIn.at)}</b> · {walkIn.givenName} {walkIn.familyInitial}. · {walkIn.passes}&nbsp;pass ·{' '}
                {sayEuros(walkIn.amountCents)}
                {severalVenues && ` · ${walkIn.venueName}`}{' '}
                {walkIn.reversedAt !== null && <Tag look="bad">Annulé à {sayTime(walkIn.reversedAt)}</Tag>}
                {walkIn.claimed && <Tag>Remboursement demandé</Tag>}
              </p>
              {walkIn.reversedAt !== null && <p className="hint">Raison&nbsp;: {walkIn.reverseReason}</p>}
              {walkIn.reversedAt === null && !walkIn.claimed && <Undo walkIn={walkIn} />}
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

function Undo({ walkIn }: { walkIn: UndoableWalkIn }) {
  const id = `reason-${walkIn.txId}`;
  return (
    <details>
      <summary>Annuler cet encaissement</summary>
      <form method="post" action="/espace-lieu/encaisser?annuler" className="flow">
        <OpKeyField value={walkIn.opKey} />
        <input type="hidden" name="txId" value={walkIn.txId} />
        <div>
          <label htmlFor={id}>Pourquoi&nbsp;?</label>
          <select id={id} name="reason">
            {UNDO_REASONS.map((reason) => (
              <option key={reason}>{reason}</option>
            ))}
          </select>
        </div>
        <SubmitButton look="grave">
          Je rends {walkIn.passes > 1 ? `les ${walkIn.passes}\u00a0pass` : 'le pass'}
        </SubmitButton>
      </form>
    </details>
  );
}
