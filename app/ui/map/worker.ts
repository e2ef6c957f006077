import { setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

interface PolicyMaker {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

let ready = false;

/**
 * Tells MapLibre its worker's address. Our pages require trusted types, and MapLibre starts its worker
 * from plain text: the default policy lets this one address through, and nothing else.
 */
export function prepareWorker(): void {
  if (ready) return;
  ready = true;
  setWorkerUrl(workerUrl);
  const trusted = (globalThis as { trustedTypes?: PolicyMaker }).trustedTypes;
  trusted?.createPolicy('default', {
    createScriptURL: (url) => {
      if (url === workerUrl || url === new URL(workerUrl, location.href).href) return url;
      throw new TypeError('script refused');
    },
  });
}
