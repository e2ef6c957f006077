import type { VenueActor } from '#app/access/rules/actor.ts';
import type { IntentionContext } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { brokenConstraint } from '#db/faults.ts';
import { listBusy, readLabels, takeMediator, takeRoom } from '#db/queries/publishing.ts';
import { decideSlots, type PlacingRefusal, type SessionSettings } from './rules/publish.ts';
import type { Refusal, Slot } from './rules/series.ts';

export type Placing = { kind: 'PLACED'; roomId: string | null; mediatorId: string | null } | Refusal<PlacingRefusal>;

/**
 * The part that publishing and editing share: room and mediator by their names, and whether both are
 * free at these hours. `except` are the sessions being moved, which do not stand in their own way.
 */
export async function placeSessions(
  tx: Tx,
  slots: readonly Slot[],
  settings: SessionSettings,
  except: readonly string[],
  ctx: IntentionContext<VenueActor>,
): Promise<Placing> {
  const { roomName, mediatorName, venueId } = settings;
  const { orgId } = ctx.actor;
  const room =
    roomName === null ? null : { name: roomName, id: await takeRoom(tx, { id: ctx.newId(), venueId, name: roomName }) };
  const mediator =
    mediatorName === null
      ? null
      : { name: mediatorName, id: await takeMediator(tx, { id: ctx.newId(), orgId, name: mediatorName }) };
  const times = slots.flatMap(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()]);
  const ids = { roomId: room?.id ?? null, mediatorId: mediator?.id ?? null };
  const labels = await readLabels(tx, orgId);
  const busy = await listBusy(tx, {
    ...ids,
    from: new Date(Math.min(...times)),
    to: new Date(Math.max(...times)),
    except,
  });
  return (
    decideSlots({ slots, pricePasses: settings.pricePasses, labels, busy, room, mediator }) ?? {
      kind: 'PLACED',
      ...ids,
    }
  );
}

/** What a constraint says when somebody took the room or the mediator between our look and our write. */
export function takenMeanwhile(error: unknown): 'ROOM_BUSY' | 'MEDIATOR_BUSY' | null {
  const broken = brokenConstraint(error);
  if (broken === 'session_room_free') return 'ROOM_BUSY';
  if (broken === 'session_mediator_free') return 'MEDIATOR_BUSY';
  return null;
}
