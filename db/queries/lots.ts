import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

export interface LotRow {
  id: string;
  label: string;
  bookletCount: number;
  bookletSize: number;
  faceCents: number;
  validFrom: string;
  validUntil: string;
  /** Booklets in stock, those set aside for an allocation apart. */
  inStock: number;
  /** Passes of this lot given to people, and used. */
  handedOver: number;
  redeemed: number;
  /** Whether its passes may leave the stock. */
  activated: boolean;
}

/** Every lot, the latest first. */
export async function listLots(tx: Tx): Promise<LotRow[]> {
  return tx.execute<LotRow & Record<string, unknown>>(sql`
    with passes as (
      select lot_id, count(distinct booklet_id) filter (where state = 'STOCK' and not exists
          (select 1 from allocation_booklet k where k.booklet_id = pass.booklet_id and k.released_at is null))::int as "inStock",
        count(*) filter (where holder_id is not null)::int as "handedOver",
        count(*) filter (where state in ('REDEEMED', 'CLAIMED', 'SETTLED'))::int as redeemed
      from pass group by lot_id
    )
    select l.id, l.label, l.booklet_count as "bookletCount", l.booklet_size as "bookletSize", l.face_cents::int as "faceCents",
      l.valid_from::text as "validFrom", l.valid_until::text as "validUntil",
      l.activated_at is not null as activated, coalesce(p."inStock", 0) as "inStock", coalesce(p."handedOver", 0) as "handedOver", coalesce(p.redeemed, 0) as redeemed
    from pass_lot l left join passes p on p.lot_id = l.id order by l.created_at desc, l.label`);
}

/** Whether passes of this lot may leave the stock; an unknown lot has none that could. */
export async function lotIsActivated(tx: Tx, lotId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from pass_lot where id = ${lotId} and activated_at is not null`);
  return rows.length === 1;
}

export interface AllocationRow {
  id: string;
  at: Date;
  partnerId: string;
  partnerName: string;
  lotLabel: string;
  booklets: number;
}

/** The latest booklets given to partners. */
export async function listAllocations(tx: Tx, limit: number): Promise<AllocationRow[]> {
  const rows = await tx.execute<Omit<AllocationRow, 'at'> & { at: string }>(sql`
    select a.id, a.received_at as at, p.id as "partnerId", p.name as "partnerName", coalesce(l.label, 'plusieurs lots') as "lotLabel",
      a.received_booklets as booklets
    from allocation a join partner p on p.id = a.partner_id left join pass_lot l on l.id = a.lot_id
    where a.state = 'RECEIVED' order by a.received_at desc, a.id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** The serials of a lot's booklets, in the order of their numbers. */
export async function listSerials(tx: Tx, lotId: string, page: { limit: number; offset: number }): Promise<string[]> {
  const rows = await tx.execute<{ serial: string }>(sql`
    select serial from booklet where lot_id = ${lotId} order by length(serial), serial limit ${page.limit} offset ${page.offset}`);
  return rows.map(({ serial }) => serial);
}

/** Serials made here; those of a supplier's file may look otherwise. */
const OURS = '^[0-9A-Z]{2,6}-[0-9]{5,7}$';

/** The prefix of the latest booklets, and the first number it has free; null before the first lot. */
export async function nextSerial(tx: Tx): Promise<{ prefix: string; number: number } | null> {
  const rows = await tx.execute<{ prefix: string; number: number }>(sql`
    with latest as (
      select split_part(b.serial, '-', 1) as prefix from booklet b join pass_lot l on l.id = b.lot_id
      where b.serial ~ ${OURS} order by l.created_at desc limit 1
    )
    select latest.prefix, max(split_part(b.serial, '-', 2)::int) + 1 as number
    from latest join booklet b on b.serial like latest.prefix || '-%' and b.serial ~ ${OURS} group by 1`);
  return rows[0] ?? null;
}
