import type { Services } from '#app/platform/services.ts';
import { importVenues } from '#app/sources/import-venues.ts';
import { insertFeed } from '#db/queries/sources/feeds.ts';
import { demonstrationVenues } from './venues.ts';

const SOURCE = 'Annuaire de 2020 (démonstration)';
const VENUES = 8;

/**
 * A second, older directory that speaks of some of the same venues in other words, so that the pages
 * about sources have something to show. Being older, it changes nothing that the public reads.
 */
export async function seedSources({ db, clock, newId }: Services): Promise<void> {
  const now = clock.now();
  await importVenues(db, olderRows(), { now, newId, source: SOURCE });
  await db.transaction((tx) =>
    insertFeed(tx, {
      id: newId(),
      name: SOURCE,
      url: 'https://annuaire.example/lieux.json',
      licence: 'fictive',
      shape: 'standard',
      everyHours: 168,
      nextRunAt: now,
      // It leads nowhere: somebody starts it to see what a failure looks like.
      stoppedAt: now,
      createdAt: now,
    }),
  );
}

function olderRows(): unknown[] {
  return (demonstrationVenues() as Record<string, unknown>[])
    .filter((row) => /^69(?:00\d|100|600|310)$/.test(String(row.code_postal)) && row.telephone !== undefined)
    .slice(0, VENUES)
    .map(({ id, nom, pivot, commune, code_postal, adresse, latitude, longitude, telephone, services }) => ({
      id,
      nom: String(nom).toUpperCase(),
      pivot,
      commune,
      code_postal,
      adresse,
      latitude,
      longitude,
      telephone,
      services,
      horaires: 'Mo-Fr 09:00-12:00',
      date_maj: '2020-02-03',
    }));
}
