import { describe, expect, it } from 'vitest';
import type { SeenVersions } from './data-watch.ts';
import { MadeOnce } from './made-once.ts';

function shelf() {
  const seen: SeenVersions = { directory: '1', sessions: '1', unsettledUntil: null };
  const state = { seen: seen as SeenVersions | null, now: new Date('2026-11-25T10:00:10Z'), made: 0 };
  const kept = new MadeOnce({ versions: async () => state.seen }, { now: () => state.now });
  const ask = (of: 'venues' | 'sessions' = 'sessions', key = 'file', bytes = 10) =>
    kept.take(of, key, async () => {
      state.made += 1;
      const value = state.made;
      await new Promise((done) => setImmediate(done));
      return { value, bytes };
    });
  return { state, ask, seen, kept };
}

describe('what is made once', () => {
  it('is given to all who ask at the same time, and to those who come after', async () => {
    const { state, ask } = shelf();
    expect(await Promise.all(Array.from({ length: 8 }, () => ask()))).toEqual(Array(8).fill(1));
    expect([await ask(), await ask('sessions', 'other'), state.made]).toEqual([1, 2, 2]);
  });

  it('is made again when its data moved, when the minute ends, and not when other data moved', async () => {
    const { state, ask, seen, kept } = shelf();
    await ask('venues', 'venues');
    await ask('sessions', 'sessions');
    state.seen = { ...seen, sessions: '2' };
    expect([await ask('venues', 'venues'), await ask('sessions', 'sessions')]).toEqual([1, 3]);
    state.seen = { ...seen, directory: '2', sessions: '2' };
    expect([await ask('venues', 'venues'), await ask('sessions', 'sessions')]).toEqual([4, 5]);
    state.now = new Date('2026-11-25T10:01:00Z');
    expect(await ask('venues', 'venues')).toBe(6);
    const lasting = () =>
      kept.take(
        'venues',
        'texts',
        async () => {
          state.made += 1;
          return { value: state.made, bytes: 1 };
        },
        'data move',
      );
    expect(await lasting()).toBe(7);
    state.now = new Date('2026-11-25T10:02:00Z');
    expect(await lasting()).toBe(7);
    state.seen = { ...seen, directory: '3' };
    expect(await lasting()).toBe(8);
  });

  it('is made again for who asks after a change, though the making of before is not finished', async () => {
    const { state, ask, seen } = shelf();
    const before = ask();
    await Promise.resolve();
    state.seen = { ...seen, sessions: '2' };
    expect(await Promise.all([before, ask()])).toEqual([1, 2]);
  });

  it('is not kept beyond the moment its data settle, when too heavy, nor when the database is away', async () => {
    const { state, ask, seen } = shelf();
    state.seen = { ...seen, unsettledUntil: performance.now() - 1 };
    expect([await ask(), await ask()]).toEqual([1, 2]);
    state.seen = seen;
    expect([await ask('sessions', 'heavy', 2 ** 30), await ask('sessions', 'heavy', 2 ** 30)]).toEqual([3, 4]);
    state.seen = null;
    expect([await ask(), await ask()]).toEqual([5, 6]);
  });

  it('that failed is tried again by the next', async () => {
    const { ask, state } = shelf();
    const kept = new MadeOnce({ versions: async () => state.seen }, { now: () => state.now });
    const fail = () => kept.take('venues', 'x', () => Promise.reject(new Error('no')));
    const both = await Promise.allSettled([fail(), fail()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await kept.take('venues', 'x', async () => ({ value: 'well', bytes: 1 }))).toBe('well');
    expect(await ask()).toBe(1);
  });
});
