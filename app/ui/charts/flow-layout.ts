export interface FlowNode {
  readonly id: string;
  readonly column: number;
  readonly value: number;
}

export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

export interface PlacedNode extends FlowNode {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** A ribbon between two nodes: its height, and where it leaves and arrives. */
export interface PlacedLink extends FlowLink {
  readonly height: number;
  readonly leavesAt: { readonly x: number; readonly y: number };
  readonly arrivesAt: { readonly x: number; readonly y: number };
}

export interface FlowSize {
  readonly width: number;
  readonly height: number;
  readonly nodeWidth: number;
  /** Room kept at the right of the last column for its words. */
  readonly aside: number;
  /** The least a node and its words need, one above the other. */
  readonly slot: number;
}

/** Thinner, a line would not be seen. */
const THINNEST = 2;

/**
 * Places nodes in columns and ribbons between them, every height in proportion to its value. Nodes
 * of a column follow the order given; ribbons leave and arrive in that order too, so that they cross little.
 */
export function layOutFlow(nodes: readonly FlowNode[], links: readonly FlowLink[], size: FlowSize) {
  const columns = Math.max(...nodes.map(({ column }) => column)) + 1;
  const step = (size.width - size.aside - size.nodeWidth) / Math.max(1, columns - 1);
  const most = Math.max(
    1,
    ...Array.from({ length: columns }, (_, i) => total(nodes.filter(({ column }) => column === i))),
  );
  const crowd = Math.max(
    ...Array.from({ length: columns }, (_, i) => nodes.filter(({ column }) => column === i).length),
  );
  const scale = Math.max(0, size.height - crowd * size.slot * 0.7) / most;
  const thick = (value: number) => (value === 0 ? 0 : Math.max(THINNEST, value * scale));
  const placed = placeNodes(nodes, columns, step, size, thick);
  const left = new Map(placed.map(({ id, y }) => [id, { out: y, in: y }]));
  const place = (id: string) => placed.find((node) => node.id === id);
  const ribbons = links.flatMap((link): PlacedLink[] => {
    const [source, target] = [place(link.from), place(link.to)];
    const [leaving, arriving] = [left.get(link.from), left.get(link.to)];
    if (
      source === undefined ||
      target === undefined ||
      leaving === undefined ||
      arriving === undefined ||
      link.value === 0
    )
      return [];
    const height = thick(link.value);
    const ribbon = {
      ...link,
      height,
      leavesAt: { x: source.x + size.nodeWidth, y: leaving.out },
      arrivesAt: { x: target.x, y: arriving.in },
    };
    leaving.out += height;
    arriving.in += height;
    return [ribbon];
  });
  return { nodes: placed, links: ribbons };
}

function placeNodes(
  nodes: readonly FlowNode[],
  columns: number,
  step: number,
  size: FlowSize,
  thick: (value: number) => number,
): PlacedNode[] {
  return Array.from({ length: columns }, (_, column) => {
    let y = 0;
    return nodes
      .filter((node) => node.column === column)
      .map((node) => {
        const height = thick(node.value);
        const here = { ...node, x: column * step, y, height };
        y += Math.max(height + size.slot * 0.25, size.slot);
        return here;
      });
  }).flat();
}

function total(nodes: readonly FlowNode[]): number {
  return nodes.reduce((sum, { value }) => sum + value, 0);
}

/** The outline of a ribbon, as an SVG path. */
export function ribbonPath({ leavesAt: a, arrivesAt: b, height }: PlacedLink): string {
  const middle = (a.x + b.x) / 2;
  const at = (n: number) => Math.round(n * 10) / 10;
  return [
    `M${at(a.x)} ${at(a.y)}`,
    `C${at(middle)} ${at(a.y)} ${at(middle)} ${at(b.y)} ${at(b.x)} ${at(b.y)}`,
    `V${at(b.y + height)}`,
    `C${at(middle)} ${at(b.y + height)} ${at(middle)} ${at(a.y + height)} ${at(a.x)} ${at(a.y + height)}`,
    'Z',
  ].join('');
}
