import { z } from 'zod';
import { boxOf, type Polygon } from '#app/partners/rules/qpv.ts';

export interface ReadArea {
  code: string;
  name: string;
  commune: string | null;
  polygons: readonly Polygon[];
  box: readonly [west: number, south: number, east: number, north: number];
}

/** What a file holds: its contours, and the rows that were left out, each with its reason in French. */
export type QpvFile =
  | { kind: 'UNREADABLE'; reason: string }
  | { kind: 'READ'; areas: ReadArea[]; refused: { row: number; reason: string }[] };

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const ring = z
  .array(position)
  .min(4)
  .refine((points) => points[0]?.[0] === points.at(-1)?.[0] && points[0]?.[1] === points.at(-1)?.[1]);
const polygon = z.array(ring).min(1);
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
]);
const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ properties: z.record(z.string(), z.unknown()).nullable(), geometry: z.unknown() })),
});

/** Names of the properties in the files of the ANCT, by vintage: code_qp and nom_qp (2015), code_qp or code_qpv and lib_qp (2024). */
const CODES = ['code_qp', 'code_qpv'];
const NAMES = ['lib_qp', 'lib_qpv', 'nom_qp', 'nom_qpv'];
const COMMUNES = ['lib_com', 'nom_com', 'commune_qp'];
const CODE = /^Q[PN]\d{6}$|^QP\d{5}[A-Z]$|^QN\d{5}[A-Z]$/;

/** Reads a GeoJSON file of neighbourhoods. A code met twice is refused the second time. */
export function readQpvFile(text: string): QpvFile {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { kind: 'UNREADABLE', reason: 'Ce fichier n’est pas du JSON.' };
  }
  const read = collection.safeParse(json);
  if (!read.success) return { kind: 'UNREADABLE', reason: 'Ce fichier n’est pas une FeatureCollection GeoJSON.' };
  const areas = new Map<string, ReadArea>();
  const refused: { row: number; reason: string }[] = [];
  for (const [i, feature] of read.data.features.entries()) {
    const area = readArea(feature.properties ?? {}, feature.geometry);
    if (typeof area === 'string') refused.push({ row: i + 1, reason: area });
    else if (areas.has(area.code))
      refused.push({ row: i + 1, reason: `le code ${area.code} est déjà dans le fichier` });
    else areas.set(area.code, area);
  }
  return { kind: 'READ', areas: [...areas.values()], refused };
}

function readArea(properties: Record<string, unknown>, shape: unknown): ReadArea | string {
  const lower = new Map(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]));
  const word = (names: readonly string[]) => {
    const value = names.map((name) => lower.get(name)).find((one) => typeof one === 'string' && one.trim() !== '');
    return typeof value === 'string' ? value.trim() : null;
  };
  const code = word(CODES)?.toUpperCase() ?? null;
  if (code === null) return 'il n’a pas de code (code_qp ou code_qpv)';
  if (!CODE.test(code)) return `le code « ${code.slice(0, 20)} » n’est pas celui d’un quartier prioritaire`;
  const name = word(NAMES);
  if (name === null) return `${code} n’a pas de nom (lib_qp)`;
  const read = geometry.safeParse(shape);
  if (!read.success) return `le contour de ${code} n’est pas un polygone fermé en longitudes et latitudes (WGS 84)`;
  const polygons = read.data.type === 'Polygon' ? [read.data.coordinates] : read.data.coordinates;
  return {
    code,
    name: name.slice(0, 200),
    commune: word(COMMUNES)?.slice(0, 200) ?? null,
    polygons,
    box: boxOf(polygons),
  };
}
