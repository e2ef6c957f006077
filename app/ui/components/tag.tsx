import type { ReactNode } from 'react';

export type TagLook = 'plain' | 'pass' | 'ok' | 'warn' | 'bad';

interface TagProps {
  /** `pass` only for what a pass is worth; the others say a state, always in words too. */
  readonly look?: TagLook;
  readonly children: ReactNode;
}

/** A word or two that qualifies what it stands beside. */
export function Tag({ look = 'plain', children }: TagProps) {
  return <span className={look === 'plain' ? 'tag' : `tag ${look}`}>{children}</span>;
}
