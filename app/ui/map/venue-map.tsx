import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { BackgroundTier } from './background.ts';
import type { DrawnMap, MapBounds } from './draw-map.ts';
import { fetchPoints, type VenueFeature } from './venue-points.ts';

interface VenueMapProps {
  readonly tiers: readonly BackgroundTier[];
  /** The search as an address shows it, « ?q=… » or empty. */
  readonly query: string;
  /** The part of the world the search asks for; the venues found when absent. */
  readonly frame: MapBounds | null;
  /** The venue of the list that has the attention. */
  readonly highlighted: string | null;
  readonly onSearchHere: (bounds: MapBounds) => void;
}

type Trouble = 'none' | 'no-map' | 'no-points';

/** The map: an addition to the list beside it, which says everything without it. */
export function VenueMap({ tiers, query, frame, highlighted, onSearchHere }: VenueMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnMap | null>(null);
  const [ready, setReady] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>('none');
  const [fellBack, setFellBack] = useState(false);
  const [credits, setCredits] = useState('');
  const [points, setPoints] = useState<readonly VenueFeature[]>([]);
  const [view, setView] = useState<{ bounds: MapBounds; moved: boolean } | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);

  // The map is drawn once: later changes go through its handle.
  const first = useRef({ tiers, frame });
  useEffect(() => {
    let left = false;
    import('./draw-map.ts')
      .then(({ drawMap }) => {
        if (left || box.current === null) return;
        drawn.current = drawMap({
          ...first.current,
          container: box.current,
          onChoose: setChosen,
          onMoved: (bounds, byPerson) => setView((before) => ({ bounds, moved: byPerson || before?.moved === true })),
          onFallback: () => setFellBack(true),
          onCredits: setCredits,
        });
        setReady(true);
      })
      .catch(() => setTrouble('no-map'));
    return () => {
      left = true;
      drawn.current?.remove();
      drawn.current = null;
    };
  }, []);

  useEffect(() => {
    if (!ready) return undefined;
    const stop = new AbortController();
    fetchPoints(query, stop.signal)
      .then((features) => {
        setPoints(features);
        setTrouble('none');
        setView((before) => (before === null ? null : { ...before, moved: false }));
        drawn.current?.show(features, frame);
      })
      .catch(() => {
        if (!stop.signal.aborted) setTrouble('no-points');
      });
    return () => stop.abort();
  }, [ready, query, frame]);

  useEffect(() => drawn.current?.highlight(highlighted ?? chosen), [highlighted, chosen]);

  if (trouble === 'no-map') {
    return <p className="notice">Votre navigateur ne peut pas dessiner la carte. La liste des lieux est complète.</p>;
  }
  const shown = view === null ? points.length : points.filter(({ geometry }) => contains(view.bounds, geometry.coordinates)).length;
  return (
    <div className="map-frame">
      <div ref={box} className="map-box" />
      {view?.moved === true && (
        <button type="button" className="btn map-here" onClick={() => onSearchHere(view.bounds)}>
          Chercher dans cette zone
        </button>
      )}
      <p className="map-count" role="status">
        {countWords(ready, trouble, shown)}
        {fellBack && ' La carte en ligne ne répond pas : voici une carte simple.'}
      </p>
      {credits !== '' && <p className="hint">Fond de carte : {credits}</p>}
      <Chosen feature={points.find(({ properties }) => properties.slug === chosen)} />
    </div>
  );
}

function countWords(ready: boolean, trouble: Trouble, shown: number): string {
  if (trouble === 'no-points') return 'Les lieux n’ont pas pu être placés sur la carte. Rechargez la page.';
  if (!ready) return 'La carte arrive…';
  if (shown === 0) return 'Aucun lieu dans cette partie de la carte.';
  return shown === 1 ? '1\u00a0lieu dans cette partie de la carte.' : `${shown}\u00a0lieux dans cette partie de la carte.`;
}

/** The venue whose point was pressed. */
function Chosen({ feature }: { readonly feature: VenueFeature | undefined }): ReactNode {
  if (feature === undefined) return null;
  const { slug, name, commune, pass } = feature.properties;
  return (
    <p className="map-chosen" role="status">
      <a href={`/lieux/${slug}`}>{name}</a>
      <br />
      {commune}
      {pass && ' · accepte le pass'}
    </p>
  );
}

function contains({ west, south, east, north }: MapBounds, [lon, lat]: readonly [number, number]): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
