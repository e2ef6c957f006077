import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

type NoticeLook = 'info' | 'ok' | 'warn' | 'bad';

const ICONS: Readonly<Record<NoticeLook, IconName>> = { info: 'info', ok: 'check', warn: 'alert', bad: 'alert' };

interface NoticeProps {
  readonly look?: NoticeLook;
  /** Says what just happened: spoken as the page opens. */
  readonly news?: boolean;
  readonly children: ReactNode;
}

/** What happened, or what to know before going on. */
export function Notice({ look = 'info', news = false, children }: NoticeProps) {
  return (
    <div className={look === 'info' ? 'notice' : `notice ${look}`} role={news ? 'status' : undefined}>
      <Icon name={ICONS[look]} />
      <div>{children}</div>
    </div>
  );
}
