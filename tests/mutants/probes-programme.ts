import { referPerson } from '#app/booking/refer-person.ts';
import { perform } from '#app/platform/intention.ts';
import { erasePerson } from '#app/privacy/erase-person.ts';
import { blockPasses } from '#app/purchasing/block-passes.ts';
import { nextBooklet, somebody } from '#tests/factories/world.ts';
import { act, stamp, TODAY } from './money-stage.ts';
import { day, plannedReturn } from './planted-programme.ts';
import { expectEqual, type Stage } from './stage.ts';

const expireCall = (stage: Stage, offset: number) => `act_expire(${day(offset)}, 500, ${stamp(stage)})`;

/** How many passes an expiry takes, on a day so many days after today, of a lot whose last day is yesterday. */
async function expired(stage: Stage, passId: string, offset: number): Promise<number> {
  await stage.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update pass set expires_on = current_date - 1 where id = ${passId}`;
  });
  const [row] = await stage.sql.unsafe<{ n: number }[]>(`select ${expireCall(stage, offset)} as n`);
  return row?.n ?? -1;
}

const blockCall = (stage: Stage, passes: readonly string[]) =>
  `act_block(array[${passes.map((id) => `'${id}'`).join(',')}]::uuid[], 'LOST', 'HOLDER', ${stamp(stage)})`;

/** Each watches one guard of buying, sharing out and privacy from outside. */
export const PROGRAMME_PROBES = {
  'a person’s pass expired within the grace': async (stage) => {
    const [passId = ''] = await stage.passesOf(await stage.person(), 1);
    expectEqual(await expired(stage, passId, 5), 0, 'expired');
  },
  'a reserved pass expired': async (stage) => {
    const { passId } = await stage.booked();
    expectEqual(await expired(stage, passId, 300), 0, 'expired');
  },
  'a reserved pass blocked with the others': async (stage) => {
    const { passId, holderId } = await stage.booked();
    const [free = ''] = await stage.passesOf(holderId, 1);
    expectEqual(await act(stage, blockCall(stage, [passId, free])), 'MOVED', 'block');
  },
  'a booklet replaced by one that is too small': async (stage) => {
    const holderId = await stage.person();
    const lost = await stage.passesOf(holderId, 10);
    expectEqual(await act(stage, blockCall(stage, lost)), 'OK', 'block');
    const { partnerId, membershipId } = stage.world.agents[0];
    const bookletId = await nextBooklet(stage.world);
    const [one] = await stage.sql<{ id: string }[]>`select id from pass where booklet_id = ${bookletId} limit 1`;
    expectEqual(await act(stage, blockCall(stage, [one?.id ?? ''])), 'OK', 'block of one');
    const call = `act_replace(array[${lost.map((id) => `'${id}'`).join(',')}]::uuid[], '${holderId}', '${bookletId}', '${partnerId}', '${membershipId}', '${stage.id()}', ${TODAY}, '${stage.id()}', ${stamp(stage)})`;
    expectEqual(await act(stage, call), 'SHORT', 'replace');
  },
  'another partner’s booklet blocked': async (stage) => {
    const bookletId = await nextBooklet(stage.world);
    const [row] = await stage.sql<{ serial: string }[]>`select serial from booklet where id = ${bookletId}`;
    const input = { serial: row?.serial, ordinal: null, cause: 'LOST', toldBy: 'AGENT', replaceWith: null };
    const answer = await perform(stage.services, blockPasses, {
      actor: stage.world.agents[1],
      opKey: stage.id(),
      input,
    });
    expectEqual(answer.ok ? 'OK' : answer.refusal, 'BOOKLET_UNKNOWN', 'block');
  },
  'booklets sent twice': async (stage) => {
    const { allocationId } = await plannedReturn(stage);
    const send = () => act(stage, `act_send_allocation('${allocationId}', 'test', now())`);
    expectEqual(await send(), 'OK', 'first');
    expectEqual(await send(), 'NOT_PLANNED', 'second');
  },
  'booklets counted before they left': async (stage) => {
    const { allocationId } = await plannedReturn(stage);
    const call = `act_receive_allocation('${allocationId}', '{}', '{}', null, '${stage.id()}', ${stamp(stage)})`;
    expectEqual(await act(stage, call), 'NOT_SENT', 'receive');
  },
  'a booklet planned twice': async (stage) => {
    const { bookletIds } = await plannedReturn(stage);
    const { partnerId } = stage.world.agents[0];
    const list = bookletIds.map((id) => `'${id}'`).join(',');
    const call = `act_plan_allocation('${stage.id()}', '${partnerId}', null, null, array[${list}]::uuid[], 'x', 'test', now())`;
    expectEqual(await act(stage, call), 'GONE', 'plan');
  },
  'a hand-over taken back when a pass is reserved': async (stage) => {
    const { holderId } = await stage.booked();
    const [row] = await stage.sql<{ id: string }[]>`select id from distribution where holder_id = ${holderId}`;
    expectEqual(await act(stage, `act_void_hand_over('${row?.id}', 'x', ${stamp(stage)})`), 'TOUCHED', 'void');
  },
  'a hand-over taken back twice': async (stage) => {
    const holderId = await stage.person();
    const [row] = await stage.sql<{ id: string }[]>`select id from distribution where holder_id = ${holderId}`;
    const call = () => act(stage, `act_void_hand_over('${row?.id}', 'x', ${stamp(stage)})`);
    expectEqual(await call(), 'OK', 'first');
    expectEqual(await call(), 'GONE', 'second');
  },
  'a hand-over without a convention': async (stage) => {
    const { partnerId } = stage.world.agents[0];
    const bookletId = await nextBooklet(stage.world);
    await stage.sql`update partner_convention set revoked_at = now(), revoke_reason = 'x' where partner_id = ${partnerId}`;
    const input = { person: somebody(), bookletId, sessionId: null };
    const attempt = { actor: stage.world.agents[0], opKey: stage.id(), input };
    const answer = await perform(stage.services, referPerson, attempt).catch((error: unknown) => ({
      ok: false as const,
      refusal: String(error),
    }));
    expectEqual(answer.ok ? 'OK' : answer.refusal, 'NO_CONVENTION', 'refer');
  },
  'a hand-over written around the rules, without a convention': async (stage) => {
    const { partnerId, membershipId } = stage.world.agents[0];
    const [holderId, bookletId] = [await stage.person(), await nextBooklet(stage.world)];
    await stage.sql`update partner_convention set revoked_at = now(), revoke_reason = 'x' where partner_id = ${partnerId}`;
    const code = await stage.refusal((sql) =>
      sql.unsafe(
        `select act_hand_over('${stage.id()}', '${bookletId}', '${partnerId}', '${membershipId}', '${holderId}', ${TODAY}, '{}', '40_59', 'Bron', null, 'x', ${stamp(stage)})`,
      ),
    );
    expectEqual(code, 'PA018', 'hand-over');
  },
  'a person of another partner erased': async (stage) => {
    const holderId = await stage.person();
    const attempt = { actor: stage.world.agents[1], opKey: stage.id(), input: { holderId, seats: 'CANCEL' } };
    const answer = await perform(stage.services, erasePerson, attempt);
    expectEqual(answer.ok ? 'OK' : answer.refusal, 'HOLDER_NOT_FOUND', 'erase');
  },
} as const satisfies Record<string, (stage: Stage) => Promise<void>>;
