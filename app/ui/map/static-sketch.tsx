import { mercatorLength, type Position, toMercator } from '#app/directory/rules/distance.ts';
import { RIVERS } from '#app/directory/rules/rivers.ts';
import { STATIONS } from '#app/directory/rules/stations.ts';
import { LYON_ARRONDISSEMENTS, TERRITORY_COMMUNES } from '#app/directory/rules/territory.ts';

/** Near the size it is shown at, so that letters keep theirs. */
const SIZE = 200;
const MARGIN = 10;
const RADII_M = [800, 1_500, 3_000] as const;
const STOPS_WANTED = 3;

/** A point of the drawing, in its own units. */
interface Dot {
  x: number;
  y: number;
}

interface Sketch {
  rivers: readonly string[];
  stops: readonly (Dot & { name: string })[];
  towns: readonly (Dot & { name: string })[];
  /** Units for the length of the scale bar, and the metres it stands for. */
  scale: { length: number; metres: number };
}

/**
 * A little map drawn on the server, for paper and for browsers without a script: the place in the middle, the
 * rivers, the stops and the names around, the smallest circle that holds a few stops. Facts only, no background tiles.
 */
export function StaticSketch({ at, label }: { readonly at: Position; readonly label: string }) {
  const { rivers, stops, towns, scale } = drawSketch(at);
  return (
    <svg
      className="sketch"
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      role="img"
      aria-label={`Plan : ${label} et les arrêts autour`}
    >
      <rect className="land" width={SIZE} height={SIZE} />
      {rivers.map((d) => (
        <path key={d} className="river" d={d} />
      ))}
      {towns.map(({ name, x, y }) => (
        <text key={name} className="town" x={x} y={y} textAnchor="middle">
          {name}
        </text>
      ))}
      {stops.map(({ name, x, y }) => (
        <g key={name}>
          <circle className="stop" cx={x} cy={y} r="3.5" />
          <text
            className="stop-name"
            x={x > SIZE / 2 ? x - 7 : x + 7}
            y={y + 4}
            textAnchor={x > SIZE / 2 ? 'end' : 'start'}
          >
            {name}
          </text>
        </g>
      ))}
      <path className="pin" d={`M${SIZE / 2} ${SIZE / 2} l-9 -16 a10 10 0 1 1 18 0 z`} />
      <path className="scale" d={`M${MARGIN} ${SIZE - MARGIN} h${scale.length.toFixed(1)}`} />
      <text className="scale-words" x={MARGIN} y={SIZE - MARGIN - 6}>
        {scale.metres} m
      </text>
    </svg>
  );
}

/** What the little map shows around a place. Exported for its test. */
export function drawSketch(at: Position): Sketch {
  const centre = toMercator(at);
  const around = (radius: number) => {
    const half = mercatorLength(radius, at.lat);
    const dot = (place: Position): Dot => {
      const { mx, my } = toMercator(place);
      return {
        x: SIZE / 2 + ((mx - centre.mx) / half) * (SIZE / 2),
        y: SIZE / 2 - ((my - centre.my) / half) * (SIZE / 2),
      };
    };
    return { dot, stops: inside(STATIONS, dot) };
  };
  const radius =
    RADII_M.find((metres) => around(metres).stops.length >= STOPS_WANTED) ?? RADII_M[RADII_M.length - 1] ?? 3_000;
  const { dot, stops } = around(radius);
  const kept = spread(stops, []);
  const metres = radius >= 1_500 ? 500 : 200;
  return {
    rivers: RIVERS.flatMap(({ lines }) => lines)
      .map((line) => line.map(([lon, lat]) => dot({ lat, lon })))
      .filter((dots) => dots.some(isInside))
      .map((dots) => `M${dots.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join(' L')}`),
    stops: kept,
    towns: spread(inside([...TERRITORY_COMMUNES, ...LYON_ARRONDISSEMENTS], dot), kept),
    scale: { length: (metres / radius) * (SIZE / 2), metres },
  };
}

function inside<P extends Position & { name: string }>(places: readonly P[], dot: (place: Position) => Dot) {
  return places.map((place) => ({ name: place.name, ...dot(place) })).filter(isInside);
}

function isInside({ x, y }: Dot): boolean {
  return x > MARGIN && x < SIZE - MARGIN && y > MARGIN && y < SIZE - MARGIN;
}

/** Of names that would be written over each other, or over those already there, the nearest to the middle stays. */
function spread<D extends Dot>(dots: readonly D[], already: readonly Dot[]): D[] {
  const middle = SIZE / 2;
  const kept: D[] = [];
  const nearestFirst = [...dots].sort(
    (a, b) => Math.hypot(a.x - middle, a.y - middle) - Math.hypot(b.x - middle, b.y - middle),
  );
  for (const one of nearestFirst) {
    if ([...already, ...kept].every((other) => Math.abs(other.y - one.y) > 14 || Math.abs(other.x - one.x) > SIZE / 2))
      kept.push(one);
  }
  return kept;
}
