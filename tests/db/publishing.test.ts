import { RRuleTemporal } from 'rrule-temporal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { perform } from '#app/platform/intention.ts';
import { publishSessions } from '#app/training/publish-sessions.ts';
import { sayRefusal } from '#app/training/texts.fr.ts';
import { brokenConstraint } from '#db/faults.ts';
import { insertSessions } from '#db/queries/publishing.ts';
import { buildWorld, done, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase({ clock: new Date('2026-09-01T08:00:00Z') });
  world = await buildWorld(fresh, { booklets: 1 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const wish = (change: Record<string, unknown> = {}) => ({
  venueId: world.venueIds[0],
  course: { title: 'Premiers pas', description: 'On commence.', theme: 'ORDINATEUR', level: 'PREMIERS_PAS' },
  roomName: null,
  mediatorName: null,
  audience: 'EVERYONE',
  languages: ['fr'],
  wheelchair: true,
  capacity: 8,
  pricePasses: 2,
  firstDay: '2026-10-13',
  start: '14:00',
  end: '16:00',
  weekly: null,
  ...change,
});
const publish = (change: Record<string, unknown> = {}, org: 0 | 1 | 2 = 0) =>
  perform(world.services, publishSessions, {
    actor: world.staff[org],
    opKey: world.services.newId(),
    input: wish(change),
  });
const sessionsOf = (ids: string[]) =>
  world.sql<{ starts_at: Date; ends_at: Date; room_id: string | null; mediator_id: string | null }[]>`
    select starts_at, ends_at, room_id, mediator_id from session where id = any (${ids}) order by starts_at`;

describe('publishing', () => {
  it('opens one session with all that was said of it', async () => {
    const { sessionIds, seriesId, courseId } = await done(publish());
    expect(seriesId).toBeNull();
    const rows =
      await world.sql`select s.*, c.title, c.theme, c.level from session s join course c on c.id = s.course_id where s.id = any (${sessionIds})`;
    expect(rows).toMatchObject([
      {
        course_id: courseId,
        org_id: world.staff[0].orgId,
        venue_id: world.venueIds[0],
        title: 'Premiers pas',
        theme: 'ORDINATEUR',
        level: 'PREMIERS_PAS',
        capacity: 8,
        seats_taken: 0,
        price_passes: 2,
        audience: 'EVERYONE',
        languages: ['fr'],
        wheelchair: true,
        state: 'OPEN',
        starts_at: new Date('2026-10-13T12:00:00Z'),
        ends_at: new Date('2026-10-13T14:00:00Z'),
      },
    ]);
  });

  it('keeps a weekly 14:00 at 14:00 through October, leaves holidays out, and keeps the rule it came from', async () => {
    const weekly = { days: [2], until: '2026-11-10', except: ['2026-11-03'] };
    const { sessionIds, seriesId } = await done(publish({ weekly }));
    const starts = (await sessionsOf(sessionIds)).map((row) => row.starts_at.toISOString());
    expect(starts).toEqual([
      '2026-10-13T12:00:00.000Z',
      '2026-10-20T12:00:00.000Z',
      '2026-10-27T13:00:00.000Z',
      '2026-11-10T13:00:00.000Z',
    ]);
    const [kept] = await world.sql<{ rrule: string }[]>`select rrule from series where id = ${seriesId}`;
    const again = new RRuleTemporal({ rruleString: kept?.rrule ?? '' }).all();
    expect(again.map((at) => new Date(at.epochMilliseconds).toISOString())).toEqual(starts);
  });

  it('gives another session of a course it already has, and of nobody else’s', async () => {
    const { courseId } = await done(publish());
    const again = await done(publish({ course: { courseId }, firstDay: '2026-10-14' }));
    expect(again.courseId).toBe(courseId);
    expect(await publish({ course: { courseId }, venueId: world.venueIds[1] }, 1)).toMatchObject({
      refusal: 'COURSE_NOT_FOUND',
    });
  });

  it('does it once under one key', async () => {
    const attempt = { actor: world.staff[0], opKey: world.services.newId(), input: wish() };
    const [one, two] = await Promise.all([
      perform(world.services, publishSessions, attempt),
      perform(world.services, publishSessions, attempt),
    ]);
    expect(one).toEqual(two);
    expect(one.ok).toBe(true);
  });
});

describe('what is refused', () => {
  it.each([
    ['END_BEFORE_START', { end: '14:00' }, 'doit finir après'],
    ['DATE_PAST', { firstDay: '2026-08-31' }, 'lundi 31 août 2026'],
    ['DATE_PAST', { firstDay: '2026-09-01', start: '09:59', end: '11:00' }, 'mardi 1er septembre 2026'],
    ['DATE_TOO_FAR', { firstDay: '2029-01-01' }, 'deux ans'],
    ['NO_SESSION', { weekly: { days: [2], until: '2026-10-01' } }, 'Aucun jour'],
    ['TOO_MANY_SESSIONS', { weekly: { days: [1, 2, 3, 4, 5], until: '2027-06-30' } }, '60 dates'],
    ['WALL_TIME_AMBIGUOUS', { firstDay: '2026-10-25', start: '02:30', end: '04:00' }, 'dimanche 25 octobre 2026'],
    [
      'WALL_TIME_MISSING',
      { firstDay: '2027-03-14', start: '02:30', end: '04:00', weekly: { days: [7], until: '2027-04-04' } },
      'dimanche 28 mars 2027',
    ],
    ['BAD_INPUT', { capacity: 0 }, 'Vérifiez'],
    ['BAD_INPUT', { firstDay: '2026-02-30' }, 'Vérifiez'],
    ['BAD_INPUT', { languages: [] }, 'Vérifiez'],
  ])('%s %j', async (refusal, change, words) => {
    const answer = await publish(change);
    expect(answer).toMatchObject({ ok: false, refusal });
    if (!answer.ok) expect(sayRefusal(answer)).toContain(words);
  });

  it('a venue of somebody else, and anybody who is not of a venue', async () => {
    expect(await publish({ venueId: world.venueIds[1] })).toMatchObject({ refusal: 'VENUE_NOT_FOUND' });
    const agent = { actor: world.agents[0], opKey: world.services.newId(), input: wish() };
    expect(await perform(world.services, publishSessions, agent)).toMatchObject({ refusal: 'NOT_ALLOWED' });
  });

  it('a price in passes on the day the label ends, never without a price', async () => {
    await world.sql`update org_label set ends_on = '2026-10-20' where org_id = ${world.staff[2].orgId}`;
    const weekly = { days: [2], until: '2026-10-27' };
    const answer = await publish({ venueId: world.venueIds[2], weekly }, 2);
    expect(answer).toMatchObject({ refusal: 'LABEL_LAPSED', facts: { day: '2026-10-27' } });
    await done(publish({ venueId: world.venueIds[2], weekly: { ...weekly, until: '2026-10-20' } }, 2));
    await done(publish({ venueId: world.venueIds[2], weekly, pricePasses: 0 }, 2));
  });

  it('leaves nothing behind', async () => {
    const count = () =>
      world.sql`select (select count(*) from course) as courses, (select count(*) from series) as series, (select count(*) from room) as rooms`;
    await done(publish({ roomName: 'Salle témoin', firstDay: '2026-12-01' }));
    const before = await count();
    expect(await publish({ roomName: 'SALLE  témoin', firstDay: '2026-12-01', mediatorName: 'Neuf' })).toMatchObject({
      refusal: 'ROOM_BUSY',
    });
    expect(await count()).toEqual(before);
  });
});

describe('rooms and mediators', () => {
  it('are known again by their names, whatever the capitals, within their venue', async () => {
    const one = await done(publish({ roomName: 'Salle bleue', mediatorName: 'Nadia Ferrand', firstDay: '2026-12-02' }));
    const two = await done(
      publish({ roomName: 'salle  Bleue ', mediatorName: 'NADIA FERRAND', firstDay: '2026-12-03' }),
    );
    const [a, b] = await sessionsOf([...one.sessionIds, ...two.sessionIds]);
    expect(a?.room_id).toBe(b?.room_id);
    expect(a?.mediator_id).toBe(b?.mediator_id);
    expect(a?.room_id).not.toBeNull();
    const elsewhere = await done(
      publish({ venueId: world.venueIds[1], roomName: 'Salle bleue', firstDay: '2026-12-02' }, 1),
    );
    expect((await sessionsOf(elsewhere.sessionIds))[0]?.room_id).not.toBe(a?.room_id);
  });

  it('are busy while a session holds them: the sentence names it', async () => {
    await done(publish({ roomName: 'Salle rouge', mediatorName: 'Karim', firstDay: '2026-12-08' }));
    const room = await publish({
      roomName: 'Salle rouge',
      firstDay: '2026-12-01',
      start: '15:00',
      end: '17:00',
      weekly: { days: [2], until: '2026-12-15' },
    });
    expect(room).toMatchObject({ refusal: 'ROOM_BUSY' });
    if (!room.ok) {
      expect(sayRefusal(room)).toBe(
        'La salle «\u00a0Salle rouge\u00a0» est déjà prise mardi 8 décembre 2026 à 14\u00a0h («\u00a0Premiers pas\u00a0», MJC un). Choisissez une autre salle ou une autre heure.',
      );
    }
    const mediator = await publish({ mediatorName: 'karim', firstDay: '2026-12-08', start: '13:00', end: '14:01' });
    expect(mediator).toMatchObject({ refusal: 'MEDIATOR_BUSY', facts: { name: 'karim', where: 'MJC un' } });
    await done(
      publish({ roomName: 'Salle rouge', mediatorName: 'Karim', firstDay: '2026-12-08', start: '16:00', end: '17:00' }),
    );
  });

  it('are had by one of ten who publish at once; the others are told', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => publish({ roomName: 'Salle disputée', firstDay: '2026-12-09' })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal).toBe('ROOM_BUSY');
  });

  it.each(['room', 'mediator'] as const)('are kept by the database itself: %s', async (kind) => {
    const made = await done(
      publish({ roomName: `Garde ${kind}`, mediatorName: `Garde ${kind}`, firstDay: '2026-12-10' }),
    );
    const [row] = await sessionsOf(made.sessionIds);
    const write = fresh.db.transaction((tx) =>
      insertSessions(
        tx,
        [
          {
            id: world.services.newId(),
            day: '2026-12-10',
            startsAt: new Date('2026-12-10T14:30:00Z'),
            endsAt: new Date('2026-12-10T16:00:00Z'),
          },
        ],
        {
          orgId: world.staff[0].orgId,
          courseId: made.courseId,
          seriesId: null,
          venueId: world.venueIds[0],
          audience: 'EVERYONE',
          languages: ['fr'],
          wheelchair: false,
          capacity: 1,
          pricePasses: 0,
          roomId: kind === 'room' ? (row?.room_id ?? null) : null,
          mediatorId: kind === 'mediator' ? (row?.mediator_id ?? null) : null,
        },
        world.services.clock.now(),
      ),
    );
    expect(await write.catch(brokenConstraint)).toBe(`session_${kind}_free`);
  });
});
