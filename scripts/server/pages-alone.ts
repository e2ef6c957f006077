import type { ServerBuild } from '@remix-run/node';

/**
 * The fixed addresses of pages without script, each with the part of the build that answers it: its route and those around
 * it. The router lays out and ranks every route of a build at each request, twice; two hundred of them are half the work of
 * a public page. A page with a script keeps the whole build: its browser may go on to any other.
 */
export function pagesAlone(build: ServerBuild): ReadonlyMap<string, ServerBuild> {
  const alone = new Map<string, Set<string>>();
  for (const id of Object.keys(build.routes)) {
    const path = fullPath(build.routes, id);
    if (/[:*]/.test(path)) continue;
    const ids = alone.get(path) ?? new Set();
    for (const one of withParents(build.routes, id)) ids.add(one);
    alone.set(path, ids);
  }
  return new Map(
    [...alone].flatMap(([path, ids]) => {
      const routes = picked(build.routes, ids);
      if (Object.values(routes).some((route) => hasScripts(route?.module.handle))) return [];
      const assets = { ...build.assets, routes: picked(build.assets.routes, ids) };
      return [[path, { ...build, routes, assets }] as const];
    }),
  );
}

/** The whole address of a route, its parents' first: '/' for the root, '/ticket/:code'. */
export function fullPath(routes: ServerBuild['routes'], id: string): string {
  const parts = withParents(routes, id).flatMap((one) => routes[one]?.path || []);
  return `/${parts.reverse().join('/')}`;
}

/** A route's id, then its parents', up to the root's. */
function withParents(routes: ServerBuild['routes'], id: string): string[] {
  const ids: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = routes[at]?.parentId) ids.push(at);
  return ids;
}

function picked<T>(all: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([id]) => ids.has(id)));
}

function hasScripts(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'scripts' in handle && handle.scripts === true;
}
