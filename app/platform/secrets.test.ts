import { expect, test } from 'vitest';
import { createSecrets } from './secrets.ts';

const secrets = createSecrets('a-key-of-at-least-thirty-two-characters');

test('a sealed text opens for its owner and purpose only, and never unnoticed when changed', () => {
  const sealed = secrets.seal('bank-account', 'FR7630006000011234567890189', 'org-1');
  expect(sealed).not.toContain('3000');
  expect(secrets.seal('bank-account', 'FR7630006000011234567890189', 'org-1')).not.toBe(sealed);
  expect(secrets.unseal('bank-account', sealed, 'org-1')).toBe('FR7630006000011234567890189');
  expect(() => secrets.unseal('bank-account', sealed, 'org-2')).toThrow();
  expect(() => secrets.unseal('payment-file', sealed, 'org-1')).toThrow();
  expect(() => createSecrets('another-key-of-thirty-two-characters').unseal('bank-account', sealed, 'org-1')).toThrow();
  for (const at of [3, 20, sealed.length - 1]) {
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(() => secrets.unseal('bank-account', changed, 'org-1')).toThrow();
  }
  expect(() => secrets.unseal('bank-account', 'v1.AAAA', 'org-1')).toThrow('not a sealed text');
});
