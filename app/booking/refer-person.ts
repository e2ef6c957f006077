import { z } from 'zod';
import type { PartnerActor } from '#app/access/rules/actor.ts';
import { mayActUnder } from '#app/partners/rules/convention.ts';
import { ageBand, PUBLICS, type Public } from '#app/partners/rules/person.ts';
import { placeOfDoor, type QpvPlace, saidPlace, vintageOn } from '#app/partners/rules/qpv.ts';
import { believableBirthYear, type NewPerson, NOTICE_VERSION, newPersonSchema } from '#app/partners/rules/register.ts';
import { codeFromDigest, HOLDER_CODE_LENGTH } from '#app/passes/rules/code.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { bookletIsSetAside } from '#db/queries/allocations.ts';
import { holdConventions } from '#db/queries/conventions.ts';
import { holdPartner, writeHandOver } from '#db/queries/passes.ts';
import { findPersonForPartner, insertHolderCode, insertPerson } from '#db/queries/people.ts';
import { findAreasAround, hasAreas, knowsArea, writePlace } from '#db/queries/qpv.ts';
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
  /** Where the address said with the booklet leads (`locateHome`); null when none was said. Never written: only its neighbourhood is. */
  home: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('DOOR'), lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }),
      z.object({ kind: z.literal('UNSURE') }),
      z.object({ kind: z.literal('AWAY') }),
    ])
    .nullable()
    .default(null),
  /** The first session; null is the lesser way: a booklet without a seat. */
  sessionId: z.uuid().nullable(),
});

type Input = z.infer<typeof input>;

/** What became of an address that was said; null when none was, or when the list answers in its place. */
export type AddressUse = 'FOUND' | 'UNSURE' | 'AWAY' | null;

/**
 * The partner agent's one gesture: person, booklet, seat, in one transaction. Value: who, the
 * hand-over if any, the booking if any, what became of the address. Whatever is refused, nothing of the three remains.
 */
export const referPerson = intention({
  name: 'refer-person',
  input,
  may: 'person.refer',
  // A second sending may find the geocoder away; and a hash of a position could be found again by trying doors.
  same: ({ home, ...rest }) => ({ ...rest, home: home !== null }),
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
    let address: AddressUse = null;
    if (given.bookletId !== null) {
      const place = await placeOf(tx, given, ctx.today);
      if (place === 'NEIGHBOURHOOD_UNKNOWN') return refuse(place);
      if ((await handOver(tx, given.bookletId, who, place, ctx)) === 'GONE') return refuse('BOOKLET_GONE');
      address = fateOf(given.home, place);
    }
    const { holderId } = who;
    if (given.sessionId === null) return ok({ holderId, bookingId: null, address });
    const seat = await takeSeat(
      tx,
      { sessionId: given.sessionId, holderId, partnerId: actor.partnerId, movedFrom: null },
      ctx,
    );
    return seat.ok ? ok({ holderId, bookingId: seat.value.bookingId, address }) : seat;
  },
});

/** The address before the list: it is the surer of the two. The contours are those of the day of the hand-over. */
async function placeOf(tx: Tx, given: Input, today: string): Promise<QpvPlace | null | 'NEIGHBOURHOOD_UNKNOWN'> {
  const vintage = vintageOn(today);
  if (given.home?.kind === 'DOOR' && (await hasAreas(tx, vintage)))
    return placeOfDoor(given.home, await findAreasAround(tx, vintage, given.home), vintage);
  const place = saidPlace(given.neighbourhood, today);
  const known = place === null || place.code === null || (await knowsArea(tx, vintage, place.code));
  return known ? place : 'NEIGHBOURHOOD_UNKNOWN';
}

function fateOf(home: Input['home'], place: QpvPlace | null): AddressUse {
  if (place?.method === 'ADDRESS') return 'FOUND';
  if (home === null || place !== null) return null;
  return home.kind === 'AWAY' ? 'AWAY' : 'UNSURE';
}

interface Identified {
  holderId: string;
  birthYear: number;
  commune: string;
  inseeCode: string | null;
  publics: readonly Public[];
}

async function identify(
  tx: Tx,
  person: Input['person'],
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
