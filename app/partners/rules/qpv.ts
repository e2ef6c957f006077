import type { Day } from '#app/calendar/rules/paris-time.ts';

/** The two lists of priority neighbourhoods: decree 2014-1750, then decree 2023-1314 in force on 1 January 2024. */
export const QPV_VINTAGES = ['2015', '2024'] as const;
export type QpvVintage = (typeof QPV_VINTAGES)[number];

/** How the neighbourhood of a person was known: from the address, or said by hand from the list. */
export const QPV_METHODS = ['ADDRESS', 'BY_HAND'] as const;
export type QpvMethod = (typeof QPV_METHODS)[number];

const SINCE_2024: Day = '2024-01-01';

/** The contours in force on a Paris day. */
export function vintageOn(day: Day): QpvVintage {
  return day < SINCE_2024 ? '2015' : '2024';
}

/** What is kept of a hand-over's place: nothing of the address. A code of null is "outside any neighbourhood". */
export interface QpvPlace {
  code: string | null;
  vintage: QpvVintage;
  method: QpvMethod;
}

/** "Outside any priority neighbourhood", as a form answers it; a code is the neighbourhood itself. */
export const OUTSIDE_QPV = 'HORS';

/** What an agent answered about somebody's neighbourhood; null is "not asked", which stays unknown. */
export function saidPlace(said: string | null, day: Day): QpvPlace | null {
  if (said === null) return null;
  return { code: said === OUTSIDE_QPV ? null : said, vintage: vintageOn(day), method: 'BY_HAND' };
}

/** Where a person's address leads: its door, nowhere sure, or no answer now. The address itself is never in it. */
export type HomeFound = { kind: 'DOOR'; lat: number; lon: number } | { kind: 'UNSURE' } | { kind: 'AWAY' };

/** The place of a door among the contours whose box holds it. On the border of two neighbourhoods, the first by code. */
export function placeOfDoor(
  { lat, lon }: { lat: number; lon: number },
  around: readonly { code: string; polygons: readonly Polygon[] }[],
  vintage: QpvVintage,
): QpvPlace {
  const code = around.find(({ polygons }) => isInside([lon, lat], polygons))?.code ?? null;
  return { code, vintage, method: 'ADDRESS' };
}

type Point = readonly [lon: number, lat: number];
type Ring = readonly (readonly number[])[];
/** A GeoJSON Polygon's coordinates: the outer ring, then its holes. */
export type Polygon = readonly Ring[];

/**
 * Whether a point is in one of these polygons: inside an outer ring, and in none of its holes. A point on a border,
 * of a hole too, is inside: a street that bounds a neighbourhood gives its two sides to it (the law counts both).
 */
export function isInside(point: Point, polygons: readonly Polygon[]): boolean {
  return polygons.some(([outer, ...holes]) => {
    if (outer === undefined) return false;
    const where = side(point, outer);
    if (where !== 'IN') return where === 'BORDER';
    return holes.every((hole) => side(point, hole) !== 'IN');
  });
}

/** Ray casting towards the east; the border is looked at first, so that no rounding decides of it. */
function side([x, y]: Point, ring: Ring): 'IN' | 'OUT' | 'BORDER' {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[j] ?? [];
    if (isOnSegment(x, y, ax, ay, bx, by)) return 'BORDER';
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside ? 'IN' : 'OUT';
}

/** A tenth of a millimetre, in degrees: what binary fractions lose. */
const THIN = 1e-9;

function isOnSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): boolean {
  const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  if (Math.abs(cross) > THIN * Math.hypot(bx - ax, by - ay)) return false;
  const between = (n: number, a: number, b: number) => n >= Math.min(a, b) - THIN && n <= Math.max(a, b) + THIN;
  return between(x, ax, bx) && between(y, ay, by);
}

/** The smallest box around polygons: west, south, east, north. */
export function boxOf(polygons: readonly Polygon[]): readonly [number, number, number, number] {
  const points = polygons.flatMap(([outer]) => outer ?? []);
  const xs = points.map(([x]) => x ?? 0);
  const ys = points.map(([, y]) => y ?? 0);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
