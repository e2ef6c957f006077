import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

interface PageHeaderProps {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  /** The page above this one. */
  readonly back?: { readonly href: string; readonly label: string };
  /** The page's main acts, at the right. */
  readonly children?: ReactNode;
}

/** What a page is about, and what can be done with it. */
export function PageHeader({ title, lead, back, children }: PageHeaderProps) {
  return (
    <div className="page-head">
      <div>
        {back !== undefined && (
          <a className="back" href={back.href}>
            <Icon name="previous" size={18} />
            {back.label}
          </a>
        )}
        <h1>{title}</h1>
        {lead !== undefined && <p className="lead">{lead}</p>}
      </div>
      {children !== undefined && <div className="acts">{children}</div>}
    </div>
  );
}
