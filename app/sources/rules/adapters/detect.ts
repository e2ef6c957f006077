import type { TextRow } from '#app/directory/rules/standard.ts';
import { aidantsConnect } from './aidants-connect.ts';
import { conseillersNumeriques } from './conseillers-numeriques.ts';
import { dataInclusion } from './data-inclusion.ts';
import { franceServices } from './france-services.ts';
import { hinauraRaw } from './hinaura-raw.ts';
import { resin } from './resin.ts';
import type { Adapter, ShapeName } from './shape.ts';
import { standard } from './standard.ts';

/** In the order in which they are tried: the standard takes what no other recognises. */
const ADAPTERS: readonly Adapter[] = [
  hinauraRaw,
  franceServices,
  aidantsConnect,
  resin,
  dataInclusion,
  conseillersNumeriques,
  standard,
];

/** The adapter of a file, by what its rows hold, or by its name. */
export function adapterOf(rows: readonly TextRow[], named?: ShapeName): Adapter {
  const found = ADAPTERS.find((adapter) => (named === undefined ? adapter.recognises(rows) : adapter.shape === named));
  return found ?? standard;
}
