import { describe, expect, it } from 'vitest';
import { boxOf, isInside, type Polygon, vintageOn } from './qpv.ts';

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const withHole: Polygon[] = [[square(4.8, 45.7, 0.1), square(4.84, 45.74, 0.02)]];

describe('a point in a neighbourhood', () => {
  it('is in, or out', () => {
    expect(isInside([4.81, 45.71], withHole)).toBe(true);
    expect(isInside([4.79, 45.71], withHole)).toBe(false);
    expect(isInside([4.81, 45.81], withHole)).toBe(false);
  });

  it('is out in a hole, and in on every border, corner and border of a hole', () => {
    expect(isInside([4.85, 45.75], withHole)).toBe(false);
    for (const border of [
      [4.8, 45.75],
      [4.9, 45.75],
      [4.85, 45.7],
      [4.85, 45.8],
      [4.8, 45.7],
      [4.9, 45.8],
    ] as const)
      expect(isInside(border, withHole), String(border)).toBe(true);
    expect(isInside([4.84, 45.75], withHole)).toBe(true);
  });

  it('may be in any piece of a neighbourhood in several pieces', () => {
    const pieces: Polygon[] = [[square(0, 0, 1)], [square(5, 5, 1)]];
    expect(
      [
        [0.5, 0.5],
        [5.5, 5.5],
        [3, 3],
      ].map(([x, y]) => isInside([x ?? 0, y ?? 0], pieces)),
    ).toEqual([true, true, false]);
    expect(boxOf(pieces)).toEqual([0, 0, 6, 6]);
  });

  it('is not fooled by a ray through a corner', () => {
    const diamond: Polygon[] = [
      [
        [
          [0, 1],
          [1, 0],
          [2, 1],
          [1, 2],
          [0, 1],
        ],
      ],
    ];
    expect(isInside([0.5, 1], diamond)).toBe(true);
    expect(isInside([-0.5, 1], diamond)).toBe(false);
    expect(isInside([2.5, 1], diamond)).toBe(false);
    expect(isInside([1, 2.5], diamond)).toBe(false);
  });

  it('is read on the contours of its day', () => {
    expect(vintageOn('2023-12-31')).toBe('2015');
    expect(vintageOn('2024-01-01')).toBe('2024');
  });
});
