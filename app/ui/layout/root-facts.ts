import { useRouteLoaderData } from '@remix-run/react';

/** What every page knows of the installation. */
export interface RootFacts {
  /** Whether people and sessions shown are invented. */
  readonly demo: boolean;
  readonly territory: string;
  /** Where people see the site, without a final slash. */
  readonly origin: string;
}

/** The facts given by the root; null on a page where even the root could not load. */
export function useRootFacts(): RootFacts | null {
  return useRouteLoaderData<RootFacts>('root') ?? null;
}
