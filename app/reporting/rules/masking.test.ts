import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskOne, maskRow, maskTable, SMALLEST_SHOWN } from './masking.ts';

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
