import type postgres from 'postgres';
import type { Planted } from './planted.ts';
import { planted } from './planted-programme.ts';
import type { Stage } from './stage.ts';

type Sql = postgres.TransactionSql;

/** The page of the first organisation of the stage. */
const page = async (stage: Stage) => stage.world.venueIds[0];

/** A page that nobody holds: its organisation has left it. */
const nobodys = async (stage: Stage) => {
  const [venueId] = stage.world.venueIds;
  await stage.sql`update venue set org_id = null, emails = '{contact@example.org}' where id = ${venueId}`;
  return venueId;
};

const claimOf = (sql: postgres.ISql, stage: Stage, venueId: string, change: Record<string, unknown> = {}) => sql`
  insert into venue_claim ${sql({
    id: stage.id(),
    venue_id: venueId,
    route: 'AUTHORITY',
    state: 'OPEN',
    email: 'contact@example.org',
    display_name: 'Camille',
    message: 'x',
    created_at: new Date(),
    ...change,
  })}`;

const asked = async (stage: Stage) => {
  const venueId = await nobodys(stage);
  await claimOf(stage.sql, stage, venueId);
  return venueId;
};

/** A change of the page, of its tour without other words. */
const aChange = async (sql: postgres.ISql, stage: Stage, venueId: string, over: Record<string, unknown> = {}) => {
  const id = stage.id();
  await sql`insert into venue_page_change ${sql({
    id,
    venue_id: venueId,
    at: new Date(),
    actor: `venue_staff:${stage.world.staff[0].membershipId}`,
    step: 'STOPS',
    before: {},
    after: {},
    shown: {},
    undoes: null,
    ...over,
  })}`;
  return id;
};

/** A stop in so many days, announced by a change. */
const aStop = async (
  sql: postgres.ISql,
  stage: Stage,
  venueId: string,
  days = 2,
  over: Record<string, unknown> = {},
) => {
  const change = await aChange(sql, stage, venueId, over);
  const [row] = await sql<{ id: string }[]>`
    insert into venue_stop (id, venue_id, tour_id, day, starts, ends, place, postcode, commune, insee_code, created_at, announced_in)
    values (${stage.id()}, ${venueId}, ${stage.id()}, current_date + ${days}::int, '14:00', '15:00', 'Place', '69500', 'Bron', '69029', now(),
      ${change}) returning id`;
  return { venueId, stopId: row?.id ?? '', change };
};

const announced = async (stage: Stage) =>
  (await stage.sql.begin((sql) => aStop(sql, stage, stage.world.venueIds[0]))) as Awaited<ReturnType<typeof aStop>>;

const takeBack = (sql: Sql, stopId: string, change: string) =>
  sql`update venue_stop set cancelled_at = now() + interval '1 second', cancelled_in = ${change} where id = ${stopId}`;

const aRequest = (sql: Sql, stage: Stage, venueId: string) => sql`
  insert into venue_confirmation_request (id, venue_id, asked_on, channel, address, token_hash, asked_at, expires_at)
  values (${stage.id()}, ${venueId}, current_date, 'EMAIL', 'a@example.org', sha256(${stage.id()}::text::bytea), now(), now() + interval '30 days')`;

const aMerge = (sql: postgres.ISql, stage: Stage, gone: string, slug: string) => sql`
  insert into venue_merge (id, kept_id, gone_id, gone_slug, record_ids, carried_ids, score, reasons, automatic, at, by)
  values (${stage.id()}, ${stage.world.venueIds[0]}, ${gone}, ${slug}, '{}', '{}', 1, '[]', false, now(), 'test')`;

const mergedPage = async (stage: Stage) => {
  const gone = stage.id();
  await aMerge(stage.sql, stage, gone, 'lieu-parti');
  return gone;
};

const aReport = async (stage: Stage) => {
  await stage.sql`
    insert into venue_report (id, venue_id, subject, words, state, created_at)
    values (${stage.id()}, ${stage.world.venueIds[0]}, 'HOURS', 'x', 'OPEN', now())`;
};

export const PLANTED_PAGES = {
  'a page written by somebody of another venue': planted(
    'PA001',
    page,
    (sql, venueId, stage) => sql`
      insert into venue_page_change (id, venue_id, at, actor, step, before, after, shown)
      values (${stage.id()}, ${venueId}, now(), ${`venue_staff:${stage.world.staff[1].membershipId}`}, 'CONTACT', '{}', '{"phone": "1"}', '{}')`,
  ),
  'a change of a page taken back twice': planted('23505', page, async (sql, venueId, stage) => {
    const first = stage.id();
    for (const [id, undoes] of [
      [first, null],
      [stage.id(), first],
      [stage.id(), first],
    ] as const)
      await sql`
        insert into venue_page_change (id, venue_id, at, actor, step, before, after, shown, undoes)
        values (${id}, ${venueId}, now(), ${`venue_staff:${stage.world.staff[0].membershipId}`}, 'CONTACT', '{}', '{"phone": "1"}', '{}', ${undoes})`;
  }),
  'a page claimed that is held already': planted('PA001', page, (sql, venueId, stage) => claimOf(sql, stage, venueId)),
  'a claim of a page rewritten': planted(
    'PA001',
    asked,
    (sql) => sql`update venue_claim set email = 'autre@example.org'`,
  ),
  'a page claimed twice by one person': planted('23505', asked, (sql, venueId, stage) => claimOf(sql, stage, venueId)),
  'a page confirmed by nobody of it': planted(
    'PA001',
    page,
    (sql, venueId, stage) => sql`
      insert into venue_confirmation (id, venue_id, at, actor)
      values (${stage.id()}, ${venueId}, now(), ${`venue_staff:${stage.world.staff[1].membershipId}`})`,
  ),
  'a venue asked twice in six months': planted('23P01', page, async (sql, venueId, stage) => {
    await aRequest(sql, stage, venueId);
    await aRequest(sql, stage, venueId);
  }),
  'one venue, two stops at once': planted('23P01', page, async (sql, venueId, stage) => {
    await aStop(sql, stage, venueId);
    await aStop(sql, stage, venueId);
  }),
  'a stop announced once it is over': planted('23514', page, (sql, venueId, stage) => aStop(sql, stage, venueId, -2)),
  'a stop rewritten': planted(
    'PA001',
    announced,
    (sql, { stopId }) => sql`update venue_stop set place = 'Ailleurs' where id = ${stopId}`,
  ),
  'a stop told by a change of something else': planted('PA001', page, (sql, venueId, stage) =>
    aStop(sql, stage, venueId, 2, { step: 'CONTACT', after: { phone: '1' } }),
  ),
  'a stop taken back twice': planted('PA001', announced, async (sql, { venueId, stopId }, stage) => {
    const change = await aChange(sql, stage, venueId);
    await takeBack(sql, stopId, change);
    await sql`update venue_stop set cancelled_at = cancelled_at + interval '1 second' where id = ${stopId}`;
  }),
  'a stop taken back by a change, and still announced': planted(
    '23514',
    announced,
    (sql, { stopId, change }) => sql`update venue_stop set cancelled_in = ${change} where id = ${stopId}`,
  ),
  'a change of a tour without a stop': planted('PA001', page, (sql, venueId, stage) => aChange(sql, stage, venueId)),
  'a change of a tour with words': planted('23514', page, (sql, venueId, stage) =>
    aStop(sql, stage, venueId, 2, { before: { phone: '1' }, after: { phone: '1' } }),
  ),
  'a change of a tour undone by one of something else': planted('PA001', announced, (sql, { venueId, change }, stage) =>
    aChange(sql, stage, venueId, { step: 'CONTACT', after: { phone: '1' }, undoes: change }),
  ),
  'a merged venue that still stands': planted('PA001', page, (sql, _, stage) =>
    aMerge(sql, stage, stage.world.venueIds[1], 'lieu-parti'),
  ),
  'a venue at the address of a merged one': planted(
    'PA001',
    mergedPage,
    (sql, _, stage) => sql`update venue set slug = 'lieu-parti' where id = ${stage.world.venueIds[1]}`,
  ),
  'a venue merged twice': planted('23505', mergedPage, (sql, gone, stage) => aMerge(sql, stage, gone, 'autre')),
  'two merged venues at one address': planted('23505', mergedPage, (sql, _, stage) =>
    aMerge(sql, stage, stage.id(), 'lieu-parti'),
  ),
  'a report of an error rewritten': planted('PA001', aReport, (sql) => sql`update venue_report set words = 'y'`),
} as const satisfies Record<string, Planted>;
