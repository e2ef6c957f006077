import { expect, test } from 'vitest';
import { placeAfterSignIn } from './return-path.ts';

test.each([
  ['/partenaire/orienter?seance=1', '/partenaire/orienter?seance=1'],
  ['/lieux', '/lieux'],
  ['/partenaires-amis', '/partenaires-amis'],
])('an agent who asked for %s goes there', (asked, place) => {
  expect(placeAfterSignIn('AGENT', asked)).toBe(place);
});

test.each([
  null,
  undefined,
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'javascript:alert(1)',
  '/partenaire/\\..',
  '/métropole',
  '/metropole',
  '/metropole/passes?x=1',
  '/espace-lieu/jour/2026-11-24',
])('an agent who asked for %j goes home', (asked) => {
  expect(placeAfterSignIn('AGENT', asked)).toBe('/partenaire');
});
