import type { StyleSpecification } from 'maplibre-gl';
import bold from '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-700-normal.woff2?url';
import regular from '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-400-normal.woff2?url';

/** What may lie behind the venues, best first. */
export type BackgroundTier = { kind: 'style'; url: string; name: string } | { kind: 'tiles' } | { kind: 'sketch' };

interface Palette {
  land: string;
  town: string;
  park: string;
  water: string;
  edge: string;
  rail: string;
  text: string;
  soft: string;
  waterText: string;
  halo: string;
}

const LIGHT: Palette = {
  land: '#f3efe6',
  town: '#f9f5ec',
  park: '#d5e6cb',
  water: '#a9cfe6',
  edge: '#cfc5b2',
  rail: '#a79bb8',
  text: '#35323d',
  soft: '#5d5666',
  waterText: '#2b6388',
  halo: '#fffdf8',
};
const DARK: Palette = {
  land: '#171b24',
  town: '#1d222d',
  park: '#1e2f24',
  water: '#23445c',
  edge: '#3b4252',
  rail: '#6b6080',
  text: '#e6e1d6',
  soft: '#b5b0a6',
  waterText: '#8cc8f2',
  halo: '#12151c',
};

const FONT = ['Atkinson'];
const FONT_BOLD = ['Atkinson Bold'];
/** Bigger communes first, and the smaller as one comes near. */
const LINE = { 'line-cap': 'round', 'line-join': 'round' } as const;

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
      sources: { sketch: { type: 'geojson', data: whole('/tuiles/esquisse.geojson'), attribution: 'Esquisse Passerelle, d’après IGN et SYTRAL Mobilités' } },
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

type Layers = StyleSpecification['layers'];

function sketchLayers(p: Palette): Layers {
  const kind = (name: string) => ['==', ['get', 'kind'], name] as ['==', ['get', string], string];
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': p.land } },
    {
      id: 'river',
      type: 'line',
      source: 'sketch',
      filter: kind('river'),
      layout: LINE,
      paint: { 'line-color': p.water, 'line-width': ['interpolate', ['exponential', 2], ['zoom'], 8, 2, 11, 5, 15, 60] },
    },
    {
      id: 'stop',
      type: 'circle',
      source: 'sketch',
      minzoom: 11.5,
      filter: kind('stop'),
      paint: { 'circle-radius': ['case', ['get', 'metro'], 4, 2.5], 'circle-color': p.halo, 'circle-stroke-color': p.rail, 'circle-stroke-width': 1.5 },
    },
    {
      id: 'river-name',
      type: 'symbol',
      source: 'sketch',
      minzoom: 10.5,
      filter: kind('river'),
      layout: { 'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 13, 'symbol-spacing': 400 },
      paint: { 'text-color': p.waterText, 'text-halo-color': p.land, 'text-halo-width': 1.5 },
    },
    {
      id: 'stop-name',
      type: 'symbol',
      source: 'sketch',
      minzoom: 13,
      filter: kind('stop'),
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12, 'text-offset': [0, 0.8], 'text-anchor': 'top' },
      paint: { 'text-color': p.soft, 'text-halo-color': p.halo, 'text-halo-width': 1.4 },
    },
    {
      id: 'arrondissement-name',
      type: 'symbol',
      source: 'sketch',
      minzoom: 11.5,
      filter: kind('arrondissement'),
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 13 },
      paint: { 'text-color': p.soft, 'text-halo-color': p.halo, 'text-halo-width': 1.4 },
    },
    {
      id: 'commune-name',
      type: 'symbol',
      source: 'sketch',
      filter: kind('commune'),
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT_BOLD, 'text-size': ['interpolate', ['linear'], ['zoom'], 9, 11, 13, 16], 'text-max-width': 8 },
      paint: { 'text-color': p.text, 'text-halo-color': p.halo, 'text-halo-width': 1.6 },
    },
  ];
}

function tileLayers(p: Palette): Layers {
  const land = { source: 'land' } as const;
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': p.land } },
    { id: 'commune', type: 'fill', ...land, 'source-layer': 'commune', paint: { 'fill-color': p.town } },
    { id: 'park', type: 'fill', ...land, 'source-layer': 'parc', paint: { 'fill-color': p.park } },
    { id: 'commune-edge', type: 'line', ...land, 'source-layer': 'commune', paint: { 'line-color': p.edge, 'line-width': 1, 'line-dasharray': [3, 2] } },
    { id: 'arrondissement-edge', type: 'line', ...land, 'source-layer': 'arrondissement', minzoom: 10.5, paint: { 'line-color': p.edge, 'line-width': 0.9, 'line-dasharray': [1, 2] } },
    {
      id: 'river',
      type: 'line',
      ...land,
      'source-layer': 'riviere',
      layout: LINE,
      paint: { 'line-color': p.water, 'line-width': ['interpolate', ['exponential', 2], ['zoom'], 8, 1.4, 10, ['/', ['get', 'largeur_m'], 53], 16, ['*', ['get', 'largeur_m'], 1.2]] },
    },
    { id: 'rail', type: 'line', ...land, 'source-layer': 'tc', minzoom: 10, layout: LINE, paint: { 'line-color': ['get', 'couleur'], 'line-opacity': 0.6, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.8, 14, 3] } },
    { id: 'stop', type: 'circle', ...land, 'source-layer': 'station', minzoom: 12.5, paint: { 'circle-radius': 3.5, 'circle-color': p.halo, 'circle-stroke-color': p.rail, 'circle-stroke-width': 1.2 } },
    {
      id: 'river-name',
      type: 'symbol',
      ...land,
      'source-layer': 'riviere',
      minzoom: 10.5,
      layout: { 'symbol-placement': 'line', 'text-field': ['get', 'nom'], 'text-font': FONT, 'text-size': 13, 'symbol-spacing': 420 },
      paint: { 'text-color': p.waterText, 'text-halo-color': p.town, 'text-halo-width': 1.2 },
    },
    {
      id: 'stop-name',
      type: 'symbol',
      ...land,
      'source-layer': 'station',
      minzoom: 13,
      layout: { 'text-field': ['get', 'nom'], 'text-font': FONT, 'text-size': 12, 'text-offset': [0, 0.8], 'text-anchor': 'top' },
      paint: { 'text-color': p.soft, 'text-halo-color': p.halo, 'text-halo-width': 1.4 },
    },
    {
      id: 'place-name',
      type: 'symbol',
      ...land,
      'source-layer': 'lieu_commune',
      filter: ['any', ['==', ['get', 'k'], 'c'], ['>=', ['zoom'], 11.8]],
      layout: { 'text-field': ['get', 'nom'], 'text-font': FONT_BOLD, 'text-size': ['interpolate', ['linear'], ['zoom'], 9, 11, 13, 16], 'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'pop'], 0]], 'text-max-width': 8 },
      paint: { 'text-color': p.text, 'text-halo-color': p.halo, 'text-halo-width': 1.6 },
    },
  ];
}
