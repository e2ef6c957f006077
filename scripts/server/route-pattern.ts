import type { ServerBuild } from '@remix-run/node';

/**
 * Names the page an address leads to (`/ticket/:code`), so that the log holds neither codes nor ids.
 * Unknown addresses are all the same to it.
 */
export function routePatterns(routes: ServerBuild['routes']): (path: string) => string {
  const patterns = new Set<string>();
  for (const id of Object.keys(routes)) {
    const pattern = fullPath(routes, id);
    if (pattern !== null) patterns.add(pattern);
  }
  // A fixed segment wins over a parameter, which wins over the rest of a path.
  const weight = (pattern: string) =>
    pattern
      .split('/')
      .reduce(
        (sum, part) => sum * 4 + (part === '*' ? 0 : part.startsWith(':') ? 1 : 2),
        pattern.endsWith('*') ? 0 : 1,
      );
  const compiled = [...patterns]
    .map((pattern) => ({ pattern, regex: compile(pattern), weight: weight(pattern) }))
    .sort((a, b) => b.weight - a.weight);
  return (path) => {
    const page = path.replace(/\.data$/, '').replace(/(.)\/$/, '$1');
    return compiled.find(({ regex }) => regex.test(page))?.pattern ?? '*';
  };
}

function fullPath(routes: ServerBuild['routes'], id: string): string | null {
  const parts: string[] = [];
  for (let at = routes[id]; at !== undefined; at = at.parentId === undefined ? undefined : routes[at.parentId]) {
    if (at.path !== undefined && at.path !== '') parts.unshift(at.path);
  }
  return `/${parts.join('/')}`;
}

function compile(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  return new RegExp(`^${source}$`);
}
