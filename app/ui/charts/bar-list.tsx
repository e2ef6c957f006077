export interface Bar {
  readonly label: string;
  /** Null when it may not be shown, or nothing can be said. */
  readonly value: number | null;
  /** The value as people read it. */
  readonly words: string;
}

interface BarListProps {
  readonly title: string;
  /** When it says more than the heading above. */
  readonly titleShown?: boolean;
  readonly bars: readonly Bar[];
}

/** Bars drawn on the server, their words beside them so that they stay readable on a telephone. The table has it all. */
export function BarList({ title, titleShown = false, bars }: BarListProps) {
  const most = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  return (
    <figure className="bars">
      <figcaption className={titleShown ? 'hint' : 'visually-hidden'}>{title}</figcaption>
      <ul>
        {bars.map(({ label, value, words }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may bear one name, and the list never moves
          <li key={i}>
            <span className="name">{label}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect className="rail" width="100" height="10" />
              <rect
                className="bar"
                width={value === null || most === 0 ? 0 : round((value / most) * 100)}
                height="10"
              />
            </svg>
            <b>{words}</b>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
