import { expect, it } from 'vitest';
import { currentOf } from './nav-links.tsx';

const LINKS = [
  { href: '/espace-lieu', label: 'Semaine' },
  { href: '/espace-lieu/ateliers', label: 'Ateliers' },
];

it('marks the nearest link above the page, and none elsewhere', () => {
  expect(currentOf(LINKS, '/espace-lieu')).toBe('/espace-lieu');
  expect(currentOf(LINKS, '/espace-lieu/jour/2026-11-24')).toBe('/espace-lieu');
  expect(currentOf(LINKS, '/espace-lieu/ateliers/nouveau')).toBe('/espace-lieu/ateliers');
  expect(currentOf(LINKS, '/espace-lieux')).toBeNull();
});
