import type { Services } from '#app/platform/services.ts';
import { importVenues } from '#app/sources/import-venues.ts';
import { insertFeed } from '#db/queries/sources/feeds.ts';
import { demonstrationVenues } from './venues.ts';

const SOURCE = 'Annuaire de 2020 (démonstration)';
const VENUES = 8;
/** The row of the venue that the first persona holds: its team sees what the other source says. */
const HELD = '65';
const YEAR_HOURS = 8_760;

/**
 * A second, older directory that speaks of some of the same venues in other words, so that the pages
 * about sources have something to show. Being older, it changes nothing that the public reads. And a source that is
 * read once a year: nothing leaves the machine unless somebody asks for it.
 */
export async function seedSources({ db, clock, newId }: Services): Promise<void> {
  const now = clock.now();
  await importVenues(db, olderRows(), { now, newId, source: SOURCE });
  const feed = { licence: 'fictive', shape: 'standard' as const, createdAt: now };
  await db.transaction(async (tx) => {
    await insertFeed(tx, {
      ...feed,
      id: newId(),
      name: SOURCE,
      url: 'https://annuaire.example/lieux.json',
      everyHours: 168,
      nextRunAt: now,
      // It leads nowhere: somebody starts it to see what a failure looks like.
      stoppedAt: now,
    });
    await insertFeed(tx, {
      ...feed,
      id: newId(),
      name: 'Annuaire d’un département voisin (démonstration)',
      url: 'https://voisins.example/lieux.csv',
      everyHours: YEAR_HOURS,
      nextRunAt: new Date(now.getTime() + YEAR_HOURS * 3_600_000),
      stoppedAt: null,
    });
  });
}

function olderRows(): unknown[] {
  const rows = demonstrationVenues() as Record<string, unknown>[];
  const near = rows.filter(
    (row) => /^69(?:00\d|100|600|310)$/.test(String(row.code_postal)) && row.telephone !== undefined,
  );
  return [...rows.filter(({ id }) => String(id) === HELD), ...near.slice(0, VENUES)].map(
    ({ id, nom, pivot, commune, code_postal, adresse, latitude, longitude, telephone, services }) => ({
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
    }),
  );
}
