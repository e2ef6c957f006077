import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { confirmAccountChange } from '#app/payment/bank-account.ts';
import { recordOverpaid, recordRepaid } from '#app/payment/counter-entry.ts';
import { readBankReturn } from '#app/payment/read-bank-return.ts';
import { importBankReturn, recordFailure, recordPayment } from '#app/payment/record-payment.ts';
import { perform } from '#app/platform/intention.ts';
import { listDues, listOrderPayments, listOrders } from '#db/queries/payments.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { accountOf, approve, colleague, IBANS, openDebtor, order } from '#tests/factories/payments.ts';
import { claimOf, dayAgo, onDay, walkIn } from '#tests/factories/used-passes.ts';
import { buildWorld, done, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
let second: AuthorityActor;
const claims: string[] = [];

/** Three venues with a validated account since five days, and an approved claim each: 3, 4 and 5 passes. */
beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 40 });
  second = await colleague(world);
  await openDebtor(world);
  for (const org of [0, 1, 2] as const) {
    await accountOf(world, org, second, { iban: IBANS[org], services: onDay(world, -5) });
    await walkIn(world, { org, count: 3 + org, daysAgo: 40 });
    const { claimId } = await done(claimOf(world, org, 10));
    await approve(world, claimId, onDay(world, -4));
    claims.push(claimId);
  }
});
afterAll(async () => {
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  await world.close();
  await fresh.close();
});

const act = { opKey: () => world.services.newId() };
const today = () => dayAgo(world, 0);
const stateOf = async (claimId: string) => (await world.sql`select state from claim where id = ${claimId}`)[0]?.state;
const money = async (kind: string, org: 0 | 1 | 2) => {
  const [row] =
    await world.sql`select balance_cents::int as b from money_account where kind = ${kind} and owner_id = ${world.staff[org].orgId}`;
  return row?.b;
};
const paymentsOf = async (orderId: string) => fresh.db.read((tx) => listOrderPayments(tx, orderId));
const newClaim = async (org: 0 | 1 | 2, count: number, daysAgo: number) => {
  await walkIn(world, { org, count, daysAgo: daysAgo + 1 });
  const { claimId } = await done(claimOf(world, org, daysAgo));
  await approve(world, claimId);
  return claimId;
};
const record = (paymentId: string) =>
  perform(world.services, recordPayment, {
    actor: world.authority,
    opKey: act.opKey(),
    input: { paymentId, paidOn: today(), reference: 'relevé' },
  });
const camt = (entries: string) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>RET-${createHash('sha256').update(entries).digest('hex').slice(0, 8)}</MsgId></GrpHdr><Ntfctn>${entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
const entry = (id: string, euros: string, over = '', status = 'BOOK', way = 'DBIT') =>
  `<Ntry><Amt Ccy="EUR">${euros}</Amt><CdtDbtInd>${way}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts><BookgDt><Dt>${today()}</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs>${over}</TxDtls></NtryDtls></Ntry>`;
const take = async (xml: string) => {
  const read = readBankReturn(new TextEncoder().encode(xml));
  if (read.kind !== 'READ') throw new Error(read.why);
  const sha256 = createHash('sha256').update(xml).digest('hex');
  return perform(world.services, importBankReturn, {
    actor: world.authority,
    opKey: act.opKey(),
    input: { ...read, sha256 },
  });
};
const RETURNED = '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>';

describe('an order', () => {
  let orderId: string;
  it('holds several claims in one file that the official schema accepts, the same to the byte each time', async () => {
    orderId = (await done(order(world, claims))).orderId;
    const [row] = await fresh.db.read((tx) => listOrders(tx, orderId));
    const xml = world.services.secrets.unseal('payment-file', row?.fileSealed ?? '', orderId);
    const schema = readFileSync('tests/fixtures/pain.001.001.09.xsd', 'utf8');
    const checked = await validateXML({
      xml: [{ fileName: 'order.xml', contents: xml }],
      schema: [{ fileName: 'pain.xsd', contents: schema }],
    });
    expect(checked.errors).toEqual([]);
    expect(xml).toContain('<NbOfTxs>3</NbOfTxs><CtrlSum>120.00</CtrlSum>');
    for (const iban of IBANS) expect(xml).toContain(`<IBAN>${iban}</IBAN>`);
    expect(xml).toContain(`<MsgId>${row?.messageId}</MsgId>`);
    const [again] = await fresh.db.read((tx) => listOrders(tx, orderId));
    expect(again?.fileSealed).toBe(row?.fileSealed);
    const wrong = await validateXML({
      xml: [{ fileName: 'order.xml', contents: xml.replace('<PmtMtd>TRF', '<PmtMtd>XXX') }],
      schema: [{ fileName: 'pain.xsd', contents: schema }],
    });
    expect(wrong.errors).not.toEqual([]);
  });

  it('keeps no IBAN readable in the database', async () => {
    const [row] = await world.sql`select string_agg(t::text, ' ') as all from (
      select a::text as t from org_bank_account a union all select s::text from payment_setting s union all select o::text from payment_order o
      union all select x::text from op x union all select u::text from audit u) z`;
    for (const iban of [...IBANS, 'FR1420041010050500013M02606']) expect(row?.all).not.toContain(iban.slice(4, -4));
  });

  it('takes a claim once', async () => {
    expect(await order(world, [claims[0] ?? ''])).toMatchObject({ refusal: 'DUE_GONE' });
    const claimId = await newClaim(0, 1, 8);
    const answers = await Promise.all([order(world, [claimId]), order(world, [claimId], second)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('is paid by the bank’s return; what is recorded twice, unknown or partial changes nothing', async () => {
    const made = await paymentsOf(orderId);
    const [one, two, three] = claims.map((id) => made.find(({ claimId }) => claimId === id)?.endToEndId);
    const xml = camt(
      entry(one ?? '', '30.00') +
        entry(two ?? '', '39.99') +
        entry('NOBODY', '5.00') +
        entry(three ?? '', '50.00', '', 'RJCT'),
    );
    expect(await take(xml)).toMatchObject({ ok: true, value: { acted: 2, entries: 4 } });
    expect(await Promise.all(claims.map(stateOf))).toEqual(['PAID', 'ORDERED', 'APPROVED']);
    const outcomes = await world.sql`select outcome from bank_return_entry order by outcome`;
    expect(outcomes.map((row) => row.outcome)).toEqual(['PAID', 'PARTIAL', 'REJECTED', 'UNMATCHED']);
    expect(await take(xml)).toMatchObject({ refusal: 'RETURN_KNOWN' });
    expect([await money('PAID', 0), await money('PAID', 2)]).toEqual([-3000, 0]);
    const [settled] = await world.sql`select count(*)::int as n from pass where state = 'SETTLED'`;
    expect(settled?.n).toBe(3);
  });

  it('recorded twice at once is recorded once', async () => {
    const waiting = (await paymentsOf(orderId)).find(({ state }) => state === 'ORDERED');
    const answers = await Promise.all(Array.from({ length: 5 }, () => record(waiting?.id ?? '')));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: 'PAYMENT_RECORDED' });
    expect(await money('PAID', 1)).toBe(-4000);
  });

  it('refused by the bank, a claim is ordered again', async () => {
    const { orderId: again } = await done(order(world, [claims[2] ?? '']));
    const [payment] = await paymentsOf(again);
    await done(record(payment?.id ?? ''));
    expect(await stateOf(claims[2] ?? '')).toBe('PAID');
  });
});

describe('a transfer that comes back', () => {
  it('is a counter-entry: owed again, paid by another transfer, its passes settled all along', async () => {
    const [payment] = await fresh.db
      .read((tx) => listOrders(tx))
      .then((orders) => Promise.all(orders.map(({ id }) => paymentsOf(id))))
      .then((all) => all.flat().filter((p) => p.claimId === claims[0] && p.state === 'PAID'));
    expect(await take(camt(entry(payment?.endToEndId ?? '', '30.00', RETURNED, 'BOOK', 'CRDT')))).toMatchObject({
      value: { acted: 1 },
    });
    expect([await money('PAYABLE', 0), await money('PAID', 0)]).toEqual([-4000, 0]);
    expect(await stateOf(claims[0] ?? '')).toBe('PAID');
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
    const { orderId } = await done(order(world, [payment?.id ?? '']));
    expect(await order(world, [payment?.id ?? ''])).toMatchObject({ refusal: 'DUE_GONE' });
    const [again] = await paymentsOf(orderId);
    await done(record(again?.id ?? ''));
    expect(await money('PAID', 0)).toBe(-3000);
    expect(
      await perform(world.services, recordFailure, {
        actor: second,
        opKey: act.opKey(),
        input: { paymentId: again?.id, what: 'REJECTED', reference: 'trop tard' },
      }),
    ).toMatchObject({ refusal: 'PAYMENT_ELSEWHERE' });
  });
});

describe('after the payment', () => {
  it('too much paid is owed back, deducted from the next order, never more than was paid', async () => {
    const [line] = await world.sql`select id from redemption where claim_id = ${claims[1] ?? ''} order by id limit 1`;
    const over = (cents: string) =>
      perform(world.services, recordOverpaid, {
        actor: world.authority,
        opKey: act.opKey(),
        input: { redemptionId: line?.id, cents, reason: 'Payé deux fois.' },
      });
    expect(await over('1001')).toMatchObject({ refusal: 'OVERPAID_TOO_MUCH' });
    await done(over('1000'));
    expect(await over('1000')).toMatchObject({ refusal: 'OVERPAID_ALREADY' });
    expect(await money('REFUND_DUE', 1)).toBe(1000);
    const repaid = (cents: string) =>
      perform(world.services, recordRepaid, {
        actor: world.authority,
        opKey: act.opKey(),
        input: { orgId: world.staff[1].orgId, cents, reason: 'Chèque reçu.' },
      });
    await done(repaid('250'));
    expect(await repaid('800')).toMatchObject({ refusal: 'REPAID_TOO_MUCH' });
    const claimId = await newClaim(1, 2, 7);
    const { orderId } = await done(order(world, [claimId]));
    const [payment] = await paymentsOf(orderId);
    expect([payment?.amountCents, payment?.deductedCents]).toEqual([1250n, 750n]);
    expect(await repaid('1')).toMatchObject({ refusal: 'REPAID_TOO_MUCH' });
    await done(record(payment?.id ?? ''));
    expect(await money('REFUND_DUE', 1)).toBe(0);
  });

  it('a claim wholly deducted is paid without a transfer', async () => {
    const [line] = await world.sql`select id from redemption where claim_id = ${claims[2] ?? ''} order by id limit 1`;
    await done(
      perform(world.services, recordOverpaid, {
        actor: world.authority,
        opKey: act.opKey(),
        input: { redemptionId: line?.id, cents: '1000', reason: 'Payé deux fois.' },
      }),
    );
    const claimId = await newClaim(2, 1, 6);
    const { orderId } = await done(order(world, [claimId]));
    const [row] = await fresh.db.read((tx) => listOrders(tx, orderId));
    expect([row?.lines, row?.totalCents, row?.fileSealed]).toEqual([0, 0n, null]);
    expect(await stateOf(claimId)).toBe('PAID');
  });
});

describe('an account', () => {
  it('changed since the approval must be confirmed by somebody else than who orders; the new one is paid', async () => {
    const claimId = await newClaim(0, 2, 5);
    await accountOf(world, 0, second, { iban: IBANS[2] });
    const due = (await fresh.db.read((tx) => listDues(tx, today(), world.authority.userId))).find(
      (d) => d.claimId === claimId,
    );
    expect([due?.changed, due?.account?.last4]).toEqual([true, IBANS[2].slice(-4)]);
    expect(await order(world, [claimId])).toMatchObject({ refusal: 'ACCOUNT_CHANGED' });
    const confirm = (actor: AuthorityActor) =>
      perform(world.services, confirmAccountChange, { actor, opKey: act.opKey(), input: { claimId } });
    await done(confirm(world.authority));
    expect(await order(world, [claimId])).toMatchObject({ refusal: 'ACCOUNT_CHANGED' });
    await done(confirm(second));
    const { orderId } = await done(order(world, [claimId]));
    expect((await paymentsOf(orderId))[0]?.last4).toBe(IBANS[2].slice(-4));
  });
});

describe('the bank’s file', () => {
  const read = (text: string) => readBankReturn(new TextEncoder().encode(text));
  it('is refused when it could grow, is too large, is no XML or no camt', () => {
    expect(read('<!DOCTYPE x [<!ENTITY a "aaaa">]><Document>&a;</Document>')).toMatchObject({ why: 'NOT_XML' });
    expect(read('x'.repeat(1_100_000))).toMatchObject({ why: 'TOO_LARGE' });
    for (const text of ['', '\0', '{}', '<a><b></a>', '<a']) expect(read(text)).toMatchObject({ kind: 'UNREADABLE' });
    expect(read('<Document><Autre/></Document>')).toMatchObject({ why: 'NOT_CAMT' });
    expect(read(camt(entry('x', '1e9')))).toMatchObject({ why: 'NOT_CAMT' });
    expect(read(camt(entry('x', '1.234')))).toMatchObject({ why: 'NOT_CAMT' });
  });
});
