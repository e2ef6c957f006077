import { sayNumber } from '#app/ui/components/figures.ts';
import { type FlowLink, type FlowNode, layOutFlow, ribbonPath } from './flow-layout.ts';

export interface FlowStage extends FlowNode {
  readonly label: string;
  /** `pass` once in people's hands, `lost` when it leads nowhere. */
  readonly look: 'plain' | 'pass' | 'lost';
}

interface FlowDiagramProps {
  readonly stages: readonly FlowStage[];
  readonly links: readonly FlowLink[];
  /** The picture in one sentence, for those who do not see it; a table beside says all of it. */
  readonly summary: string;
}

const SIZE = { width: 1100, height: 380, nodeWidth: 14, aside: 140, slot: 58 } as const;

/** Things on their way, drawn on the server: each step as high as its share, each ribbon as thick as what takes it. */
export function FlowDiagram({ stages, links, summary }: FlowDiagramProps) {
  const layout = layOutFlow(stages, links, SIZE);
  const placed = layout.nodes.flatMap((node) => {
    const stage = stages.find(({ id }) => id === node.id);
    return stage === undefined ? [] : [{ ...node, ...stage }];
  });
  const lookOf = (id: string) => stages.find((stage) => stage.id === id)?.look ?? 'plain';
  const bottom = Math.max(SIZE.slot, ...placed.map(({ y, height }) => y + Math.max(height, SIZE.slot)));
  return (
    <svg className="flow-diagram" viewBox={`0 0 ${SIZE.width} ${Math.ceil(bottom)}`} role="img" aria-label={summary}>
      <defs>
        <pattern id="perdus" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" className="hatch" />
        </pattern>
      </defs>
      {layout.links.map((link) => (
        <path key={`${link.from}-${link.to}`} className={`ribbon ${lookOf(link.to)}`} d={ribbonPath(link)} />
      ))}
      {placed.map((node) => (
        <g key={node.id} className={node.look}>
          <rect x={node.x} y={node.y} width={SIZE.nodeWidth} height={node.height} />
          <text x={node.x + SIZE.nodeWidth + 10} y={node.y + 20}>
            <tspan className="figure">{sayNumber(node.value)}</tspan>
            <tspan x={node.x + SIZE.nodeWidth + 10} dy="21">
              {node.label}
            </tspan>
          </text>
        </g>
      ))}
    </svg>
  );
}
