import type { ServerBuild } from '@remix-run/node';
import { expect, test } from 'vitest';
import { pagesAlone } from './pages-alone.ts';

const route = (id: string, parentId: string | undefined, path: string | undefined, handle?: unknown) =>
  [id, { id, parentId, path, module: { default: () => null, handle } }] as const;

const routes = Object.fromEntries([
  route('root', undefined, ''),
  route('home', 'root', undefined),
  route('desk', 'root', 'bureau'),
  route('desk-home', 'desk', undefined),
  route('people', 'desk', 'gens'),
  route('person', 'desk', 'gens/:id'),
  route('map', 'root', 'carte', { scripts: true }),
  route('rest', 'root', '*'),
]);
const build = { routes, assets: { version: '1', routes } } as unknown as ServerBuild;

test('a fixed address is answered by its route, its parents and what shares its address', () => {
  const alone = pagesAlone(build);
  const parts = Object.fromEntries([...alone].map(([path, part]) => [path, Object.keys(part.routes).sort()]));
  expect(parts).toEqual({
    '/': ['home', 'root'],
    '/bureau': ['desk', 'desk-home', 'root'],
    '/bureau/gens': ['desk', 'people', 'root'],
  });
  expect(Object.keys(alone.get('/bureau/gens')?.assets.routes ?? {}).sort()).toEqual(['desk', 'people', 'root']);
});
