import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ImportReport, importVenues } from '#app/sources/import-venues.ts';
import type { Database } from '#db/client.ts';

/** The 687 real venues of Auvergne-Rhône-Alpes (Hinaura, 2021, Licence Ouverte 2.0) that come from npm. */
export function demonstrationVenues(): unknown[] {
  const home = dirname(createRequire(import.meta.url).resolve('@gouvfr-anct/cartographie-nationale/package.json'));
  return JSON.parse(readFileSync(join(home, 'assets', 'data', 'source.json'), 'utf8')) as unknown[];
}

/** Imports the real venues of the demonstration. */
export async function seedVenues(db: Database, options: { now: Date; newId: () => string }): Promise<ImportReport> {
  return importVenues(db, demonstrationVenues(), options);
}
