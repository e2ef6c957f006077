import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, AuthorityActor, ProfessionalActor } from '#app/access/rules/actor.ts';
import { approveClaim } from '#app/payment/approve-claim.ts';
import { proposeAccount, refuseAccount, validateAccount } from '#app/payment/bank-account.ts';
import { refuseLabelFile, typeLabelFile, validateLabelFile } from '#app/payment/label-file.ts';
import { answerLine, approveLine, contestLine, rejectLine } from '#app/payment/review-lines.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { findAccountInForce, insertAccount } from '#db/queries/bank-accounts.ts';
import { listClaimLines } from '#db/queries/claim-lines.ts';
import { insertLabelFile, listLabelFiles } from '#db/queries/label-files.ts';
import { insertLabel } from '#db/queries/organisations.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { colleague, confirmed, IBANS } from '#tests/factories/payments.ts';
import { claimOf, dayAgo, onDay, walkIn } from '#tests/factories/used-passes.ts';
import { buildWorld, done, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
let second: AuthorityActor;

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 30 });
  second = await colleague(world);
});
afterAll(async () => {
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  await world.close();
  await fresh.close();
});

const key = () => world.services.newId();
const words = 'Cette personne dit ne pas être venue.';
async function claimWith(count: number, daysAgo: number) {
  await walkIn(world, { count, daysAgo: daysAgo + 1 });
  const { claimId } = await done(claimOf(world, 0, daysAgo));
  const lines = await world.sql<
    { id: string; pass_id: string; holder_id: string }[]
  >`select id, pass_id, holder_id from redemption where claim_id = ${claimId} order by id`;
  return { claimId, lines };
}
const say = (
  act: typeof contestLine | typeof rejectLine | typeof answerLine,
  actor: Actor,
  input: object,
  services = world.services,
) => perform(services, act as typeof contestLine, { actor, opKey: key(), input });
const passState = async (id: string | undefined) =>
  (await world.sql`select state from pass where id = ${id ?? ''}`)[0]?.state;

describe('the review of a claim', () => {
  it('goes line by line: contested, answered once, rejected for good; the rest approved in one gesture', async () => {
    const { claimId, lines } = await claimWith(4, 20);
    const [one, two] = lines;
    const line = { claimId, redemptionId: one?.id };
    await done(say(contestLine, world.authority, { ...line, words }));
    expect(
      await perform(world.services, approveClaim, { actor: world.authority, opKey: key(), input: { claimId } }),
    ).toMatchObject({ refusal: 'LINES_CONTESTED' });
    expect(await say(rejectLine, world.authority, { ...line, words })).toMatchObject({ refusal: 'ANSWER_AWAITED' });
    expect(await say(answerLine, world.staff[1], { ...line, words })).toMatchObject({ refusal: 'CLAIM_NOT_FOUND' });
    await done(say(answerLine, world.staff[0], { ...line, words: 'Elle a signé la feuille.' }));
    expect(await say(answerLine, world.staff[0], { ...line, words: 'Encore une fois.' })).toMatchObject({
      refusal: 'ANSWERED_ALREADY',
    });
    await done(say(rejectLine, world.authority, { ...line, words: 'La feuille ne porte pas son nom.' }));
    await done(
      perform(world.services, approveLine, {
        actor: world.authority,
        opKey: key(),
        input: { claimId, redemptionId: two?.id },
      }),
    );
    await done(perform(world.services, approveClaim, { actor: world.authority, opKey: key(), input: { claimId } }));
    const [row] = await world.sql`select state, lines, total_cents::int as total from claim where id = ${claimId}`;
    expect(row).toEqual({ state: 'APPROVED', lines: 3, total: 3000 });
    // The pass stays used, is not owed, and no later claim takes it.
    expect(await passState(one?.pass_id)).toBe('REDEEMED');
    expect(await claimOf(world, 0, 19)).toMatchObject({ refusal: 'NOTHING_TO_CLAIM' });
    expect(await say(contestLine, world.authority, { claimId, redemptionId: two?.id, words })).toMatchObject({
      refusal: 'CLAIM_CLOSED',
    });
    const shown = await fresh.db.read((tx) => listClaimLines(tx, claimId, 2));
    expect(shown.map(({ said }) => said.map(({ verdict }) => verdict))).toContainEqual([
      'CONTESTED',
      'ANSWERED',
      'REJECTED',
    ]);
    expect(shown.some(({ hints }) => hints.includes('MANY_WALK_INS'))).toBe(true);
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });

  it('gives a walk-in’s pass back when nobody came; without an answer it waits for the end of the time', async () => {
    const { claimId, lines } = await claimWith(1, 15);
    const line = { claimId, redemptionId: lines[0]?.id };
    await done(say(contestLine, world.authority, { ...line, words }, onDay(world, -16)));
    await done(say(rejectLine, world.authority, { ...line, words, giveBack: true }));
    expect(await passState(lines[0]?.pass_id)).toBe('HELD');
    const [row] = await world.sql`select state, lines, total_cents::int as total from claim where id = ${claimId}`;
    expect(row).toEqual({ state: 'REJECTED', lines: 0, total: 0 });
  });

  it('is never refused by a hint: somebody twice the same day is only pointed out', async () => {
    const { holderId } = await walkIn(world, { count: 1, daysAgo: 12 });
    await walkIn(world, { count: 1, daysAgo: 12, holderId });
    const { claimId } = await done(claimOf(world, 0, 11));
    const lines = await fresh.db.read((tx) => listClaimLines(tx, claimId, 5));
    expect(lines.map(({ hints }) => hints)).toEqual([['SAME_DAY'], ['SAME_DAY']]);
    await done(perform(world.services, approveClaim, { actor: world.authority, opKey: key(), input: { claimId } }));
  });

  it('is for the authority, and the answer for the venue', async () => {
    const { claimId, lines } = await claimWith(1, 9);
    const line = { claimId, redemptionId: lines[0]?.id, words };
    expect(await say(contestLine, world.staff[0], line)).toMatchObject({ refusal: 'NOT_ALLOWED' });
    expect(await say(answerLine, world.authority, line)).toMatchObject({ refusal: 'NOT_ALLOWED' });
    expect(await say(contestLine, world.authority, { ...line, words: 'non' })).toMatchObject({ refusal: 'BAD_INPUT' });
  });
});

describe('a label file', () => {
  const file = (over: object = {}) => ({
    orgId: world.staff[1].orgId,
    siret: '732 829 320 00074',
    representative: 'Odile Perrin',
    representativeRole: 'présidente',
    trainings: 'Premiers pas, smartphone.',
    startsOn: dayAgo(world, 0),
    account: 'NEW',
    holderName: 'MJC deux',
    iban: 'FR76 3000 6000 0112 3456 7890 189',
    documents: [{ sha256: 'a'.repeat(64), name: 'statuts.pdf', mediaType: 'application/pdf', size: 1200 }],
    ...over,
  });
  const type = async (input: object, actor: ProfessionalActor = world.staff[1]) =>
    perform(world.services, typeLabelFile, { actor, opKey: await confirmed(world.services, actor), input });
  const validate = (fileId: string, actor: Actor) =>
    perform(world.services, validateLabelFile, { actor, opKey: key(), input: { fileId } });

  it('is validated by two different people, neither of whom typed it; then the account is in force and the label open', async () => {
    await world.sql`update org_label set ends_on = ${dayAgo(world, -3)} where org_id = ${world.staff[1].orgId}`;
    const { fileId } = await done(type(file(), world.authority));
    expect(await type(file())).toMatchObject({ refusal: 'FILE_OPEN' });
    expect(await validate(fileId, world.authority)).toMatchObject({ refusal: 'TYPED_BY_YOU' });
    const third = await colleague(world);
    await done(validate(fileId, second));
    expect(await validate(fileId, second)).toMatchObject({ refusal: 'SECOND_PERSON_NEEDED' });
    expect(await fresh.db.read((tx) => findAccountInForce(tx, world.staff[1].orgId, dayAgo(world, 0)))).toBeNull();
    expect(await done(validate(fileId, third))).toMatchObject({ complete: true });
    const account = await fresh.db.read((tx) => findAccountInForce(tx, world.staff[1].orgId, dayAgo(world, 0)));
    expect([account?.last4, account?.startsOn]).toEqual(['0189', dayAgo(world, 0)]);
    expect(account?.ibanEncrypted).not.toContain('30006000');
    const labels =
      await world.sql`select starts_on::text as s, ends_on from org_label where org_id = ${world.staff[1].orgId} order by 1 desc`;
    expect(labels[0]).toEqual({ s: dayAgo(world, -4), ends_on: null });
    expect(await validate(fileId, world.authority)).toMatchObject({ refusal: 'VALIDATION_OVER' });
  });

  it('renews the label without its account being typed or confirmed again', async () => {
    const orgId = world.staff[1].orgId;
    const accounts = () => world.sql`select * from org_bank_account where org_id = ${orgId}`;
    const before = await accounts();
    await world.sql`update org_label set ends_on = ${dayAgo(world, -10)} where org_id = ${orgId} and ends_on is null`;
    const renewal = (over: object = {}) => file({ account: 'AS_BEFORE', holderName: '', iban: '', ...over });
    // No password is asked: no account is named.
    const type = (input: object, actor: ProfessionalActor = world.staff[1]) =>
      perform(world.services, typeLabelFile, { actor, opKey: key(), input });
    const none = renewal({ orgId: world.staff[2].orgId });
    expect(await type(none, world.staff[2])).toMatchObject({ refusal: 'NO_ACCOUNT_IN_FORCE' });
    const refused = await done(type(renewal()));
    const words = { fileId: refused.fileId, reason: 'Le programme des ateliers manque.' };
    await done(perform(world.services, refuseLabelFile, { actor: second, opKey: key(), input: words }));
    expect(await accounts()).toEqual(before);
    const { fileId } = await done(type(renewal()));
    expect(await validate(fileId, world.staff[1])).toMatchObject({ refusal: 'NOT_ALLOWED' });
    await done(validate(fileId, second));
    expect(await validate(fileId, second)).toMatchObject({ refusal: 'SECOND_PERSON_NEEDED' });
    expect(await done(validate(fileId, world.authority))).toMatchObject({ complete: true });
    expect(await accounts()).toEqual(before);
    const [label] =
      await world.sql`select starts_on::text as s, ends_on from org_label where org_id = ${orgId} order by 1 desc limit 1`;
    expect(label).toEqual({ s: dayAgo(world, -11), ends_on: null });
    const shown = (await fresh.db.read((tx) => listLabelFiles(tx, orgId))).map((one) => [
      one.last4,
      one.accountCarried,
    ]);
    expect(shown).toEqual([
      ['0189', true],
      ['0189', true],
      ['0189', false],
    ]);
    // Whatever the program does, a file never names the account of another organisation.
    const [mine] = before;
    const given = {
      ...file(),
      orgId: world.staff[2].orgId,
      siret: '73282932000074',
      endsOn: null,
      accountId: mine?.id,
    };
    const foreign = fresh.db.transaction((tx) =>
      insertLabelFile(tx, { ...given, id: key(), typedBy: world.staff[2].userId, now: new Date() }),
    );
    await expect(foreign).rejects.toMatchObject({ cause: { code: 'PA019' } });
  });

  it('labels nobody before its second person, whatever the program does', async () => {
    const orgId = world.staff[2].orgId;
    const { fileId } = await done(type(file({ orgId }), world.staff[2]));
    await done(validate(fileId, second));
    const label = (over: object = {}) =>
      fresh.db.transaction((tx) =>
        insertLabel(tx, {
          ...{ id: key(), orgId, fileId, startsOn: '2019-01-01', endsOn: '2019-12-31' },
          ...{ grantedBy: second.userId, now: new Date(), ...over },
        }),
      );
    const held = { cause: { code: 'PA019' } };
    await expect(label()).rejects.toMatchObject(held);
    await expect(label({ startsOn: dayAgo(world, 0), endsOn: null })).rejects.toMatchObject(held);
    // Without the constraint, the rule holds: the same person cannot be the second.
    await world.sql`drop trigger org_label_two_people on org_label`;
    expect(await validate(fileId, second)).toMatchObject({ refusal: 'SECOND_PERSON_NEEDED' });
    const [row] = await world.sql`select count(*)::int as n from org_label where org_id = ${orgId}`;
    expect(row?.n).toBe(1);
    await world.sql`create trigger org_label_two_people before insert or update on org_label for each row execute function org_label_two_people()`;
    const reason = 'Ce dossier était un essai.';
    await done(perform(world.services, refuseLabelFile, { actor: second, opKey: key(), input: { fileId, reason } }));
  });

  it('is refused with a wrong SIRET, a wrong IBAN, or somebody else’s organisation', async () => {
    const orgId = world.staff[2].orgId;
    for (const wrong of [
      { siret: '73282932000075' },
      { iban: 'FR7630006000011234567890188' },
      { iban: 'US64SVBKUS6S3300958879' },
    ])
      expect(await type(file({ orgId, ...wrong }), world.staff[2])).toMatchObject({ refusal: 'BAD_INPUT' });
    expect(await type(file({ orgId }), world.staff[0])).toMatchObject({ refusal: 'ORGANISATION_NOT_FOUND' });
  });

  it('refused, frees the place for another', async () => {
    const orgId = world.staff[2].orgId;
    const { fileId } = await done(type(file({ orgId }), world.staff[2]));
    await done(
      perform(world.services, refuseLabelFile, {
        actor: second,
        opKey: key(),
        input: { fileId, reason: 'Les statuts manquent.' },
      }),
    );
    await done(type(file({ orgId }), world.staff[2]));
  });

  it('an account alone is validated the same way, or refused', async () => {
    const actor = world.staff[0];
    const input0 = { orgId: actor.orgId, holderName: 'MJC un', iban: IBANS[1] };
    const propose = async (opKey?: string, services = world.services) =>
      perform(services, proposeAccount, {
        actor,
        opKey: opKey ?? (await confirmed(world.services, actor)),
        input: input0,
      });
    // Not without the password, nor with a password given for another act, by another person, or too long ago.
    const late = { ...world.services, clock: { now: () => new Date(Date.now() + 301_000) } };
    for (const [opKey, services] of [
      [key()],
      [await confirmed(world.services, second)],
      [await confirmed(world.services, actor), late],
    ] as const)
      expect(await propose(opKey, services)).toMatchObject({ refusal: 'IDENTITY_UNCONFIRMED' });
    const { accountId } = await done(propose());
    expect(await propose()).toMatchObject({ refusal: 'ACCOUNT_OPEN' });
    const input = { accountId };
    await done(
      perform(world.services, refuseAccount, {
        actor: second,
        opKey: key(),
        input: { ...input, reason: 'Pas au nom de la structure.' },
      }),
    );
    expect(await perform(world.services, validateAccount, { actor: second, opKey: key(), input })).toMatchObject({
      refusal: 'VALIDATION_OVER',
    });
    await done(propose());
  });

  it('the database refuses one person twice, a validation edited, and two accounts on one day, whoever connects', async () => {
    const refuses = (statement: Promise<unknown>, code: string) => expect(statement).rejects.toMatchObject({ code });
    const me = second.userId;
    await refuses(
      world.sql`update org_bank_account set first_by = typed_by, first_at = now() where first_by is null and refused_by is null`,
      '23514',
    );
    await refuses(
      world.sql`update org_bank_account set first_by = ${me}, first_at = now(), second_by = ${me}, second_at = now(), starts_on = '2030-01-01' where first_by is null and refused_by is null`,
      '23514',
    );
    await refuses(world.sql`update org_bank_account set first_by = ${key()} where second_by is not null`, 'PA001');
    await refuses(world.sql`update org_bank_account set iban_encrypted = 'x'`, 'PA001');
    await refuses(world.sql`update label_file set siret = '00000000000000'`, 'PA001');
    await refuses(
      world.sql`insert into org_bank_account select gen_random_uuid(), org_id, holder_name, iban_encrypted, iban_last4, starts_on, ends_on, typed_by, typed_at, first_by, first_at, second_by, second_at, refused_by, refused_at, refuse_reason from org_bank_account where second_by is not null limit 1`,
      '23P01',
    );
  });

  it('the database refuses an account that no password was given for', async () => {
    const unconfirmed = fresh.db.transaction((tx) =>
      insertAccount(tx, {
        ...{ id: key(), orgId: world.staff[0].orgId, holderName: 'x', sealed: 'x', last4: '0000' },
        ...{ typedBy: key(), now: new Date() },
      }),
    );
    await expect(unconfirmed).rejects.toMatchObject({ cause: { code: 'PA020' } });
  });

  it('says each refusal in a French sentence', () => {
    expect(sayRefusal({ refusal: 'ACCOUNT_CHANGED', facts: { org: 'MJC un' } })).toContain('MJC un');
    expect(sayRefusal({ refusal: 'CLAIMED_ALREADY', facts: { cutoff: '2026-10-31' } })).toContain('31 octobre 2026');
  });
});
