import { communeList } from '#app/directory/communes.ts';
import { communeName } from '#app/directory/rules/commune.ts';
import type { Position } from '#app/directory/rules/distance.ts';
import { LYON_ARRONDISSEMENTS, territoryPlace } from '#app/directory/rules/territory.ts';
import type { Tx } from '#db/client.ts';
import { communeCentre } from '#db/queries/venues.ts';

/** A commune asked by its INSEE code, as its site or its poster names it. */
export interface AskedCommune {
  code: string;
  name: string;
  /** Those its venues are filed by: its own, and Lyon's arrondissements for Lyon. */
  codes: string[];
}

const LYON = '69123';

/** The commune of an address's `commune`; null when there is none, or when it is no INSEE code we know. */
export function askedCommune(request: Request): AskedCommune | null {
  const code = new URL(request.url).searchParams.get('commune')?.trim().toUpperCase() ?? '';
  const known = communeList().byCode.get(code);
  if (known === undefined) return null;
  const parts = code === LYON ? LYON_ARRONDISSEMENTS.map((place) => place.code) : [];
  return { code, name: communeName(known.name), codes: [code, ...parts] };
}

/** Where it is, about; null when nobody told us. */
export async function centreOf(tx: Tx, { code }: AskedCommune): Promise<Position | null> {
  const place = territoryPlace(code);
  return place === undefined ? communeCentre(tx, code) : { lat: place.lat, lon: place.lon };
}
