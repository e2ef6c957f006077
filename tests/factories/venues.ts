import { uuidv7 } from 'uuidv7';
import { toMercator } from '#app/directory/rules/distance.ts';
import type { Tx } from '#db/client.ts';
import { venue } from '#db/schema/directory.ts';

/** A row of the national standard that passes, to spoil one field at a time. */
export function rawVenue(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'venue-1',
    pivot: '00000000000000',
    nom: 'Espace numérique des Tilleuls',
    commune: 'Villeurbanne',
    code_postal: '69100',
    adresse: '12 rue des Tilleuls',
    latitude: 45.7667,
    longitude: 4.8795,
    services: 'Prendre en main un ordinateur;Accéder à du matériel',
    source: 'essai',
    date_maj: '2026-01-15',
    ...over,
  };
}

type Insert = typeof venue.$inferInsert;

/** Writes one venue of Villeurbanne, changed as the test needs, and gives it back as written. */
export async function createVenue(tx: Tx, over: Partial<Insert> = {}): Promise<Insert & { id: string; slug: string }> {
  const id = over.id ?? uuidv7();
  const row: Insert & { id: string; slug: string } = {
    source: 'essai',
    sourceId: id,
    contentHash: id,
    name: 'Espace numérique des Tilleuls',
    street: '12 rue des Tilleuls',
    postcode: '69100',
    commune: 'Villeurbanne',
    inseeCode: '69266',
    lat: 45.7667,
    lon: 4.8795,
    emails: [],
    websites: [],
    typologies: [],
    services: ['Maîtrise des outils numériques du quotidien'],
    publics: [],
    specialCare: [],
    fees: [],
    programmes: [],
    trainingLabels: [],
    otherLabels: [],
    accessModes: [],
    supportModes: [],
    itinerancy: [],
    acceptsPass: false,
    inTerritory: true,
    sourceUpdatedOn: '2026-01-15',
    importedAt: new Date('2026-02-01T00:00:00Z'),
    updatedAt: new Date('2026-02-01T00:00:00Z'),
    ...over,
    id,
    slug: over.slug ?? `lieu-${id.slice(-12)}`,
  };
  if (typeof row.lat === 'number' && typeof row.lon === 'number')
    Object.assign(row, toMercator({ lat: row.lat, lon: row.lon }));
  await tx.insert(venue).values(row);
  return row;
}
