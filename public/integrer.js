/*
 * Passerelle: shows the venues of a commune in the page that holds this script.
 *   <script src="https://…/integrer.js" data-commune="69266" data-vue="liste" async></script>
 * data-vue is "liste" or "carte"; data-hauteur a height in pixels. Sets no cookie, measures nothing, reads nothing
 * of the page. The link before the script stays, for those whom a frame does not reach.
 */
(() => {
  const script = document.currentScript;
  if (!script?.parentNode) return;
  const commune = script.getAttribute('data-commune') || '';
  if (!/^([013-9]\d|2[AB1-9])\d{3}$/i.test(commune)) {
    console.warn('Passerelle : data-commune attend un code INSEE, comme 69266.');
    return;
  }
  const map = script.getAttribute('data-vue') === 'carte';
  const height = Number(script.getAttribute('data-hauteur'));
  const frame = document.createElement('iframe');
  frame.src = new URL(`/integrer/${map ? 'carte' : 'lieux'}?commune=${commune}`, script.src).href;
  frame.title = map
    ? 'Carte des lieux où l’on vous aide avec le numérique'
    : 'Lieux où l’on vous aide avec le numérique';
  frame.loading = 'lazy';
  frame.referrerPolicy = 'no-referrer';
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox');
  frame.style.cssText = 'display:block;width:100%;border:0;border-radius:12px';
  frame.style.height = `${height >= 200 && height <= 4000 ? height : 560}px`;
  script.parentNode.insertBefore(frame, script);
})();
