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
          {/* Drawn, not styled: the policy of our pages refuses inline styles. */}
          <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.max(3, Math.round((count / greatest) * 1000))} height="10" />
          </svg>
          <b className="num">{sayNumber(count)}</b>
        </li>
      ))}
    </ul>
  );
}
