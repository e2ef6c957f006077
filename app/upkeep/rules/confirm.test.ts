import { expect, test } from 'vitest';
import { channelOf, confirmFlaw, isDue } from './confirm.ts';
import { contactOf } from './report.ts';

test('a page is asked about six months after it was confirmed or asked, to the day', () => {
  expect(isDue('2026-05-25', '2026-11-24')).toBe(false);
  expect(isDue('2026-05-25', '2026-11-25')).toBe(true);
  expect(isDue('2026-08-31', '2027-02-28')).toBe(true);
});

test('by the channel it has', () => {
  expect(channelOf({ emails: ['pas une adresse', 'a@b.example'], phone: null })).toEqual({
    channel: 'EMAIL',
    address: 'a@b.example',
  });
  expect(channelOf({ emails: [], phone: '+33612345678' })).toEqual({ channel: 'SMS', address: '+33612345678' });
  expect(channelOf({ emails: [], phone: '+33478000000' })).toEqual({ channel: 'LETTER', address: null });
});

test('a link confirms once, in its time', () => {
  const now = new Date('2026-11-24T09:00:00Z');
  const open = { answeredAt: null, expiresAt: new Date('2026-12-24T09:00:00Z') };
  expect([
    confirmFlaw(open, now),
    confirmFlaw({ ...open, answeredAt: now }, now),
    confirmFlaw({ ...open, expiresAt: now }, now),
  ]).toEqual([null, 'REQUEST_ANSWERED', 'REQUEST_EXPIRED']);
});

test('an answer goes to a mailbox or a mobile phone, and to nothing else', () => {
  expect(contactOf('06 12 34 56 78')).toEqual({ channel: 'SMS', address: '+33612345678' });
  expect(contactOf('Moi@Mail.example ')).toEqual({ channel: 'EMAIL', address: 'moi@mail.example' });
  expect(contactOf('04 78 00 00 00')).toBeNull();
});
