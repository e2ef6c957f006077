import { communeKey } from '#app/directory/rules/commune.ts';
import { territoryPlace } from '#app/directory/rules/territory.ts';
import { boxOf, OUTSIDE_QPV, type Polygon } from '#app/partners/rules/qpv.ts';
import type { Services } from '#app/platform/services.ts';
import { writeAreas } from '#db/queries/qpv.ts';

/** Fictitious: no neighbourhood has these names, codes and squares. The real contours come with `npm run import-qpv`. */
const FICTITIOUS = [
  { code: 'QN06999A', name: 'Les Tilleuls (fictif)', commune: 'Villeurbanne', inseeCode: '69266' },
  { code: 'QN06999B', name: 'La Grande Cour (fictif)', commune: 'Vénissieux', inseeCode: '69259' },
  { code: 'QN06999C', name: 'Le Clos des Mûriers (fictif)', commune: 'Bron', inseeCode: '69029' },
] as const;

/** About six hundred metres. */
const SIDE = 0.006;

/** Three contours of the list in force, so that the question is asked at the hand-over and R9 has something to count. */
export async function seedNeighbourhoods({ db, clock }: Services): Promise<void> {
  const areas = FICTITIOUS.flatMap(({ inseeCode, ...area }) => {
    const middle = territoryPlace(inseeCode);
    if (middle === undefined) return [];
    const [west, south] = [middle.lon + SIDE, middle.lat + SIDE];
    const [east, north] = [west + SIDE, south + SIDE];
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const polygons: Polygon[] = [[ring]];
    return [{ ...area, polygons, box: boxOf(polygons) }];
  });
  await db.transaction((tx) => writeAreas(tx, '2024', areas, clock.now()));
}

/** What the agent of a fictitious person answers: one in three was not asked, the others live in their commune's or outside. */
export function saidNeighbourhood(commune: string, person: number): string | null {
  if (person % 3 === 0) return null;
  const area = FICTITIOUS.find((one) => communeKey(one.commune) === communeKey(commune));
  return area !== undefined && person % 3 === 1 ? area.code : OUTSIDE_QPV;
}
