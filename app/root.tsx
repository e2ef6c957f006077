import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches } from '@remix-run/react';
import type { ReactNode } from 'react';
import { originSeen } from '#app/platform/public-origin.ts';
import { wordsFor } from '#app/routes/_shared/error-words.ts';
import stylesheet from '#app/styles/passerelle.css?url';
import { useNonce } from '#app/ui/layout/nonce.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import type { RootFacts } from '#app/ui/layout/root-facts.ts';

export { ErrorPage as ErrorBoundary } from '#app/routes/_shared/error-page.tsx';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
];

/** The title of pages that name none, and of those shown instead of a page that failed. */
export const meta: MetaFunction = ({ error }) =>
  error === undefined ? [{ title: 'Passerelle' }] : pageMeta(wordsFor(error).title);

export function loader({ request, context }: LoaderFunctionArgs): RootFacts {
  const { env } = context.services;
  return { demo: env.DEMO, territory: env.TERRITORY_NAME, origin: originSeen(env, request) };
}

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#faf6ee" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#14171f" media="(prefers-color-scheme: dark)" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <PageScripts />
      </body>
    </html>
  );
}

/** A page ships no script unless a route of it says `handle = { scripts: true }`. */
function PageScripts() {
  const nonce = useNonce();
  const wanted = useMatches().some(({ handle }) => wantsScripts(handle));
  if (!wanted) return null;
  return (
    <>
      <ScrollRestoration nonce={nonce} />
      <Scripts nonce={nonce} />
    </>
  );
}

function wantsScripts(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'scripts' in handle && handle.scripts === true;
}

export default function Root() {
  return <Outlet />;
}
