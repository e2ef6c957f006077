import type { ReactNode } from 'react';

interface FactsProps {
  /** Pairs of name and value; a null value is left out. */
  readonly of: readonly (readonly [name: string, value: ReactNode])[];
}

/** What is known of one thing: names at the left, values at the right. */
export function Facts({ of }: FactsProps) {
  return (
    <dl className="facts">
      {of.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
