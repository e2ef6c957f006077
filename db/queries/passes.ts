import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { type ActStamp, moment, stamped, texts, uuids, word } from './acts.ts';

/**
 * Whether this professional may still act for this partner, held until the transaction ends: a
 * revocation waits for us, or we see it. Revoked memberships and partners answer false.
 */
export async function holdPartner(tx: Tx, partnerId: string, membershipId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from partner p join membership m on m.partner_id = p.id
    where p.id = ${partnerId} and m.id = ${membershipId} and p.revoked_at is null and m.revoked_at is null
    for share of p, m`);
  return rows.length === 1;
}

/** The same for a venue organisation's staff. */
export async function holdVenueStaff(tx: Tx, membershipId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from membership where id = ${membershipId} and revoked_at is null for share`);
  return rows.length === 1;
}

/** A booklet `b` that waits to travel is not handed over. */
const NOT_SET_ASIDE = sql`not exists (select 1 from allocation_booklet k where k.booklet_id = b.id and k.released_at is null)`;

export interface BookletRow {
  id: string;
  serial: string;
  lotLabel: string;
  size: number;
  faceCents: bigint;
  validUntil: string;
}

/** The partner's booklets that can be handed over today, those that expire first, then by serial. */
export async function listPartnerBooklets(
  tx: Tx,
  partnerId: string,
  today: string,
  page: { limit: number; serial?: string },
): Promise<BookletRow[]> {
  const serial = page.serial === undefined ? sql`true` : sql`b.serial = ${page.serial}`;
  const rows = await tx.execute<{
    id: string;
    serial: string;
    label: string;
    size: number;
    face_cents: string;
    valid_until: string;
  }>(sql`
    select b.id, b.serial, l.label, b.size, l.face_cents::text, l.valid_until::text
    from booklet b join pass_lot l on l.id = b.lot_id
    where b.partner_id = ${partnerId} and l.valid_until >= ${today}::date and l.valid_from <= ${today}::date and ${serial}
      and exists (select 1 from pass p where p.booklet_id = b.id and p.state = 'ALLOCATED') and ${NOT_SET_ASIDE}
    order by l.valid_until, b.serial limit ${page.limit}`);
  return rows.map((row) => ({
    id: row.id,
    serial: row.serial,
    lotLabel: row.label,
    size: row.size,
    faceCents: BigInt(row.face_cents),
    validUntil: row.valid_until,
  }));
}

/** How many booklets a partner can still hand over. */
export async function countPartnerBooklets(tx: Tx, partnerId: string, today: string): Promise<number> {
  const rows = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from booklet b join pass_lot l on l.id = b.lot_id
    where b.partner_id = ${partnerId} and l.valid_until >= ${today}::date and l.valid_from <= ${today}::date
      and exists (select 1 from pass p where p.booklet_id = b.id and p.state = 'ALLOCATED') and ${NOT_SET_ASIDE}`);
  return rows[0]?.n ?? 0;
}

export interface Distribution {
  id: string;
  bookletId: string;
  partnerId: string;
  agentId: string;
  holderId: string;
  publics: readonly string[];
  ageBand: string;
  commune: string;
  inseeCode: string | null;
  noticeVersion: string;
}

/** Hands a booklet over. GONE: it is not, or no longer, this partner's to give. */
export function writeHandOver(tx: Tx, d: Distribution, today: string, stamp: ActStamp): Promise<'OK' | 'GONE'> {
  return word(
    tx,
    sql`act_hand_over(${d.id}, ${d.bookletId}, ${d.partnerId}, ${d.agentId}, ${d.holderId}, ${today}::date,
      ${texts(d.publics)}, ${d.ageBand}, ${d.commune}, ${d.inseeCode}, ${d.noticeVersion}, ${stamped(stamp)})`,
  );
}

/** Redeems held passes of a person who walked in. PASSES_GONE: used elsewhere a moment ago. */
export function writeWalkIn(
  tx: Tx,
  w: { passIds: string[]; holderId: string; orgId: string; venueId: string; today: string; servedOn: string },
  stamp: ActStamp,
): Promise<'OK' | 'PASSES_GONE'> {
  return word(
    tx,
    sql`act_walk_in(${uuids(w.passIds)}, ${w.holderId}, ${w.orgId}, ${w.venueId}, ${w.today}::date, ${w.servedOn}::date, ${stamped(stamp)})`,
  );
}

/** Takes back one walk-in act, all its passes together. */
export function writeWalkInReversed(
  tx: Tx,
  w: { originalTxId: string; orgId: string; reason: string },
  stamp: ActStamp,
): Promise<'OK' | 'NOT_FOUND' | 'CLAIMED'> {
  return word(tx, sql`act_reverse_walk_in(${w.originalTxId}, ${w.orgId}, ${w.reason}, ${stamped(stamp)})`);
}

/** Gives stock booklets of one lot to a partner. GONE: one of them is no longer in stock. */
export function writeAllocation(
  tx: Tx,
  a: { id: string; lotId: string; bookletIds: string[]; partnerId: string },
  stamp: ActStamp,
): Promise<'OK' | 'GONE'> {
  return word(tx, sql`act_allocate(${a.id}, ${a.lotId}, ${uuids(a.bookletIds)}, ${a.partnerId}, ${stamped(stamp)})`);
}

export interface NewLot {
  id: string;
  label: string;
  bookletCount: number;
  bookletSize: number;
  faceCents: bigint;
  validFrom: string;
  validUntil: string;
  createdBy: string | null;
}

/** Writes a lot with its booklets and passes; `hmacs` runs booklet after booklet, in ordinal order. */
export async function writeLot(
  tx: Tx,
  lot: NewLot,
  booklets: { ids: string[]; serials: string[] },
  passes: { ids: string[]; hmacs: string[] },
  stamp: ActStamp,
): Promise<'OK'> {
  await tx.execute(sql`
    insert into pass_lot (id, label, booklet_count, booklet_size, face_cents, valid_from, valid_until, created_by, created_at)
    values (${lot.id}, ${lot.label}, ${lot.bookletCount}, ${lot.bookletSize}, ${lot.faceCents.toString()}::bigint,
      ${lot.validFrom}::date, ${lot.validUntil}::date, ${lot.createdBy}::uuid, ${moment(stamp.now)})`);
  return word(
    tx,
    sql`act_issue_lot(${lot.id}, ${uuids(booklets.ids)}, ${texts(booklets.serials)}, ${uuids(passes.ids)}, ${texts(passes.hmacs)}, ${stamped(stamp)})`,
  );
}

/** The pass a voucher's code stands for, with who holds it. */
export async function findPassByCode(
  tx: Tx,
  codeHmac: string,
): Promise<{ id: string; state: string; holderId: string | null; expiresOn: string } | null> {
  const rows = await tx.execute<{ id: string; state: string; holder_id: string | null; expires_on: string }>(sql`
    select id, state, holder_id, expires_on::text from pass where code_hmac = ${codeHmac}`);
  const row = rows[0];
  return row === undefined
    ? null
    : { id: row.id, state: row.state, holderId: row.holder_id, expiresOn: row.expires_on };
}

/** Where and when a pass was last redeemed: what the second venue is told. */
export async function findRedemptionOfPass(
  tx: Tx,
  passId: string,
): Promise<{ at: Date; orgId: string; orgName: string } | null> {
  const rows = await tx.execute<{ at: string; org_id: string; name: string }>(sql`
    select r.at, r.org_id, o.name from redemption r join venue_org o on o.id = r.org_id
    where r.pass_id = ${passId} and r.reversed_at is null`);
  const row = rows[0];
  return row === undefined ? null : { at: new Date(row.at), orgId: row.org_id, orgName: row.name };
}
