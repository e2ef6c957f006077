import { useLocation } from '@remix-run/react';

export interface NavLink {
  readonly href: string;
  readonly label: string;
  /** Other addresses whose pages stand under it. */
  readonly also?: readonly string[];
}

/** Links of a menu; the one of the page shown says so, to eyes and to speech. */
export function NavLinks({ links }: { links: readonly NavLink[] }) {
  const { pathname } = useLocation();
  const current = currentOf(links, pathname);
  return links.map(({ href, label }) => (
    <a key={href} href={href} aria-current={href === current ? (href === pathname ? 'page' : 'true') : undefined}>
      {label}
    </a>
  ));
}

/** The link under which a page stands: the longest address that is, or begins, the page's. */
export function currentOf(links: readonly NavLink[], pathname: string): string | null {
  let best: string | null = null;
  let longest = 0;
  for (const { href, also = [] } of links) {
    for (const address of [href, ...also]) {
      const under = pathname === address || pathname.startsWith(`${address}/`);
      if (!under || address.length <= longest) continue;
      best = href;
      longest = address.length;
    }
  }
  return best;
}
