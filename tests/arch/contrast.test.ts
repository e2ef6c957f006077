import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sheet = readFileSync('app/styles/tokens.css', 'utf8');
const THEMES = ['light', 'dark'] as const;
type ThemeName = (typeof THEMES)[number];

/** The colours of the first `:root` of the sheet, by theme. */
const tokens = new Map<string, Record<ThemeName, string>>();
for (const [, name, light, dark] of sheet.matchAll(/^ {4}(--[\w-]+): light-dark\((#\w+), (#\w+)\);$/gm)) {
  if (name && light && dark) tokens.set(name, { light, dark });
}
for (const [, name, colour] of sheet.matchAll(/^ {4}(--[\w-]+): (#\w+);$/gm)) {
  if (name && colour) tokens.set(name, { light: colour, dark: colour });
}

/** Every pair of ink and ground the sheet puts together, for text. */
const TEXT_PAIRS: [ink: string, ground: string][] = [
  ...['--ink', '--ink-soft', '--bridge', '--bad'].flatMap((ink) =>
    ['--paper', '--surface'].map((ground): [string, string] => [ink, ground]),
  ),
  ['--ink', '--sunk'],
  ['--ink-soft', '--sunk'],
  ...['--bridge-wash', '--pass-wash', '--ok-wash', '--warn-wash', '--bad-wash'].map((ground): [string, string] => [
    '--ink',
    ground,
  ]),
  ...['--bridge-wash', '--pass-wash'].map((ground): [string, string] => ['--ink-soft', ground]),
  ['--bridge', '--bridge-wash'],
  ['--bridge-ink', '--bridge'],
  ['--pass', '--pass-wash'],
  ['--pass', '--surface'],
  ['--ok', '--ok-wash'],
  ['--warn', '--warn-wash'],
  ['--bad', '--bad-wash'],
  ['--paper', '--ink'],
  ['--sun-ink', '--sun'],
];

/** Limits of what is not text. */
const EDGE_PAIRS: [edge: string, ground: string][] = [
  ['--edge', '--surface'],
  ['--edge', '--paper'],
  ['--bridge', '--surface'],
  ['--bad', '--surface'],
];

describe.each(THEMES)('in the %s theme', (theme) => {
  it.each(TEXT_PAIRS)('%s on %s is AAA (7:1)', (ink, ground) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(7);
  });

  it.each(EDGE_PAIRS)('%s against %s is seen (3:1)', (edge, ground) => {
    expect(contrast(colour(edge, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

it.each(THEMES)('one of the two colours of the focus ring is seen on any ground of the %s theme', (theme) => {
  for (const ground of ['--paper', '--surface', '--sunk', '--pass-wash', '--bridge-wash']) {
    const ring = ['--sun', '--ink'].map((edge) => contrast(colour(edge, theme), colour(ground, theme)));
    expect(Math.max(...ring), ground).toBeGreaterThanOrEqual(3);
  }
});

describe('browsers without light-dark()', () => {
  it('get the light theme, token by token', () => {
    const fallback = sheet.match(/@supports not \(color: light-dark[^{]*\{\s*:root \{([^}]*)\}/)?.[1] ?? '';
    const plain = new Map([...fallback.matchAll(/(--[\w-]+): (#\w+);/g)].map(([, name, value]) => [name, value]));
    const expected = [...sheet.matchAll(/^ {4}(--[\w-]+): light-dark\((#\w+),/gm)].map(([, name, light]) => [
      name,
      light,
    ]);
    expect(expected.length).toBeGreaterThan(10);
    expect([...plain]).toEqual(expected);
  });
});

function colour(name: string, theme: ThemeName): string {
  const found = tokens.get(name)?.[theme];
  if (found === undefined) throw new Error(`the sheet has no ${name}`);
  return found;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[\da-f]/gi, '$&$&') : hex;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const channel = Number.parseInt(full.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
