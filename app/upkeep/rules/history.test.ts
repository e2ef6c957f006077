import { describe, expect, test } from 'vitest';
import { decideEdit, decideUndo } from './history.ts';

const shown = { openingHours: 'Mo 09:00-12:00', hoursText: null, phone: '+33478000000', services: [] };

describe('an edit', () => {
  test('keeps only what changes, by whole groups, and knows what the venue had said', () => {
    expect(decideEdit({}, shown, { openingHours: 'Mo 14:00-18:00', hoursText: null })).toEqual({
      before: {},
      after: { openingHours: 'Mo 14:00-18:00', hoursText: null },
      shown: { openingHours: 'Mo 09:00-12:00', hoursText: null },
    });
    expect(decideEdit({}, shown, { ...shown })).toBeNull();
  });
});

describe('undoing', () => {
  const change = { before: {}, after: { phone: '+33478111111' }, shown: { phone: '+33478000000' }, undone: false };

  test('unsays what the venue had not said, and says again what it had', () => {
    expect(decideUndo(change, { phone: '+33478111111' }, { phone: '+33478111111' })).toMatchObject({
      ok: true,
      unsaid: ['phone'],
      edit: { before: { phone: '+33478111111' }, after: {} },
    });
    const second = { ...change, before: { phone: '+33478222222' } };
    expect(decideUndo(second, { phone: '+33478111111' }, {})).toMatchObject({
      unsaid: [],
      edit: { after: { phone: '+33478222222' } },
    });
  });

  test('is refused twice, and when the same words were changed since', () => {
    expect(decideUndo({ ...change, undone: true }, { phone: '+33478111111' }, {})).toEqual({
      ok: false,
      flaw: 'CHANGE_UNDONE',
    });
    expect(decideUndo(change, { phone: '+33478333333' }, {})).toEqual({ ok: false, flaw: 'CHANGED_SINCE' });
  });
});
