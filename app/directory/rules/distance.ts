export interface Position {
  lat: number;
  lon: number;
}

const EARTH_RADIUS_M = 6_371_008.8;
const MERCATOR_RADIUS_M = 6_378_137;
/** Streets are not straight lines: a usual factor between the crow's way and the walker's. */
const DETOUR = 1.3;
const WALKING_M_PER_MIN = 4500 / 60;
/** Beyond three quarters of an hour nobody is told to walk. */
const LONGEST_WALK_MIN = 45;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres between two positions, along the great circle. */
export function haversine(a: Position, b: Position): number {
  const dLat = radians(b.lat - a.lat);
  const dLon = radians(b.lon - a.lon);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Web-Mercator metres, the plane of the nearest-venue index. */
export function toMercator({ lat, lon }: Position): { mx: number; my: number } {
  const bounded = Math.max(-85, Math.min(85, lat));
  return {
    mx: MERCATOR_RADIUS_M * radians(lon),
    my: MERCATOR_RADIUS_M * Math.log(Math.tan(Math.PI / 4 + radians(bounded) / 2)),
  };
}

/** A distance on the ground as a length on the Mercator plane at that latitude. */
export function mercatorLength(metres: number, lat: number): number {
  return metres / Math.cos(radians(Math.max(-85, Math.min(85, lat))));
}

/** Minutes of walking, estimated; null when it is too far to walk. */
export function walkingMinutes(metres: number): number | null {
  const minutes = Math.max(1, Math.round((metres * DETOUR) / WALKING_M_PER_MIN));
  return minutes > LONGEST_WALK_MIN ? null : minutes;
}
