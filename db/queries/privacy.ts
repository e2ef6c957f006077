import { type SQL, sql } from 'drizzle-orm';
import { OUTSIDE_QPV } from '#app/partners/rules/qpv.ts';
import type { Kept, RetentionRule } from '#app/privacy/rules/retention.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';
import { countPageContacts } from './upkeep/retention.ts';

/** The confirmed bookings of a person whose session is still to come, by id: the order in which acts lock them. */
export async function listConfirmedToCome(tx: Tx, holderId: string, now: Date): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select b.id from booking b join session s on s.id = b.session_id
    where b.holder_id = ${holderId} and b.state = 'CONFIRMED' and s.starts_at > ${moment(now)} order by b.id`);
  return rows.map(({ id }) => id);
}

/**
 * Erases an identity: names, ways to be reached, code, waiting messages. What remains has ids only, so that no
 * figure moves. False when there is no identity to erase.
 */
export async function eraseIdentity(
  tx: Tx,
  holderId: string,
  by: { actorRef: string; cause: 'ASKED' | 'RETENTION'; now: Date },
): Promise<boolean> {
  await tx.execute(sql`select 1 from holder where id = ${holderId} for no key update`);
  const gone = await tx.execute(sql`delete from pii.person where id = ${holderId} returning id`);
  if (gone.length === 0) return false;
  await tx.execute(
    sql`update holder_code set revoked_at = ${moment(by.now)} where holder_id = ${holderId} and revoked_at is null`,
  );
  await tx.execute(sql`delete from outbox where recipient_id = ${holderId} and sent_at is null`);
  await tx.execute(sql`
    insert into erasure (holder_id, at, actor, cause) values (${holderId}, ${moment(by.now)}, ${by.actorRef}, ${by.cause})`);
  return true;
}

export async function readRetention(tx: Tx): Promise<RetentionRule[]> {
  const rows = await tx.execute<{ [K in keyof RetentionRule]: RetentionRule[K] }>(
    sql`select what, months, basis from retention_rule order by array_position(array['IDENTITY','MESSAGE','INVITATION','SESSION','PAGE_CONTACT'], what)`,
  );
  return [...rows];
}

/** How many months an identity is kept after the last activity. */
export async function readIdentityMonths(tx: Tx): Promise<number> {
  const rows = await tx.execute<{ months: number }>(sql`select months from retention_rule where what = 'IDENTITY'`);
  if (rows[0] === undefined) throw new Error('no duration for identities');
  return rows[0].months;
}

export async function writeRetention(tx: Tx, what: Kept, months: number, now: Date): Promise<void> {
  await tx.execute(sql`update retention_rule set months = ${months}, updated_at = ${moment(now)} where what = ${what}`);
}

const before = (what: Kept, now: Date) =>
  sql`(${moment(now)} - make_interval(months => (select months from retention_rule where what = ${what})::int))`;

/** People with an identity of whom nothing happened since, whose passes are all over, and who are expected nowhere. */
const idle = (now: Date): SQL => sql`
  select p.id from pii.person p join holder h on h.id = p.id
  where h.created_at < ${before('IDENTITY', now)}
    and not exists (select 1 from pass x where x.holder_id = p.id and x.expires_on >= (${before('IDENTITY', now)} at time zone 'Europe/Paris')::date
      and x.state in ('HELD', 'RESERVED'))
    and not exists (select 1 from distribution d where d.holder_id = p.id and d.at >= ${before('IDENTITY', now)})
    and not exists (select 1 from redemption r where r.holder_id = p.id and r.at >= ${before('IDENTITY', now)})
    and not exists (select 1 from booking b join session s on s.id = b.session_id where b.holder_id = p.id
      and (s.ends_at >= ${before('IDENTITY', now)} or b.state = 'CONFIRMED' and s.ends_at > ${moment(now)}))`;

/** The next people whose identity is to go. */
export async function listIdlePeople(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`select id from (${idle(now)}) i order by id limit ${limit}`);
  return rows.map(({ id }) => id);
}

const OVER: Record<Exclude<Kept, 'IDENTITY' | 'PAGE_CONTACT'>, { table: SQL; over: (now: Date) => SQL }> = {
  MESSAGE: { table: sql`outbox`, over: (now) => sql`created_at < ${before('MESSAGE', now)}` },
  INVITATION: { table: sql`invitation`, over: (now) => sql`expires_at < ${before('INVITATION', now)}` },
  SESSION: { table: sql`user_session`, over: (now) => sql`expires_at < ${before('SESSION', now)}` },
};

/** How many of each would go now. */
export async function previewRetention(tx: Tx, now: Date): Promise<Record<Kept, number>> {
  const count = async (from: SQL) =>
    (await tx.execute<{ n: number }>(sql`select count(*)::int as n from ${from}`))[0]?.n ?? 0;
  const of = ({ table, over }: (typeof OVER)[keyof typeof OVER]) => count(sql`${table} where ${over(now)}`);
  return {
    IDENTITY: await count(sql`(${idle(now)}) i`),
    MESSAGE: await of(OVER.MESSAGE),
    INVITATION: await of(OVER.INVITATION),
    SESSION: await of(OVER.SESSION),
    PAGE_CONTACT: await countPageContacts(tx, now),
  };
}

/** Deletes what is over, identities apart: they go one by one. Returns how many went. */
export async function deleteOver(tx: Tx, what: keyof typeof OVER, now: Date): Promise<number> {
  const { table, over } = OVER[what];
  const rows = await tx.execute<{ n: number }>(sql`
    with gone as (delete from ${table} where ${over(now)} returning 1) select count(*)::int as n from gone`);
  return rows[0]?.n ?? 0;
}

/** All that is written about a person, in plain columns, for themselves. */
export async function readPersonData(tx: Tx, holderId: string): Promise<Record<string, unknown[]>> {
  const list = async (query: SQL) => [...(await tx.execute(query))];
  return {
    identite: await list(sql`
      select family_name as nom, given_name as prenom, birth_year as "anneeDeNaissance", commune, created_at as "ecritLe"
      from pii.person where id = ${holderId}`),
    coordonnees: await list(sql`
      select case kind when 'PHONE' then 'téléphone' else 'e-mail' end as moyen, value as valeur, shared as "partage"
      from pii.contact_point where person_id = ${holderId} order by kind`),
    accords: await list(sql`
      select k.at as le, p.name as "recueilliPar", k.notice_version as "versionDuTexte"
      from consent k join partner p on p.id = k.partner_id where k.holder_id = ${holderId} order by k.at`),
    carnets: await list(sql`
      select b.serial as numero, d.at as "remisLe", p.name as "remisPar", d.publics as situations, d.commune, d.age_band as "trancheDAge",
        case when d.qpv_vintage is not null then coalesce(d.qpv_code, ${OUTSIDE_QPV}) end as "quartierPrioritaire", d.voided_at as "annuleLe"
      from distribution d join booklet b on b.id = d.booklet_id join partner p on p.id = d.partner_id
      where d.holder_id = ${holderId} order by d.at`),
    pass: await list(sql`
      select b.serial as carnet, x.ordinal as rang, x.state as etat, x.expires_on::text as "dernierJour"
      from pass x join booklet b on b.id = x.booklet_id where x.holder_id = ${holderId} order by b.serial, x.ordinal`),
    reservations: await list(sql`
      select c.title as atelier, v.name as lieu, s.starts_at as debut, b.state as etat, b.created_at as "reserveLe"
      from booking b join session s on s.id = b.session_id join course c on c.id = s.course_id join venue v on v.id = s.venue_id
      where b.holder_id = ${holderId} order by s.starts_at`),
    utilisations: await list(sql`
      select v.name as lieu, r.at as le, r.amount_cents::text as centimes, r.reversed_at as "annuleLe"
      from redemption r join venue v on v.id = r.venue_id where r.holder_id = ${holderId} order by r.at`),
    messages: await list(sql`
      select kind as genre, channel as voie, created_at as "ecritLe", sent_at as "envoyeLe" from outbox
      where recipient_id = ${holderId} order by created_at`),
  };
}
