import { describe, expect, it } from 'vitest';
import { haversine, mercatorLength, toMercator, walkingMinutes } from './distance.ts';

const BELLECOUR = { lat: 45.7578, lon: 4.832 };
const PART_DIEU = { lat: 45.7606, lon: 4.8593 };

describe('distances', () => {
  it('measures along the great circle', () => {
    expect(haversine(BELLECOUR, PART_DIEU)).toBeCloseTo(2141, -1);
    expect(haversine(BELLECOUR, BELLECOUR)).toBe(0);
  });

  it('agrees with the Mercator plane over a town', () => {
    const a = toMercator(BELLECOUR);
    const b = toMercator(PART_DIEU);
    const onPlane = Math.hypot(a.mx - b.mx, a.my - b.my);
    expect(onPlane / mercatorLength(haversine(BELLECOUR, PART_DIEU), BELLECOUR.lat)).toBeCloseTo(1, 2);
  });

  it('gives minutes of walking only where one would walk', () => {
    expect(walkingMinutes(10)).toBe(1);
    expect(walkingMinutes(1000)).toBe(17);
    expect(walkingMinutes(10_000)).toBeNull();
  });
});
