import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { weighPage } from '#tests/setup/page-weight.ts';
import { type Belongings, signEverybodyIn } from '#tests/setup/sign-in.ts';

/** What arrives in the first round trip of a slow network. */
const HTML_AND_CSS = 14_000;

let app: RunningApp;
let belongings: Belongings;

beforeAll(async () => {
  app = await startApp({ demo: true });
  belongings = await signEverybodyIn(app);
});
afterAll(() => app.close());

const PAGES: [string, (b: Belongings) => string][] = [
  ['/', () => '/'],
  ['/lieux', () => '/lieux'],
  ['/lieux found by words and place', () => '/lieux?q=mediatheque&ou=Lyon'],
  ['/lieux/:slug', (b) => `/lieux/${b.venueSlug}`],
  ['/ateliers', () => '/ateliers'],
  ['/ateliers/:id', (b) => `/ateliers/${b.sessionId}`],
  ['/donnees', () => '/donnees'],
  ['/donnees/api', () => '/donnees/api'],
  ['/integrer/lieux', () => '/integrer/lieux?commune=69266'],
  ['/lieux/affiche', () => '/lieux/affiche?commune=69266'],
  ['/mon-pass', () => '/mon-pass'],
  ['/connexion', () => '/connexion'],
];

describe('public pages', () => {
  it.each(PAGES)('%s weighs at most 14 kB and ships no script', async (_, path) => {
    const weight = await weighPage(app.origin, path(belongings));
    expect(weight.html + weight.css).toBeLessThanOrEqual(HTML_AND_CSS);
    expect([weight.scripts, weight.script]).toEqual([0, 0]);
    expect(weight.requests).toBeLessThanOrEqual(10);
  });

  it('the map alone ships scripts', async () => {
    const weight = await weighPage(app.origin, '/lieux/carte');
    expect(weight.script).toBeGreaterThan(0);
  });
});
