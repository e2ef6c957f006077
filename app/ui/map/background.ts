import regular from '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-400-normal.woff2?url';
import bold from '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-700-normal.woff2?url';
import type { StyleSpecification } from 'maplibre-gl';
import { DARK, LIGHT, sketchLayers, tileLayers } from './background-layers.ts';

/** The style of a background that the installation serves by itself: from its tiles, or the sketch. */
export function ownStyle(kind: 'tiles' | 'sketch', dark: boolean): StyleSpecification {
  const palette = dark ? DARK : LIGHT;
  const whole = (path: string) => new URL(path, location.href).href;
  const base = {
    version: 8 as const,
    // Letters come from our own font files: no glyph server is asked.
    'font-faces': {
      Atkinson: [{ url: whole(regular), 'unicode-range': ['U+0-17F', 'U+2000-206F'] }],
      'Atkinson Bold': [{ url: whole(bold), 'unicode-range': ['U+0-17F', 'U+2000-206F'] }],
    },
  };
  if (kind === 'sketch') {
    return {
      ...base,
      sources: {
        sketch: {
          type: 'geojson',
          data: whole('/tuiles/esquisse.geojson'),
          attribution: 'Esquisse Passerelle, d’après IGN et SYTRAL Mobilités',
        },
      },
      layers: sketchLayers(palette),
    };
  }
  return {
    ...base,
    sources: {
      land: {
        type: 'vector',
        // Braces are MapLibre's: a URL object would escape them.
        tiles: [`${location.origin}/tuiles/fond/{z}/{x}/{y}`],
        minzoom: 8,
        maxzoom: 13,
        attribution: '© IGN Admin Express, © Métropole de Lyon, © SYTRAL Mobilités',
      },
    },
    layers: tileLayers(palette),
  };
}
