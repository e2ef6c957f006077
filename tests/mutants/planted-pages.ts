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

const aStop = (sql: Sql, stage: Stage, venueId: string) => sql`
  insert into venue_stop (id, venue_id, tour_id, day, starts, ends, place, postcode, commune, insee_code, created_at)
  values (${stage.id()}, ${venueId}, ${stage.id()}, current_date + 2, '14:00', '15:00', 'Place', '69500', 'Bron', '69029', now())`;

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
  'a stop announced once it is over': planted('23514', page, async (sql, venueId, stage) => {
    await aStop(sql, stage, venueId);
    await sql`update venue_stop set day = current_date - 2`;
  }),
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
