/** Who says that passes are taken there: the authority, or only the venue's source. */
export type PassSaid = 'labelled' | 'announced';

/** A venue as `/lieux.geojson` gives it. */
export interface VenueFeature {
  type: 'Feature';
  geometry: { type: 'Point'; coordinates: [lon: number, lat: number] };
  properties: { slug: string; name: string; commune: string; pass: PassSaid | null };
}

/** Fetches the points of a search. */
export async function fetchPoints(query: string, signal: AbortSignal): Promise<VenueFeature[]> {
  const response = await fetch(`/lieux.geojson${query}`, { signal });
  if (!response.ok) throw new Error(`points: ${response.status}`);
  const collection = (await response.json()) as { features: VenueFeature[] };
  return collection.features;
}
