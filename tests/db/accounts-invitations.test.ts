import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptInvitation } from '#app/access/accept-invitation.ts';
import { invitationToken, invitationTokenHash } from '#app/access/invitation-token.ts';
import { inviteProfessional, withdrawInvitation } from '#app/access/invite-professional.ts';
import { revokeMembership } from '#app/access/revoke-membership.ts';
import type { PartnerActor } from '#app/access/rules/actor.ts';
import { openSession, readSession } from '#app/access/session-cookie.ts';
import { signIn } from '#app/access/sign-in.ts';
import { revokePartner } from '#app/partners/revoke-partner.ts';
import { perform } from '#app/platform/intention.ts';
import { buildWorld, done, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const PASSWORD = 'quatre mots sans lien entre eux';
const DAY = 86_400_000;

let fresh: FreshDatabase;
let world: World;
let now = new Date('2026-11-24T09:00:00Z');
beforeAll(async () => {
  fresh = await freshDatabase({ clock: { now: () => now } });
  world = await buildWorld(fresh, { booklets: 2, size: 2 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const key = () => world.services.newId();
const invite = (over: Record<string, unknown>, actor: World['authority'] | PartnerActor = world.authority) =>
  perform(world.services, inviteProfessional, {
    actor,
    opKey: key(),
    input: {
      email: 'zoe.martin@example.org',
      displayName: 'Zoé Martin',
      role: 'AGENT',
      partnerId: world.agents[0].partnerId,
      ...over,
    },
  });
const accept = (invitationId: string, over: Record<string, unknown> = {}, opKey = key()) =>
  perform(world.services, acceptInvitation, {
    actor: { role: 'ANONYMOUS' },
    opKey,
    input: {
      token: invitationToken(world.services.secrets, invitationId),
      displayName: 'Zoé Martin',
      password: PASSWORD,
      ...over,
    },
  });
const enter = (email: string, password = PASSWORD) =>
  signIn(world.services, { email, password, clientAddress: `test:${email}` });

describe('an invitation', () => {
  test('opens an account once, with its role and place, and leaves no token behind', async () => {
    const { invitationId } = await done(invite({ email: 'Zoe.Martin@Example.org' }));
    const token = invitationToken(world.services.secrets, invitationId);
    const { userId, role } = await done(accept(invitationId));
    expect(role).toBe('AGENT');
    expect(await enter('zoe.martin@example.org')).toEqual({ kind: 'SIGNED_IN', userId });
    const [member] =
      await world.sql`select role, partner_id from membership where user_id = ${userId} and revoked_at is null`;
    expect(member).toEqual({ role: 'AGENT', partner_id: world.agents[0].partnerId });
    expect(await accept(invitationId)).toMatchObject({ ok: false, refusal: 'INVITATION_USED' });
    const [dump] =
      await world.sql`select (select json_agg(o) from op o)::text || (select json_agg(a) from audit a)::text
      || (select json_agg(x) from outbox x)::text || (select json_agg(i) from invitation i)::text as everything`;
    expect(dump?.everything).not.toContain(token);
    expect(dump?.everything).not.toContain(PASSWORD);
  });

  test('sent twice, the acceptance gives the same account', async () => {
    const { invitationId } = await done(invite({ email: 'double@example.org' }));
    const opKey = key();
    const [one, two] = await Promise.all([
      done(accept(invitationId, {}, opKey)),
      done(accept(invitationId, {}, opKey)),
    ]);
    expect(two).toEqual(one);
  });

  test('two browsers on one link: one account', async () => {
    const { invitationId } = await done(invite({ email: 'deux@example.org' }));
    const answers = await Promise.all([
      accept(invitationId),
      accept(invitationId, { password: 'une tout autre phrase longue' }),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ refusal: 'INVITATION_USED' });
  });

  test('works six days and 23 hours, and not after seven days', async () => {
    const { invitationId } = await done(invite({ email: 'tard@example.org' }));
    const before = now;
    now = new Date(before.getTime() + 7 * DAY);
    expect(await accept(invitationId)).toMatchObject({ ok: false, refusal: 'INVITATION_EXPIRED' });
    now = new Date(before.getTime() + 7 * DAY - 3_600_000);
    expect(await accept(invitationId)).toMatchObject({ ok: true });
    now = before;
  });

  test('an earlier link to the same person for the same place stops working; one for another place does not', async () => {
    const first = await done(invite({ email: 'encore@example.org' }));
    const elsewhere = await done(invite({ email: 'encore@example.org', partnerId: world.agents[1].partnerId }));
    const second = await done(invite({ email: 'encore@example.org' }));
    expect(await accept(first.invitationId)).toMatchObject({ ok: false, refusal: 'INVITATION_EXPIRED' });
    expect(await accept(second.invitationId)).toMatchObject({ ok: true });
    expect(await accept(elsewhere.invitationId)).toMatchObject({ ok: false, refusal: 'ALREADY_ELSEWHERE' });
  });

  test('a guessed token opens nothing', async () => {
    expect(await accept('', { token: 'A'.repeat(43) })).toMatchObject({ ok: false, refusal: 'INVITATION_UNKNOWN' });
  });

  test.each([
    ['court', 'PASSWORD_TOO_SHORT'],
    ['motdepasse123', 'PASSWORD_COMMON'],
    ['faible@example.org!', 'PASSWORD_LIKE_EMAIL'],
    ['x y'.repeat(80), 'PASSWORD_TOO_LONG'],
  ])('a weak password (%s) is refused and the link still works', async (password, refusal) => {
    const { invitationId } = await done(invite({ email: 'faible@example.org' }));
    expect(await accept(invitationId, { password })).toMatchObject({ ok: false, refusal });
    const [row] = await world.sql`select used_at from invitation where id = ${invitationId}`;
    expect(row?.used_at).toBeNull();
  });

  test('withdrawn, it opens nothing; a manager withdraws those of its own partner only', async () => {
    const { invitationId } = await done(invite({ email: 'retire@example.org' }));
    const withdraw = (actor: World['authority'] | PartnerActor) =>
      perform(world.services, withdrawInvitation, { actor, opKey: key(), input: { invitationId } });
    expect(await withdraw({ ...world.agents[1], role: 'PARTNER_MANAGER' })).toMatchObject({
      ok: false,
      refusal: 'INVITATION_UNKNOWN',
    });
    expect(await withdraw(world.authority)).toMatchObject({ ok: true });
    expect(await accept(invitationId)).toMatchObject({ ok: false, refusal: 'INVITATION_EXPIRED' });
  });

  test('queues one e-mail to itself', async () => {
    const { invitationId } = await done(invite({ email: 'courrier@example.org' }));
    const rows = await world.sql`select kind, channel from outbox where object_id = ${invitationId}`;
    expect([...rows]).toEqual([{ kind: 'invitation', channel: 'EMAIL' }]);
  });
});

describe('who may invite whom', () => {
  const manager = (): PartnerActor => ({ ...world.agents[0], role: 'PARTNER_MANAGER' });

  test('a manager: agents of its own partner, and nobody else', async () => {
    expect(await invite({ email: 'm1@example.org' }, manager())).toMatchObject({ ok: true });
    for (const wrong of [
      { role: 'PARTNER_MANAGER' },
      { partnerId: world.agents[1].partnerId },
      { role: 'AUTHORITY', partnerId: undefined },
      { role: 'VENUE_STAFF', partnerId: undefined, orgId: world.staff[0].orgId },
    ]) {
      expect(await invite({ email: 'm2@example.org', ...wrong }, manager()), JSON.stringify(wrong)).toMatchObject({
        ok: false,
        refusal: 'NOT_ALLOWED',
      });
    }
    expect(await invite({ email: 'm3@example.org' }, world.agents[0])).toMatchObject({
      ok: false,
      refusal: 'NOT_ALLOWED',
    });
  });

  test('a role and its place go together', async () => {
    expect(await invite({ role: 'AUTHORITY' })).toMatchObject({ ok: false, refusal: 'BAD_INPUT' });
    expect(await invite({ role: 'VENUE_STAFF', partnerId: undefined, orgId: key() })).toMatchObject({
      ok: false,
      refusal: 'ORGANISATION_NOT_FOUND',
    });
    expect(
      await invite({ email: 'v@example.org', role: 'VENUE_STAFF', partnerId: undefined, orgId: world.staff[0].orgId }),
    ).toMatchObject({ ok: true });
  });

  test('somebody who is there already is not invited again', async () => {
    const { invitationId } = await done(invite({ email: 'deja@example.org' }));
    await done(accept(invitationId));
    expect(await invite({ email: 'deja@example.org' })).toMatchObject({ ok: false, refusal: 'ALREADY_MEMBER' });
  });
});

describe('the end of an access', () => {
  const revoke = (membershipId: string, actor: World['authority'] | PartnerActor = world.authority) =>
    perform(world.services, revokeMembership, { actor, opKey: key(), input: { membershipId } });

  async function newMember(email: string) {
    const { invitationId } = await done(invite({ email }));
    const { userId } = await done(accept(invitationId));
    const [row] = await world.sql`select id from membership where user_id = ${userId} and revoked_at is null`;
    return { userId, membershipId: String(row?.id) };
  }

  test('closes every browser, and the person may be invited elsewhere, with a new password and no old session', async () => {
    const { userId, membershipId } = await newMember('part@example.org');
    const cookie = (await openSession(world.services, userId, new Request('http://x/'))).split(';')[0] ?? '';
    const seen = () => readSession(world.services, new Request('http://x/', { headers: { Cookie: cookie } }));
    expect(await seen()).toMatchObject({ userId });
    expect(await revoke(membershipId)).toMatchObject({ ok: true });
    expect(await seen()).toBeNull();
    const { invitationId } = await done(invite({ email: 'part@example.org', partnerId: world.agents[1].partnerId }));
    expect(await done(accept(invitationId, { password: 'encore une longue phrase' }))).toMatchObject({ userId });
    expect(await seen()).toBeNull();
    expect(await enter('part@example.org')).toEqual({ kind: 'WRONG' });
    expect(await enter('part@example.org', 'encore une longue phrase')).toMatchObject({ kind: 'SIGNED_IN' });
  });

  test('never one’s own; a manager ends agents of its own partner only', async () => {
    expect(await revoke(world.authority.membershipId)).toMatchObject({ ok: false, refusal: 'ONESELF' });
    const { membershipId } = await newMember('equipe@example.org');
    expect(await revoke(membershipId, { ...world.agents[1], role: 'PARTNER_MANAGER' })).toMatchObject({
      ok: false,
      refusal: 'MEMBER_NOT_FOUND',
    });
    expect(await revoke(world.authority.membershipId, { ...world.agents[0], role: 'PARTNER_MANAGER' })).toMatchObject({
      refusal: 'MEMBER_NOT_FOUND',
    });
    expect(await revoke(membershipId, { ...world.agents[0], role: 'PARTNER_MANAGER' })).toMatchObject({ ok: true });
    expect(await revoke(membershipId)).toMatchObject({ ok: false, refusal: 'MEMBER_NOT_FOUND' });
  });

  test('a revoked partner: its members, sessions and links are closed', async () => {
    const { userId } = await newMember('ferme@example.org');
    const open = await done(invite({ email: 'lien@example.org' }));
    const cookie = (await openSession(world.services, userId, new Request('http://x/'))).split(';')[0] ?? '';
    await done(
      perform(world.services, revokePartner, {
        actor: world.authority,
        opKey: key(),
        input: { partnerId: world.agents[0].partnerId },
      }),
    );
    expect(await readSession(world.services, new Request('http://x/', { headers: { Cookie: cookie } }))).toBeNull();
    expect(await accept(open.invitationId)).toMatchObject({ ok: false, refusal: 'INVITATION_EXPIRED' });
    expect(await invite({ email: 'apres@example.org' })).toMatchObject({ ok: false, refusal: 'PARTNER_REVOKED' });
  });
});

test('only a hash of the token is stored, and it is the token’s', async () => {
  const { invitationId } = await done(invite({ email: 'hache@example.org', partnerId: world.agents[1].partnerId }));
  const [row] = await world.sql`select encode(token_hash, 'hex') as hash from invitation where id = ${invitationId}`;
  const token = invitationToken(world.services.secrets, invitationId);
  expect(row?.hash).toBe(Buffer.from(invitationTokenHash(token)).toString('hex'));
  expect(token).toHaveLength(43);
});
