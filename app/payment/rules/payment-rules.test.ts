import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { matchEntry } from './bank-return.ts';
import { lastMonthEnd } from './claim-dates.ts';
import { csvCell, csvCents } from './csv-cell.ts';
import { ageDebt, coverBps } from './debt.ts';
import { readIban } from './iban.ts';
import { refuseLineAct } from './review.ts';
import { isSiret } from './siret.ts';
import { deductRefunds, sepaText, transferId } from './transfer.ts';
import { decideValidation } from './validation.ts';

describe('an IBAN', () => {
  it.each([
    'FR76 3000 6000 0112 3456 7890 189',
    'de89370400440532013000',
    'BE68 5390 0754 7034',
    'MT84MALT011000012345MTLCAST001S',
  ])('%s is one', (typed) => expect(readIban(typed)).toMatchObject({ kind: 'IBAN' }));
  it.each([
    ['FR7630006000011234567890188', 'KEY'],
    ['FR763000600001123456789018', 'LENGTH'],
    ['US7630006000011234567890189', 'COUNTRY'],
    ['', 'SIGNS'],
    ['7630006000011234567890189', 'SIGNS'],
    ['FR76é', 'SIGNS'],
  ])('%s is not: %s', (typed, why) => expect(readIban(typed)).toEqual({ kind: 'WRONG', why }));

  test('one sign changed is always seen', () => {
    const good = 'FR7630006000011234567890189';
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 26 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
        const digit = (Number(good[at]) + more) % 10;
        return readIban(good.slice(0, at) + digit + good.slice(at + 1)).kind === 'WRONG';
      }),
    );
  });
});

test('a SIRET satisfies its key; La Poste’s are numbered otherwise', () => {
  for (const siret of ['73282932000074', '20004697700019', '35600000000048', '35600000049837'])
    expect([siret, isSiret(siret)]).toEqual([siret, true]);
  for (const siret of ['73282932000075', '00000000000000', '7328293200007', '35600000049838', 'abcdefghijklmn']) {
    expect([siret, isSiret(siret)]).toEqual([siret, false]);
  }
});

test('two different people validate, and neither typed it', () => {
  const typed = { typedBy: 'a', firstBy: null, secondBy: null, refusedAt: null };
  expect(decideValidation(typed, 'a')).toMatchObject({ refusal: 'TYPED_BY_YOU' });
  expect(decideValidation(typed, 'b')).toEqual({ kind: 'FIRST' });
  expect(decideValidation({ ...typed, firstBy: 'b' }, 'b')).toMatchObject({ refusal: 'SECOND_PERSON_NEEDED' });
  expect(decideValidation({ ...typed, firstBy: 'b' }, 'a')).toMatchObject({ refusal: 'TYPED_BY_YOU' });
  expect(decideValidation({ ...typed, firstBy: 'b' }, 'c')).toEqual({ kind: 'SECOND' });
  expect(decideValidation({ ...typed, firstBy: 'b', secondBy: 'c' }, 'd')).toMatchObject({
    refusal: 'VALIDATION_OVER',
  });
});

test('a line is contested, answered once, then decided; without an answer only when the time is over', () => {
  const line = (said: Parameters<typeof refuseLineAct>[0]['said'], contestedOn: string | null = '2026-11-01') => ({
    claimState: 'SUBMITTED' as const,
    said,
    contestedOn,
  });
  expect(refuseLineAct(line([], null), 'REJECT', '2026-11-20', 15)).toBe('LINE_NOT_CONTESTED');
  expect(refuseLineAct(line(['CONTESTED']), 'REJECT', '2026-11-16', 15)).toBe('ANSWER_AWAITED');
  expect(refuseLineAct(line(['CONTESTED']), 'REJECT', '2026-11-17', 15)).toBe(null);
  expect(refuseLineAct(line(['CONTESTED', 'ANSWERED']), 'REJECT', '2026-11-02', 15)).toBe(null);
  expect(refuseLineAct(line(['CONTESTED', 'ANSWERED']), 'ANSWER', '2026-11-02', 15)).toBe('ANSWERED_ALREADY');
  expect(refuseLineAct(line(['CONTESTED', 'APPROVED']), 'REJECT', '2026-12-02', 15)).toBe('LINE_DECIDED');
  expect(refuseLineAct({ ...line([]), claimState: 'APPROVED' }, 'APPROVE', '2026-11-02', 15)).toBe('CLAIM_CLOSED');
});

test('deducting refunds never loses nor makes a cent, and never deducts more than is due', () => {
  const dues = fc.array(
    fc.record({ orgId: fc.constantFrom('a', 'b', 'c'), cents: fc.bigInt({ min: 1n, max: 10n ** 12n }) }),
    { maxLength: 20 },
  );
  const refunds = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.bigInt({ min: 0n, max: 10n ** 12n }));
  fc.assert(
    fc.property(dues, refunds, (list, owed) => {
      const parts = deductRefunds(list, new Map(Object.entries(owed)));
      for (const { due, amount, deducted } of parts)
        expect([amount + deducted, amount >= 0n, deducted >= 0n]).toEqual([due.cents, true, true]);
      for (const org of ['a', 'b', 'c']) {
        const of = parts.filter(({ due }) => due.orgId === org);
        const deducted = of.reduce((sum, part) => sum + part.deducted, 0n);
        const whole = of.reduce((sum, part) => sum + part.due.cents, 0n);
        const refund = owed[org] ?? 0n;
        expect(deducted).toBe(refund < whole ? refund : whole);
      }
    }),
  );
});

test('whatever a name holds, the bank reads plain signs', () => {
  expect(sepaText('Médiathèque d’Échalas & Cœur <Bron>', 70)).toBe("Mediatheque d'Echalas + Coeur Bron");
  expect(sepaText('//日本', 70)).toBe('SANS NOM');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
      const text = sepaText(name, 70);
      return /^[A-Za-z0-9/\-?:().,'+ ]{1,70}$/.test(text) && !text.startsWith('/') && !text.includes('//');
    }),
  );
  expect(transferId('0193a7c2-1111-7222-8333-444455556666')).toHaveLength(35);
});

test('a debt is counted by its age, whole', () => {
  const line = (day: string, cents: bigint) => ({ day, cents });
  const lines = [
    line('2026-11-25', 1n),
    line('2026-10-26', 2n),
    line('2026-10-25', 4n),
    line('2026-09-26', 8n),
    line('2026-09-25', 16n),
    line('2026-08-26', 32n),
    line('2020-01-01', 64n),
  ];
  expect(ageDebt(lines, '2026-11-25')).toEqual([3n, 12n, 16n, 96n]);
  expect([coverBps(500n, 1000n), coverBps(null, 1n), coverBps(5n, 0n), coverBps(-5n, 1n)]).toEqual([
    5000,
    null,
    null,
    0,
  ]);
});

test('the month before ends where it ends', () => {
  expect([lastMonthEnd('2026-03-01'), lastMonthEnd('2024-03-31'), lastMonthEnd('2027-01-15')]).toEqual([
    '2026-02-28',
    '2024-02-29',
    '2026-12-31',
  ]);
});

test('a spreadsheet meets no formula', () => {
  expect(['=1+1', '+33', '-5', '@x', '\tx', 'a;b', 'dit "oui"', 'MJC'].map(csvCell)).toEqual([
    "'=1+1",
    "'+33",
    "'-5",
    "'@x",
    "'\tx",
    '"a;b"',
    '"dit ""oui"""',
    'MJC',
  ]);
  expect([csvCents(123450n), csvCents(-5n)]).toEqual(['1234,50', '-0,05']);
});

test('an entry of the bank acts only when it is ours, whole, and not said already', () => {
  const entry = { endToEndId: 'x', cents: 100n, bookedOn: null, what: 'MADE' as const, reason: null };
  const ordered = { state: 'ORDERED' as const, cents: 100n };
  const paid = { state: 'PAID' as const, cents: 100n };
  expect(matchEntry(entry, null)).toBe('UNMATCHED');
  expect(matchEntry(entry, ordered)).toBe('PAID');
  expect(matchEntry(entry, paid)).toBe('ALREADY');
  expect(matchEntry({ ...entry, cents: 99n }, ordered)).toBe('PARTIAL');
  expect(matchEntry({ ...entry, what: 'SENT_BACK' }, paid)).toBe('RETURNED');
  expect(matchEntry({ ...entry, what: 'SENT_BACK' }, ordered)).toBe('REJECTED');
  expect(matchEntry({ ...entry, what: 'REFUSED' }, ordered)).toBe('REJECTED');
  expect(matchEntry({ ...entry, what: 'PENDING' }, ordered)).toBe('PENDING');
});
