import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutFlow, ribbonPath } from './flow-layout.ts';

const size = { width: 1000, height: 300, nodeWidth: 16, aside: 150, slot: 40 };

test('heights are in proportion, and ribbons fill the nodes they join', () => {
  const { nodes, links } = layOutFlow(
    [
      { id: 'all', column: 0, value: 400 },
      { id: 'a', column: 1, value: 300 },
      { id: 'b', column: 1, value: 100 },
    ],
    [
      { from: 'all', to: 'a', value: 300 },
      { from: 'all', to: 'b', value: 100 },
    ],
    size,
  );
  const [all, a, b] = nodes;
  expect(a?.height).toBeCloseTo((all?.height ?? 0) * 0.75);
  expect(b?.height).toBeCloseTo((all?.height ?? 0) * 0.25);
  expect(links.map(({ height }) => height).reduce((x, y) => x + y)).toBeCloseTo(all?.height ?? 0);
  expect(links[1]?.leavesAt.y).toBeCloseTo((links[0]?.leavesAt.y ?? 0) + (links[0]?.height ?? 0));
  expect(links[1]?.arrivesAt).toEqual({ x: b?.x, y: b?.y });
  expect(ribbonPath(links[0] ?? (links[1] as never))).toMatch(/^M16 0C[\d. ]+V[\d.]+C[\d. ]+Z$/);
});

test('nothing overlaps and nothing leaves the picture, whatever the figures', () => {
  const value = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
      const { nodes } = layOutFlow(
        values.map((v, i) => ({ id: String(i), column: 0, value: v })),
        [],
        size,
      );
      nodes.forEach((node, i) => {
        const next = nodes[i + 1];
        if (next !== undefined) expect(next.y).toBeGreaterThanOrEqual(node.y + Math.max(node.height, 40) - 0.001);
        expect(node.y + node.height).toBeLessThanOrEqual(size.height + 5 * THINNEST);
        expect(Number.isFinite(node.height)).toBe(true);
      });
    }),
  );
});

const THINNEST = 2;

test('a flow with no pass yet has no ribbon', () => {
  const { nodes, links } = layOutFlow(
    [{ id: 'all', column: 0, value: 0 }],
    [{ from: 'all', to: 'all', value: 0 }],
    size,
  );
  expect(nodes[0]?.height).toBe(0);
  expect(links).toEqual([]);
});
