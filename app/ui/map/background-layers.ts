import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl';

export interface Palette {
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

export const LIGHT: Palette = {
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
export const DARK: Palette = {
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
const LINE = { 'line-cap': 'round', 'line-join': 'round' } as const;

type Layers = StyleSpecification['layers'];
type Layer = Layers[number];
type LayerFrom = Pick<Extract<Layer, { type: 'symbol' }>, 'source' | 'source-layer' | 'filter'>;

/** The shape of what is drawn under the names, then the names, so that nothing is written over. */
export function sketchLayers(p: Palette): Layers {
  const from = (kind: string): LayerFrom => ({ source: 'sketch', filter: ['==', ['get', 'kind'], kind] });
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': p.land } },
    {
      id: 'river',
      type: 'line',
      ...from('river'),
      layout: LINE,
      paint: {
        'line-color': p.water,
        'line-width': ['interpolate', ['exponential', 2], ['zoom'], 8, 2, 11, 5, 15, 60],
      },
    },
    {
      id: 'stop',
      type: 'circle',
      minzoom: 11.5,
      ...from('stop'),
      paint: { 'circle-radius': ['case', ['get', 'metro'], 4, 2.5], ...ring(p) },
    },
    riverNames(from('river'), 'name', p),
    stopNames(from('stop'), 'name', p),
    placeNames('arrondissement-name', { ...from('arrondissement'), minzoom: 11.5 }, 'name', {
      color: p.soft,
      halo: p.halo,
    }),
    placeNames('commune-name', from('commune'), 'name', { color: p.text, halo: p.halo }),
  ];
}

/** The installation's own tiles. */
export function tileLayers(p: Palette): Layers {
  const from = (layer: string) => ({ source: 'land', 'source-layer': layer });
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': p.land } },
    { id: 'commune', type: 'fill', ...from('commune'), paint: { 'fill-color': p.town } },
    { id: 'park', type: 'fill', ...from('parc'), paint: { 'fill-color': p.park } },
    {
      id: 'commune-edge',
      type: 'line',
      ...from('commune'),
      paint: { 'line-color': p.edge, 'line-width': 1, 'line-dasharray': [3, 2] },
    },
    {
      id: 'arrondissement-edge',
      type: 'line',
      minzoom: 10.5,
      ...from('arrondissement'),
      paint: { 'line-color': p.edge, 'line-width': 0.9, 'line-dasharray': [1, 2] },
    },
    {
      id: 'river',
      type: 'line',
      ...from('riviere'),
      layout: LINE,
      paint: { 'line-color': p.water, 'line-width': TRUE_WIDTH },
    },
    {
      id: 'rail',
      type: 'line',
      minzoom: 10,
      ...from('tc'),
      layout: LINE,
      paint: {
        'line-color': ['get', 'couleur'],
        'line-opacity': 0.6,
        'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.8, 14, 3],
      },
    },
    { id: 'stop', type: 'circle', minzoom: 12.5, ...from('station'), paint: { 'circle-radius': 3.5, ...ring(p) } },
    riverNames(from('riviere'), 'nom', p),
    stopNames(from('station'), 'nom', p),
    placeNames(
      'place-name',
      // Communes at every scale, arrondissements from near.
      { ...from('lieu_commune'), filter: ['any', ['==', ['get', 'k'], 'c'], ['>=', ['zoom'], 11.8]] },
      'nom',
      { color: p.text, halo: p.halo },
    ),
  ];
}

/** As wide as the river is, from the field that says it in metres. */
const TRUE_WIDTH: ExpressionSpecification = [
  'interpolate',
  ['exponential', 2],
  ['zoom'],
  8,
  1.4,
  10,
  ['/', ['get', 'largeur_m'], 53],
  16,
  ['*', ['get', 'largeur_m'], 1.2],
];

function ring(p: Palette) {
  return { 'circle-color': p.halo, 'circle-stroke-color': p.rail, 'circle-stroke-width': 1.4 };
}

function riverNames(from: LayerFrom, field: string, p: Palette): Layer {
  return {
    id: 'river-name',
    type: 'symbol',
    minzoom: 10.5,
    ...from,
    layout: {
      'symbol-placement': 'line',
      'text-field': ['get', field],
      'text-font': FONT,
      'text-size': 13,
      'symbol-spacing': 420,
    },
    paint: { 'text-color': p.waterText, 'text-halo-color': p.land, 'text-halo-width': 1.4 },
  };
}

function stopNames(from: LayerFrom, field: string, p: Palette): Layer {
  return {
    id: 'stop-name',
    type: 'symbol',
    minzoom: 13,
    ...from,
    layout: {
      'text-field': ['get', field],
      'text-font': FONT,
      'text-size': 12,
      'text-offset': [0, 0.8],
      'text-anchor': 'top',
    },
    paint: { 'text-color': p.soft, 'text-halo-color': p.halo, 'text-halo-width': 1.4 },
  };
}

function placeNames(
  id: string,
  from: LayerFrom & { minzoom?: number },
  field: string,
  look: { color: string; halo: string },
): Layer {
  return {
    id,
    type: 'symbol',
    ...from,
    layout: {
      'text-field': ['get', field],
      'text-font': FONT_BOLD,
      'text-size': ['interpolate', ['linear'], ['zoom'], 9, 11, 13, 16],
      'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'pop'], 0]],
      'text-max-width': 8,
    },
    paint: { 'text-color': look.color, 'text-halo-color': look.halo, 'text-halo-width': 1.6 },
  };
}
