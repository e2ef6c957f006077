import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideSmall, maskOne, maskRow, maskTable, mayShow, SMALLEST_SHOWN } from './masking.ts';

describe('small cells', () => {
  it('are hidden from 1 to 5, and shown at 0 and from 6', () => {
    expect([0, 1, 5, 6, 120].map(maskOne)).toEqual([0, null, null, 6, 120]);
  });

  it('take a neighbour with them when the total would give them away', () => {
    expect(maskRow([40, 3, 12, 0])).toEqual([40, null, null, 0]);
    expect(maskRow([40, 4, 5, 12])).toEqual([40, null, null, 12]);
    expect(maskRow([40, 1, 1, 12])).toEqual([40, null, null, null]);
    expect(maskRow([3, 0, 0])).toEqual([null, 0, 0]);
    expect(maskRow([8, 9])).toEqual([8, 9]);
  });

  it('in a table, no line leaves one hidden cell alone when another could keep it company', () => {
    const counts = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(counts, (rows) => {
        const cells = maskTable(rows);
        const columns = [0, 1, 2].map((c) => rows.map((row) => row[c] ?? 0));
        const lines = [
          ...rows.map((row, r) => [row, cells[r] ?? []] as const),
          ...columns.map((column, c) => [column, cells.map((row) => row[c] ?? null)] as const),
        ];
        for (const [line, shown] of lines) {
          for (const [i, count] of line.entries()) {
            if (count > 0 && count < SMALLEST_SHOWN) expect(shown[i]).toBeNull();
          }
          const hidden = line.filter((_, i) => shown[i] === null);
          const couldHide = line.some((count, i) => shown[i] !== null && count > 0);
          const sum = hidden.reduce((total, count) => total + count, 0);
          if (hidden.length > 0 && couldHide) expect(hidden.length > 1 && sum >= SMALLEST_SHOWN).toBe(true);
        }
      }),
    );
  });
});

const persons = fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 900 })), {
  minLength: 1,
  maxLength: 12,
});
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('whole lines', () => {
  it('hides one to five persons, and a neighbour that would give them away', () => {
    expect(hideSmall([40, 3, 12])).toEqual({ rows: [false, true, true], total: false });
    expect(hideSmall([40, 12, 9])).toEqual({ rows: [false, false, false], total: false });
    expect(hideSmall([40, 0, 9]).rows).toEqual([false, false, false]);
  });

  it('does not stop at two rows whose sum says both', () => {
    // 1 + 1 = 2 would say that each is one person.
    expect(hideSmall([1, 1, 30, 50]).rows).toEqual([true, true, true, false]);
    expect(hideSmall([4, 4, 30]).rows).toEqual([true, true, false]);
  });

  it('hides the empty rows too when there is nobody else to hide behind', () => {
    expect(hideSmall([1, 1, 1, 1, 1, 1, 0]).rows).toEqual([true, true, true, true, true, true, true]);
  });

  it('hides a total of few persons, and that of a single row', () => {
    expect(hideSmall([2, 0])).toEqual({ rows: [true, true], total: true });
    expect(hideSmall([3])).toEqual({ rows: [true], total: true });
    expect(hideSmall([0, 0])).toEqual({ rows: [false, false], total: false });
    expect(hideSmall([5, 5], 5).total).toBe(true);
  });

  it('never shows a row of one to five persons', () => {
    fc.assert(
      fc.property(persons, (values) => {
        const { rows } = hideSmall(values);
        for (const [i, n] of values.entries()) if (!mayShow(n)) expect(rows[i]).toBe(true);
      }),
    );
  });

  it('never lets a hidden row be worked out from the total and the rows shown', () => {
    fc.assert(
      fc.property(persons, (values) => {
        const { rows, total } = hideSmall(values);
        const hidden = values.filter((_, i) => rows[i]);
        if (hidden.length === 0 || total) return;
        // What somebody who reads the table knows: how many rows are hidden, and what they sum to.
        const rest = sum(values) - sum(values.filter((_, i) => !rows[i]));
        const zerosHidden = values.every((n, i) => n > 0 || rows[i]);
        const least = zerosHidden && hidden.length === values.length ? 0 : 1;
        // Any hidden row could be as little as `lowest` and as much as `highest`: never one value alone.
        const highest = rest - least * (hidden.length - 1);
        expect(hidden.length).toBeGreaterThanOrEqual(2);
        expect(highest).toBeGreaterThan(least);
      }),
    );
  });

  it('leaves each hidden row free to be six persons or more, whenever somebody can stand beside it', () => {
    fc.assert(
      fc.property(persons, (values) => {
        const { rows } = hideSmall(values);
        const hidden = values.filter((_, i) => rows[i]);
        if (hidden.length === 0 || values.every((_, i) => rows[i])) return;
        const somebodyLarge = values.some((n, i) => n > 0 && !rows[i]);
        if (somebodyLarge) expect(sum(hidden) - (hidden.length - 1)).toBeGreaterThanOrEqual(SMALLEST_SHOWN);
      }),
    );
  });

  it('hides nothing when nothing is small', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: SMALLEST_SHOWN, max: 900 }), { minLength: 1 }), (values) => {
        expect(hideSmall(values)).toEqual({ rows: values.map(() => false), total: false });
      }),
    );
  });
});
