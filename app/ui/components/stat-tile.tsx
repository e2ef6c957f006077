import type { ReactNode } from 'react';

interface StatTileProps {
  readonly label: string;
  /** Already written in French: `sayNumber`, `sayEuros`, `sayShare`. */
  readonly value: string;
  /** What the figure counts, or compares with. */
  readonly hint?: ReactNode;
  readonly look?: 'plain' | 'pass';
  /** Where the figure comes from. */
  readonly href?: string;
}

/** One figure that matters. Put several in a `<div className="tiles">`. */
export function StatTile({ label, value, hint, look = 'plain', href }: StatTileProps) {
  return (
    <div className={look === 'pass' ? 'stat pass' : 'stat'}>
      <span>{href === undefined ? label : <a href={href}>{label}</a>}</span>
      <b>{value}</b>
      {hint !== undefined && <span className="hint">{hint}</span>}
    </div>
  );
}
