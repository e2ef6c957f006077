import { sayShare } from '#app/ui/components/figures.ts';

export interface Line {
  readonly name: string;
  /** Shares of 1, one a step; null where nothing can be said. */
  readonly values: readonly (number | null)[];
}

interface LineChartProps {
  readonly title: string;
  /** The names of the steps, from left to right. */
  readonly steps: readonly string[];
  readonly lines: readonly Line[];
}

const SIZE = { width: 640, height: 260, left: 52, right: 190, top: 14, bottom: 34 } as const;
const GRADES = [0, 0.25, 0.5, 0.75, 1] as const;
/** Told apart without colours. */
const DASHES = ['', '7 4', '2 4', '10 3 2 3'] as const;

/** Shares over time, drawn on the server; the table beside has every figure. */
export function LineChart({ title, steps, lines }: LineChartProps) {
  const { width, height, left, right, top, bottom } = SIZE;
  const x = (i: number) => left + (steps.length < 2 ? 0 : (i * (width - left - right)) / (steps.length - 1));
  const y = (share: number) => top + (1 - share) * (height - top - bottom);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className="scroller lines" aria-label={title} tabIndex={0}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}. Les chiffres sont dans le tableau.`}>
        {GRADES.map((grade) => (
          <g key={grade} className="grade">
            <path d={`M${left} ${y(grade)}H${width - right}`} />
            <text x={left - 8} y={y(grade) + 5} textAnchor="end">
              {sayShare(grade)}
            </text>
          </g>
        ))}
        {steps.map((step, i) => (
          <text key={step} x={x(i)} y={height - 10} textAnchor="middle">
            {step}
          </text>
        ))}
        {lines.map(({ name, values }, n) => (
          <g key={name} className={`line line-${n % 4}`}>
            <path d={pathOf(values, x, y)} strokeDasharray={DASHES[n % 4]} />
            {values.map((value, i) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place in time
              value === null ? null : <circle key={i} cx={x(i)} cy={y(value)} r="4" />,
            )}
            <path d={`M${width - right + 14} ${top + 12 + n * 26}h30`} strokeDasharray={DASHES[n % 4]} />
            <text x={width - right + 52} y={top + 17 + n * 26}>
              {name}
            </text>
          </g>
        ))}
      </svg>
    </section>
  );
}

/** A line through what is known; a gap where nothing is. */
function pathOf(values: readonly (number | null)[], x: (i: number) => number, y: (share: number) => number): string {
  let pen = 'M';
  return values
    .map((value, i) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${Math.round(x(i) * 10) / 10} ${Math.round(y(value) * 10) / 10}`;
      pen = 'L';
      return step;
    })
    .join('');
}
