import { expect, it } from 'vitest';
import { drawSketch } from './static-sketch.tsx';

const BELLECOUR = { lat: 45.7576, lon: 4.833 };

it('draws the stops and the river around a place, and stays in its frame', () => {
  const sketch = drawSketch(BELLECOUR);
  expect(sketch.stops.map(({ name }) => name)).toContain('Bellecour');
  expect(sketch.rivers.length).toBeGreaterThan(0);
  for (const { x, y } of [...sketch.stops, ...sketch.towns]) {
    expect(x > 0 && x < 200 && y > 0 && y < 200).toBe(true);
  }
});

it('writes no name over another', () => {
  const { stops } = drawSketch(BELLECOUR);
  for (const [i, a] of stops.entries()) {
    for (const b of stops.slice(i + 1)) expect(Math.abs(a.y - b.y) > 14 || Math.abs(a.x - b.x) > 100).toBe(true);
  }
});

it('looks wider where stops are rare, and draws a place far from every stop', () => {
  const village = drawSketch({ lat: 45.8697, lon: 4.8172 });
  expect(village.scale.metres).toBe(500);
  expect(drawSketch({ lat: 44.5, lon: 3.5 })).toMatchObject({ stops: [], rivers: [], towns: [] });
});

it('draws true distances: the scale bar measures what it says', () => {
  const { scale } = drawSketch(BELLECOUR);
  expect(scale.length / 100).toBeCloseTo(scale.metres / 800, 6);
});
