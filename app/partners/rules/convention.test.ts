import { expect, test } from 'vitest';
import { inForce, mayActUnder } from './convention.ts';

const first = { startsOn: '2025-01-01', endsOn: '2026-12-31', revoked: false, agentsNamed: false, agentIds: [] };
const next = { ...first, startsOn: '2027-01-01', endsOn: '2028-12-31', agentsNamed: true, agentIds: ['sonia'] };

test('a convention is in force from its first day to its last', () => {
  expect(inForce([first, next], '2024-12-31')).toBeNull();
  expect(inForce([first, next], '2025-01-01')).toBe(first);
  expect(inForce([first, next], '2026-12-31')).toBe(first);
  expect(inForce([first, next], '2027-01-01')).toBe(next);
  expect(inForce([first, next], '2029-01-01')).toBeNull();
});

test('a revoked convention is in force no day', () => {
  expect(mayActUnder([{ ...first, revoked: true }], '2026-01-01', 'sonia')).toBe('NO_CONVENTION');
});

test('a convention that names its agents opens to them alone; receiving is the partner’s', () => {
  expect(mayActUnder([next], '2027-06-01', 'sonia')).toBe('OK');
  expect(mayActUnder([next], '2027-06-01', 'inès')).toBe('AGENT_NOT_NAMED');
  expect(mayActUnder([next], '2027-06-01', null)).toBe('OK');
  expect(mayActUnder([first], '2026-06-01', 'inès')).toBe('OK');
});
