import { HttpResponse, http } from 'msw';

export const GEOCODING_SERVICE = 'https://geocodage.example';

const feature = (label: string, lon: number, lat: number, score: number, type: string, citycode: string) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties: { label, score, type, citycode, postcode: label.match(/\d{5}/)?.[0] ?? '', importance: 0.5 },
});

const collection = (...features: unknown[]) => HttpResponse.json({ type: 'FeatureCollection', features });

/** What was asked, in order. */
export const asked: URL[] = [];

/**
 * The State's geocoding service as its documentation shows its answers.
 * why: it cannot run here, and answers differently every month; its failures cannot be ordered.
 */
export const geocodingService = http.get(`${GEOCODING_SERVICE}/search`, ({ request }) => {
  const url = new URL(request.url);
  asked.push(url);
  const question = url.searchParams.get('q') ?? '';
  const speaksOf = (word: string) => question.toLowerCase().includes(word);
  if (speaksOf('tilleuls'))
    return collection(
      feature('12 Rue des Tilleuls 69100 Villeurbanne', 4.8795, 45.7667, 0.95, 'housenumber', '69266'),
      feature('Rue des Tilleuls 69100 Villeurbanne', 4.88, 45.767, 0.6, 'street', '69266'),
    );
  if (speaksOf('mairie'))
    return collection(
      feature('Rue de la Mairie 69100 Villeurbanne', 4.87, 45.76, 0.71, 'street', '69266'),
      feature('Place de la Mairie 69100 Villeurbanne', 4.89, 45.78, 0.7, 'street', '69266'),
    );
  if (speaksOf('mûriers'))
    return collection(feature('3 Impasse des Mûriers 69100 Villeurbanne', 4.901, 45.781, 0.93, 'housenumber', '69266'));
  if (speaksOf('lilas'))
    return collection(feature('Allée des Lilas 69100 Villeurbanne', 4.8796, 45.7668, 0.94, 'street', '69266'));
  // why: what the service answers to a quota passed.
  if (speaksOf('quota')) return new HttpResponse('slow down', { status: 429, headers: { 'retry-after': '30' } });
  if (speaksOf('panne')) return new HttpResponse('<html>', { status: 502 });
  if (speaksOf('coupure')) return HttpResponse.error();
  if (speaksOf('charabia')) return HttpResponse.json({ features: [{ geometry: null }] });
  return collection();
});
