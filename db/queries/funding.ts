import { sql } from 'drizzle-orm';
import type { FundingFacts, FundingKind } from '#app/purchasing/rules/funding.ts';
import type { Tx } from '../client.ts';
import { moment, uuids } from './acts.ts';

export interface NewFunding {
  id: string;
  kind: FundingKind;
  label: string;
  rateBps: number;
  capCents: bigint | null;
  startsOn: string;
  endsOn: string;
  createdBy: string | null;
}

export async function insertFunding(tx: Tx, f: NewFunding, now: Date): Promise<void> {
  await tx.execute(sql`
    insert into funding (id, kind, label, rate_bps, cap_cents, starts_on, ends_on, created_by, created_at)
    values (${f.id}, ${f.kind}, ${f.label}, ${f.rateBps}, ${f.capCents?.toString() ?? null}::bigint, ${f.startsOn}::date,
      ${f.endsOn}::date, ${f.createdBy}::uuid, ${moment(now)})`);
}

/**
 * What a decision needs to know of these fundings, in the order of labels; unknown ids are absent. Locked until the
 * transaction ends: two lots financed at once do not both fit under one cap.
 */
export async function holdFundings(
  tx: Tx,
  ids: readonly string[],
): Promise<(FundingFacts & { label: string; capCents: bigint | null })[]> {
  await tx.execute(sql`select 1 from funding where id = any (${uuids(ids)}) order by id for no key update`);
  const rows = await tx.execute<FundingFacts & { label: string; cap: string | null } & Record<string, unknown>>(sql`
    select id, kind, label, rate_bps as "rateBps", starts_on::text as "startsOn", ends_on::text as "endsOn", cap_cents::text as cap
    from funding where id = any (${uuids(ids)}) order by label, id`);
  return rows.map(({ cap, ...row }) => ({ ...row, capCents: cap === null ? null : BigInt(cap) }));
}

export interface FundingRow extends FundingFacts {
  label: string;
  /** Null without a cap. */
  capCents: number | null;
  /** How many lots it pays for. */
  lots: number;
}

/** Every funding line, those of today first. */
export async function listFundings(tx: Tx): Promise<FundingRow[]> {
  return tx.execute<FundingRow & Record<string, unknown>>(sql`
    select f.id, f.kind, f.label, f.rate_bps as "rateBps", f.cap_cents::float8 as "capCents", f.starts_on::text as "startsOn",
      f.ends_on::text as "endsOn", (select count(*)::int from lot_funding s where s.funding_id = f.id) as lots
    from funding f order by f.ends_on desc, f.label`);
}

export interface LotShareRow {
  lotId: string;
  lotLabel: string;
  priceCents: bigint;
  fundingId: string;
  label: string;
  kind: FundingKind;
  shareBps: number;
  capCents: bigint | null;
}

/** The shares of lots that are in an order; of one order, of one lot, or of all. In the order of funding labels. */
export async function listLotShares(tx: Tx, of: { orderId?: string; lotId?: string } = {}): Promise<LotShareRow[]> {
  const rows = await tx.execute<
    Omit<LotShareRow, 'priceCents' | 'capCents'> & { priceCents: string; capCents: string | null }
  >(sql`
    select l.id as "lotId", l.label as "lotLabel", l.price_cents::text as "priceCents", f.id as "fundingId", f.label, f.kind,
      s.share_bps as "shareBps", f.cap_cents::text as "capCents"
    from lot_funding s join pass_lot l on l.id = s.lot_id join funding f on f.id = s.funding_id
    where ${of.orderId === undefined ? sql`true` : sql`l.order_id = ${of.orderId}`}
      and ${of.lotId === undefined ? sql`true` : sql`l.id = ${of.lotId}`}
    order by l.created_at, l.id, f.label`);
  return rows.map((row) => ({
    ...row,
    priceCents: BigInt(row.priceCents),
    capCents: row.capCents === null ? null : BigInt(row.capCents),
  }));
}
