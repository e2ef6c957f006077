import { describe, expect, it } from 'vitest';
import { clientSubject } from './client-subject.ts';
import { isFresh } from './conditional.ts';

describe('whom a request is counted against', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:12:34:56:78:9a:bc', '2001:db8:12:34::/64'],
    ['2001:DB8:0012:34::1', '2001:db8:12:34::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('%s is %s', (address, subject) => {
    expect(clientSubject(address)).toBe(subject);
  });
});

describe('a copy that may be kept', () => {
  const current = { etag: 'W/"abc"', lastModified: new Date('2026-11-25T10:00:00.500Z') };
  const asked = (ifNoneMatch: string | null, ifModifiedSince: string | null = null) =>
    isFresh(current, { ifNoneMatch, ifModifiedSince });

  it('bears the same tag, weak or strong, alone or in a list', () => {
    expect([asked('W/"abc"'), asked('"abc"'), asked('"x", W/"abc"'), asked('*')]).toEqual([true, true, true, true]);
    expect([asked('"abd"'), asked('')]).toEqual([false, false]);
  });

  it('is as young as the last change, to the second; a date that is none says nothing', () => {
    expect(asked(null, 'Wed, 25 Nov 2026 10:00:00 GMT')).toBe(true);
    expect(asked(null, 'Wed, 25 Nov 2026 09:59:59 GMT')).toBe(false);
    expect(asked(null, 'hier')).toBe(false);
    expect(asked('"abd"', 'Wed, 25 Nov 2026 10:00:00 GMT')).toBe(false);
  });
});
