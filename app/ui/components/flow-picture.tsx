import type { CSSProperties } from 'react';
import { sayNumber } from './figures.ts';

export interface FlowBand {
  readonly label: string;
  readonly count: number;
  /** Whether these are passes in people's hands. */
  readonly pass?: boolean;
}

/** Where things stand along their way, one band a state, as wide as its share of the greatest. */
export function FlowPicture({ bands }: { bands: readonly FlowBand[] }) {
  const greatest = Math.max(1, ...bands.map(({ count }) => count));
  return (
    <ul className="flow-picture">
      {bands.map(({ label, count, pass = false }) => (
        <li key={label} className={pass ? 'pass' : undefined}>
          <span>{label}</span>
          <i style={{ '--part': count / greatest } as CSSProperties} />
          <b className="num">{sayNumber(count)}</b>
        </li>
      ))}
    </ul>
  );
}
