import type { ReactNode } from 'react';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';

interface HolderPageProps {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  /** The page above this one; the wallet has none. */
  readonly back?: { readonly href: string; readonly label: string };
  /** What just happened, told as the page opens. */
  readonly news?: string | null;
  readonly children: ReactNode;
}

export const TO_WALLET = { href: '/mon-pass', label: 'Mon pass' } as const;

/** A page of an open pass: the way out is always there, for the computer may be everybody's. */
export function HolderPage({ title, lead, back, news = null, children }: HolderPageProps) {
  return (
    <PublicLayout>
      <div className="no-print">
        <PageHeader title={title} {...(lead === undefined ? {} : { lead })} {...(back === undefined ? {} : { back })}>
          <form method="post" action="/mon-pass/sortir">
            <button type="submit" className="btn quiet">
              Sortir de mon pass
            </button>
          </form>
        </PageHeader>
        {news !== null && (
          <Notice look="ok" news>
            <p>{news}</p>
          </Notice>
        )}
      </div>
      {children}
    </PublicLayout>
  );
}
