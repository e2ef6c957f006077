import { type RefObject, useEffect, useRef, useState } from 'react';
import type { BackgroundTier } from '#app/directory/rules/background.ts';
import type { DrawnMap, MapBounds } from './draw-map.ts';
import type { VenueChosen } from './markers.ts';
import { fetchPoints, type VenueSpot } from './venue-points.ts';

export interface MapAsked {
  readonly tiers: readonly BackgroundTier[];
  /** The search as an address shows it, « ?q=… » or empty. */
  readonly query: string;
  /** The part of the world the search asks for; the venues found when absent. */
  readonly frame: MapBounds | null;
  /** The venue of the list that has the attention. */
  readonly highlighted: VenueSpot | null;
}

export type MapTrouble = 'none' | 'no-map' | 'no-points';

export interface MapState {
  readonly box: RefObject<HTMLDivElement>;
  readonly ready: boolean;
  readonly trouble: MapTrouble;
  readonly fellBack: boolean;
  readonly credits: string;
  /** How many venues are in view, and stops of those that travel; null until they are drawn. */
  readonly count: { readonly venues: number; readonly stops: number } | null;
  /** They are gathered in tiles: the count is rounded. */
  readonly gathered: boolean;
  /** What the map shows, and whether somebody moved it since the search. */
  readonly view: { readonly bounds: MapBounds; readonly moved: boolean } | null;
  /** The venue whose point was pressed. */
  readonly chosen: VenueChosen | null;
}

/** Loads and draws the map, once; later changes go through its handle. */
export function useDrawnMap({ tiers, query, frame, highlighted }: MapAsked): MapState {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnMap | null>(null);
  const [ready, setReady] = useState(false);
  const [trouble, setTrouble] = useState<MapTrouble>('none');
  const [fellBack, setFellBack] = useState(false);
  const [credits, setCredits] = useState('');
  const [count, setCount] = useState<MapState['count']>(null);
  const [gathered, setGathered] = useState(false);
  const [view, setView] = useState<MapState['view']>(null);
  const [chosen, setChosen] = useState<VenueChosen | null>(null);

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
          onCount: (venues, stops) => setCount({ venues, stops }),
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
      .then((points) => {
        setGathered(points.kind === 'tiles');
        setChosen(null);
        setTrouble('none');
        setView((before) => (before === null ? null : { ...before, moved: false }));
        drawn.current?.show(points, frame);
      })
      .catch(() => {
        if (!stop.signal.aborted) setTrouble('no-points');
      });
    return () => stop.abort();
  }, [ready, query, frame]);

  useEffect(() => drawn.current?.highlight(highlighted ?? chosen), [highlighted, chosen]);

  return { box, ready, trouble, fellBack, credits, count, gathered, view, chosen };
}
