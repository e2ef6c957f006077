import { sql } from 'drizzle-orm';
import type { BusySession, LabelPeriod, SessionSettings } from '#app/training/rules/publish.ts';
import type { Slot } from '#app/training/rules/series.ts';
import type { Level, Theme } from '#app/training/rules/session.ts';
import type { Tx } from '../client.ts';
import { course, series, session } from '../schema/training.ts';
import { moment, uuids } from './acts.ts';

/** The periods in which an organisation may accept passes. */
export async function readLabels(tx: Tx, orgId: string): Promise<LabelPeriod[]> {
  const rows = await tx.execute<{ startsOn: string; endsOn: string | null }>(sql`
    select starts_on::text as "startsOn", ends_on::text as "endsOn" from org_label where org_id = ${orgId}`);
  return [...rows];
}

/** The room of a venue under a name, made if it is new. Names differ by more than their capitals. */
export async function takeRoom(tx: Tx, room: { id: string; venueId: string; name: string }): Promise<string> {
  await tx.execute(sql`
    insert into room (id, venue_id, name) values (${room.id}, ${room.venueId}, ${room.name})
    on conflict (venue_id, lower(name)) do nothing`);
  const rows = await tx.execute<{ id: string }>(sql`
    select id from room where venue_id = ${room.venueId} and lower(name) = lower(${room.name})`);
  return found(rows[0]).id;
}

/** The mediator of an organisation under a name, made if new. */
export async function takeMediator(tx: Tx, mediator: { id: string; orgId: string; name: string }): Promise<string> {
  await tx.execute(sql`
    insert into mediator (id, org_id, name) values (${mediator.id}, ${mediator.orgId}, ${mediator.name})
    on conflict (org_id, lower(name)) do nothing`);
  const rows = await tx.execute<{ id: string }>(sql`
    select id from mediator where org_id = ${mediator.orgId} and lower(name) = lower(${mediator.name})`);
  return found(rows[0]).id;
}

/** The open sessions that hold this room or this mediator within a span, some sessions left out. */
export async function listBusy(
  tx: Tx,
  q: { roomId: string | null; mediatorId: string | null; from: Date; to: Date; except: readonly string[] },
): Promise<BusySession[]> {
  if (q.roomId === null && q.mediatorId === null) return [];
  const rows = await tx.execute<{
    starts_at: string;
    ends_at: string;
    room_id: string | null;
    mediator_id: string | null;
    title: string;
    name: string;
  }>(sql`
    select s.starts_at, s.ends_at, s.room_id, s.mediator_id, c.title, v.name
    from session s join course c on c.id = s.course_id join venue v on v.id = s.venue_id
    where s.state = 'OPEN' and (s.room_id = ${q.roomId}::uuid or s.mediator_id = ${q.mediatorId}::uuid)
      and tstzrange(s.starts_at, s.ends_at) && tstzrange(${moment(q.from)}, ${moment(q.to)})
      and not s.id = any (${uuids(q.except)})
    order by s.starts_at`);
  return rows.map((row) => ({
    startsAt: new Date(row.starts_at),
    endsAt: new Date(row.ends_at),
    roomId: row.room_id,
    mediatorId: row.mediator_id,
    title: row.title,
    venueName: row.name,
  }));
}

export interface CourseRow {
  id: string;
  title: string;
  description: string;
  theme: Theme;
  level: Level;
}

/** One course of an organisation, or null. */
export async function findCourse(tx: Tx, courseId: string, orgId: string): Promise<CourseRow | null> {
  const rows = await tx.execute<CourseRow & Record<string, unknown>>(sql`
    select id, title, description, theme, level from course where id = ${courseId} and org_id = ${orgId}`);
  return rows[0] ?? null;
}

export async function insertCourse(tx: Tx, row: CourseRow & { orgId: string; now: Date }): Promise<void> {
  const { now, ...values } = row;
  await tx.insert(course).values({ ...values, createdAt: now });
}

/** Writes the words of a course anew, for all its sessions. */
export async function updateCourse(tx: Tx, row: CourseRow): Promise<void> {
  await tx.execute(sql`
    update course set title = ${row.title}, description = ${row.description}, theme = ${row.theme}, level = ${row.level}
    where id = ${row.id}`);
}

export async function insertSeries(
  tx: Tx,
  row: { id: string; courseId: string; rrule: string; now: Date },
): Promise<void> {
  const { now, ...values } = row;
  await tx.insert(series).values({ ...values, createdAt: now });
}

/** What sessions published together share. */
export interface SharedFacts extends Omit<SessionSettings, 'roomName' | 'mediatorName'> {
  orgId: string;
  courseId: string;
  seriesId: string | null;
  roomId: string | null;
  mediatorId: string | null;
}

/** Opens sessions. Breaks `session_room_free` or `session_mediator_free` when somebody was faster. */
export async function insertSessions(
  tx: Tx,
  slots: readonly (Slot & { id: string })[],
  { venueId, audience, languages, wheelchair, capacity, pricePasses, ...ids }: SharedFacts,
  now: Date,
): Promise<void> {
  await tx.insert(session).values(
    slots.map(({ id, startsAt, endsAt }) => ({
      id,
      startsAt,
      endsAt,
      venueId,
      audience,
      languages,
      wheelchair,
      capacity,
      pricePasses,
      ...ids,
      state: 'OPEN' as const,
      createdAt: now,
      updatedAt: now,
    })),
  );
}

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('a row just written is not there');
  return row;
}
