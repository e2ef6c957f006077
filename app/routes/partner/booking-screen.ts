import { z } from 'zod';
import type { PartnerActor } from '#app/access/rules/actor.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { shortName } from '#app/partners/texts.fr.ts';
import type { Services } from '#app/platform/services.ts';
import { readBooking } from '#db/queries/booking.ts';
import { findPersonForPartner } from '#db/queries/people.ts';
import { findBookingOf, type HolderBooking, listUsablePasses } from '#db/queries/wallet.ts';
import { type Proposals, proposeNearest } from './propose.ts';
import { readDraft } from './refer/form.ts';

/** A booking an agent may move or cancel, and where it could be moved to. */
export interface BookingScreen {
  booking: HolderBooking;
  holderId: string;
  name: string;
  now: Date;
  today: string;
  proposals: Proposals;
  /** Whether the long list was asked for. */
  all: boolean;
}

const SHOWN_WHEN_ASKED = 30;

/** Reads the screen of a booking of somebody the partner knows; null for any other. */
export function readBookingScreen(
  { db, clock }: Services,
  actor: PartnerActor,
  bookingId: string | undefined,
  params: URLSearchParams,
): Promise<BookingScreen | null> {
  const now = clock.now();
  const all = params.has('tout');
  return db.read(async (tx) => {
    const id = z.uuid().safeParse(bookingId);
    const scoped = id.success ? await readBooking(tx, id.data, { partnerId: actor.partnerId }) : null;
    if (scoped === null) return null;
    const { holderId } = scoped;
    const booking = await findBookingOf(tx, holderId, scoped.id);
    const person = await findPersonForPartner(tx, holderId, actor.partnerId);
    if (booking === null || person === null) return null;
    // The passes of this booking come back when it is moved: they pay for the next one.
    const passes = await listUsablePasses(tx, holderId, booking.id);
    const lastDay =
      passes
        .map(({ expiresOn }) => expiresOn)
        .sort()
        .at(-1) ?? null;
    const proposals = await proposeNearest(tx, {
      near: person.commune,
      means: { passes: passes.length, lastDay },
      filters: { ...readDraft({}), ...(all ? { shown: SHOWN_WHEN_ASKED, within: 'tout' as const } : {}) },
      holderId,
      chosen: null,
      now,
    });
    return { booking, holderId, name: shortName(person), now, today: parisDay(now), proposals, all };
  });
}
