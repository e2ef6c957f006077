import { z } from 'zod';
import type { PartnerActor } from '#app/access/rules/actor.ts';
import { mayActUnder } from '#app/partners/rules/convention.ts';
import { ageBand, PUBLICS, type Public } from '#app/partners/rules/person.ts';
import { type QpvPlace, saidPlace } from '#app/partners/rules/qpv.ts';
import { believableBirthYear, type NewPerson, NOTICE_VERSION, newPersonSchema } from '#app/partners/rules/register.ts';
import { codeFromDigest, HOLDER_CODE_LENGTH } from '#app/passes/rules/code.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { bookletIsSetAside } from '#db/queries/allocations.ts';
import { holdConventions } from '#db/queries/conventions.ts';
import { holdPartner, writeHandOver } from '#db/queries/passes.ts';
import { findPersonForPartner, insertHolderCode, insertPerson } from '#db/queries/people.ts';
import { knowsArea, writePlace } from '#db/queries/qpv.ts';
import { takeSeat } from './take-seat.ts';

const input = z.object({
  /** Somebody new, with their agreement recorded, or somebody this partner already knows. */
  person: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('NEW'), details: newPersonSchema, agreed: z.literal(true) }),
    z.object({ kind: z.literal('KNOWN'), holderId: z.uuid(), publics: z.array(z.enum(PUBLICS)).default([]) }),
  ]),
  /** The booklet to hand over; null when a known person only needs a seat. */
  bookletId: z.uuid().nullable(),
  /** The priority neighbourhood said with the booklet: a code of the list in force, `OUTSIDE_QPV`, or null when it was not asked. */
  neighbourhood: z.string().min(1).max(20).nullable().default(null),
  /** The first session; null is the lesser way: a booklet without a seat. */
  sessionId: z.uuid().nullable(),
});

/**
 * The partner agent's one gesture: person, booklet, seat, in one transaction. Value: who, the
 * hand-over if any, the booking if any. Whatever is refused, nothing of the three remains.
 */
export const referPerson = intention({
  name: 'refer-person',
  input,
  may: 'person.refer',
  async run(tx, given, ctx) {
    if (given.bookletId === null && given.sessionId === null) return refuse('NOTHING_ASKED');
    const { actor } = ctx;
    if (!(await holdPartner(tx, actor.partnerId, actor.membershipId))) return refuse('PARTNER_REVOKED');
    if (given.bookletId !== null) {
      const conventions = (await holdConventions(tx, actor.partnerId)) ?? [];
      const verdict = mayActUnder(conventions, ctx.today, actor.membershipId);
      if (verdict !== 'OK') return refuse(verdict);
    }
    const who = await identify(tx, given.person, ctx);
    if (who === 'BIRTH_YEAR' || who === 'HOLDER_NOT_FOUND') return refuse(who);
    if (given.bookletId !== null) {
      const place = saidPlace(given.neighbourhood, ctx.today);
      if (place !== null && place.code !== null && !(await knowsArea(tx, place.vintage, place.code)))
        return refuse('NEIGHBOURHOOD_UNKNOWN');
      if ((await handOver(tx, given.bookletId, who, place, ctx)) === 'GONE') return refuse('BOOKLET_GONE');
    }
    if (given.sessionId === null) return ok({ holderId: who.holderId, bookingId: null });
    const seat = await takeSeat(
      tx,
      { sessionId: given.sessionId, holderId: who.holderId, partnerId: actor.partnerId, movedFrom: null },
      ctx,
    );
    return seat.ok ? ok({ holderId: who.holderId, bookingId: seat.value.bookingId }) : seat;
  },
});

interface Identified {
  holderId: string;
  birthYear: number;
  commune: string;
  inseeCode: string | null;
  publics: readonly Public[];
}

async function identify(
  tx: Tx,
  person: z.infer<typeof input>['person'],
  ctx: IntentionContext<PartnerActor>,
): Promise<Identified | 'BIRTH_YEAR' | 'HOLDER_NOT_FOUND'> {
  if (person.kind === 'KNOWN') {
    const known = await findPersonForPartner(tx, person.holderId, ctx.actor.partnerId);
    if (known === null) return 'HOLDER_NOT_FOUND';
    return {
      holderId: known.id,
      birthYear: known.birthYear,
      commune: known.commune,
      inseeCode: known.inseeCode,
      publics: person.publics,
    };
  }
  if (!believableBirthYear(person.details.birthYear, yearOf(ctx))) return 'BIRTH_YEAR';
  const holderId = await register(tx, person.details, ctx);
  return { holderId, ...person.details };
}

async function register(tx: Tx, person: NewPerson, ctx: IntentionContext<PartnerActor>): Promise<string> {
  const holderId = ctx.newId();
  await insertPerson(
    tx,
    person,
    { holderId, consentId: ctx.newId(), phoneId: ctx.newId(), emailId: ctx.newId() },
    { userId: ctx.actor.userId, partnerId: ctx.actor.partnerId, noticeVersion: NOTICE_VERSION, now: ctx.now },
  );
  // Two people may by chance draw the same 35-bit code: draw again, the index tells.
  for (;;) {
    const id = ctx.newId();
    const code = codeFromDigest(ctx.secrets.hmac('holder-code', id), HOLDER_CODE_LENGTH);
    const codeHmac = ctx.secrets.index('holder-code-index', code);
    if (await insertHolderCode(tx, { id, holderId, codeHmac, now: ctx.now })) return holderId;
  }
}

async function handOver(
  tx: Tx,
  bookletId: string,
  who: Identified,
  place: QpvPlace | null,
  ctx: IntentionContext<PartnerActor>,
): Promise<'OK' | 'GONE'> {
  if (await bookletIsSetAside(tx, bookletId)) return 'GONE';
  const id = ctx.newId();
  const written = await writeHandOver(
    tx,
    {
      id,
      bookletId,
      partnerId: ctx.actor.partnerId,
      agentId: ctx.actor.membershipId,
      holderId: who.holderId,
      publics: who.publics,
      ageBand: ageBand(who.birthYear, yearOf(ctx)),
      commune: who.commune,
      inseeCode: who.inseeCode,
      noticeVersion: NOTICE_VERSION,
    },
    ctx.today,
    { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now },
  );
  if (written === 'OK' && place !== null) await writePlace(tx, id, place);
  return written;
}

function yearOf(ctx: IntentionContext<PartnerActor>): number {
  return Number(ctx.today.slice(0, 4));
}
