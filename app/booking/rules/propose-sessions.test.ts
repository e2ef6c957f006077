import { expect, it } from 'vitest';
import { proposeSessions } from './propose-sessions.ts';

const session = (id: string, venue: string) => ({ id, venue: { id: venue } });
const ids = (sessions: { id: string }[]) => sessions.map(({ id }) => id).join(' ');
const near = ['a1', 'a2', 'a3', 'a4'].map((id) => session(id, 'a'));
const far = ['b1', 'b2', 'b3'].map((id) => session(id, 'b'));

it('lets the second nearest venue be seen beside the nearest, in the order given', () => {
  expect(ids(proposeSessions([...near, ...far], 4))).toBe('a1 a2 b1 b2');
});

it('fills the list with the nearest when the others have nothing more', () => {
  expect(ids(proposeSessions([...near, session('b1', 'b')], 4))).toBe('a1 a2 a3 b1');
  expect(ids(proposeSessions(near, 10))).toBe('a1 a2 a3 a4');
});

it('never shows more than asked, nor one twice', () => {
  expect(ids(proposeSessions([...near, ...far], 3))).toBe('a1 a2 b1');
  expect(proposeSessions([], 3)).toEqual([]);
});
