/** Who says that passes are taken there: the authority, or only the venue's source. */
export type PassSaid = 'labelled' | 'announced';

/** What is known of a venue that is shown in a list: enough to show where it is. */
export interface VenueSpot {
  slug: string;
  lon: number;
  lat: number;
}

/** A venue as `/lieux.geojson` gives it. */
export interface VenueFeature {
  type: 'Feature';
  geometry: { type: 'Point'; coordinates: [lon: number, lat: number] };
  properties: { slug: string; name: string; commune: string; pass: PassSaid | null };
}

/** Where a venue that travels next stops. */
export interface StopFeature extends Omit<VenueFeature, 'properties'> {
  /** `stop`: when and where, in words. */
  properties: VenueFeature['properties'] & { stop: string };
}

/** The points of a search: one by one, or when they are too many the address of tiles that gather them. */
export type VenuePoints = { stops: readonly StopFeature[] } & (
  | { kind: 'features'; features: readonly VenueFeature[] }
  | { kind: 'tiles'; template: string }
);

/** Fetches the points of a search. */
export async function fetchPoints(query: string, signal: AbortSignal): Promise<VenuePoints> {
  const response = await fetch(`/lieux.geojson${query}`, { signal });
  if (!response.ok) throw new Error(`points: ${response.status}`);
  const { features, tiles, passages } = (await response.json()) as {
    features: VenueFeature[];
    tiles?: string;
    passages: StopFeature[];
  };
  if (tiles === undefined) return { kind: 'features', features, stops: passages };
  return { kind: 'tiles', template: location.origin + tiles, stops: passages };
}
