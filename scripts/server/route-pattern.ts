import type { ServerBuild } from '@remix-run/node';
import { fullPath } from './pages-alone.ts';

/**
 * Names the page an address leads to (`/ticket/:code`), so that the log holds neither codes nor ids.
 * Unknown addresses are all the same to it.
 */
export function routePatterns(routes: ServerBuild['routes']): (path: string) => string {
  const patterns = new Set<string>();
  for (const id of Object.keys(routes)) {
    patterns.add(fullPath(routes, id));
  }
  // A fixed segment wins over a parameter, which wins over the rest of a path.
  const weight = (pattern: string) =>
    pattern
      .split('/')
      .reduce(
        (sum, part) => sum * 4 + (part === '*' ? 0 : part.startsWith(':') ? 1 : 2),
        pattern.endsWith('*') ? 0 : 1,
      );
  const fixed = new Set([...patterns].filter((pattern) => !/[:*]/.test(pattern)));
  const compiled = [...patterns]
    .filter((pattern) => !fixed.has(pattern))
    .map((pattern) => ({ pattern, regex: compile(pattern), weight: weight(pattern) }))
    .sort((a, b) => b.weight - a.weight);
  return (path) => {
    const page = path.replace(/\.data$/, '').replace(/(.)\/$/, '$1');
    if (fixed.has(page)) return page;
    return compiled.find(({ regex }) => regex.test(page))?.pattern ?? '*';
  };
}

function compile(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  return new RegExp(`^${source}$`);
}
