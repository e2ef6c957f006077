import type { ReactNode } from 'react';
import { PASS_WORDS } from '#app/directory/texts.fr.ts';
import type { MapBounds } from './draw-map.ts';
import type { VenueChosen } from './markers.ts';
import { type MapAsked, type MapState, useDrawnMap } from './use-drawn-map.ts';

/** The map: an addition to the list beside it, which says everything without it. */
export function VenueMap({
  onSearchHere,
  ...asked
}: MapAsked & { readonly onSearchHere: (bounds: MapBounds) => void }) {
  const map = useDrawnMap(asked);
  const { view } = map;
  if (map.trouble === 'no-map') {
    return <p className="notice">Votre navigateur ne peut pas dessiner la carte. La liste des lieux est complète.</p>;
  }
  return (
    <div className="map-frame">
      <div ref={map.box} className="map-box" />
      {view?.moved === true && (
        <button type="button" className="btn map-here" onClick={() => onSearchHere(view.bounds)}>
          Chercher dans cette zone
        </button>
      )}
      <p className="map-count" role="status">
        {countWords(map)}
        {map.fellBack && ' La carte en ligne ne répond pas : voici une carte simple.'}
      </p>
      {map.credits !== '' && <p className="hint">Fond de carte&nbsp;: {map.credits}</p>}
      <Chosen venue={map.chosen} />
    </div>
  );
}

function countWords({ ready, trouble, count, gathered }: MapState): string {
  if (trouble === 'no-points') return 'Les lieux n’ont pas pu être placés sur la carte. Rechargez la page.';
  if (!ready || count === null) return 'La carte arrive…';
  const { venues, stops } = count;
  const passing = stops === 0 ? '' : `, et ${stops}\u00a0${stops === 1 ? 'passage' : 'passages'} à venir`;
  if (venues === 0) return `Aucun lieu dans cette partie de la carte${passing}.`;
  const said = `${gathered && venues > 100 ? 'Environ ' : ''}${venues.toLocaleString('fr-FR')}`;
  return `${said}\u00a0${venues === 1 ? 'lieu' : 'lieux'} dans cette partie de la carte${passing}.`;
}

/** The venue whose point was pressed. */
function Chosen({ venue }: { readonly venue: VenueChosen | null }): ReactNode {
  if (venue === null) return null;
  const { slug, name, commune, pass, stop } = venue;
  return (
    <p className="map-chosen" role="status">
      <a href={`/lieux/${slug}`}>{name}</a>
      <br />
      {stop === undefined ? commune : `De passage ${stop}`}
      {pass !== null && ` · ${PASS_WORDS[pass]}`}
    </p>
  );
}
