import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

interface EmptyStateProps {
  readonly icon?: IconName;
  /** What is not there yet, in one sentence. */
  readonly title: string;
  /** What to do next: a sentence, a link. */
  readonly children?: ReactNode;
}

/** A list with nothing in it invites instead of apologising. */
export function EmptyState({ icon = 'search', title, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
