import type { PlaceAnswer } from '#app/directory/find-place.ts';
import { Notice } from '#app/ui/components/notice.tsx';

/** How the place a person typed was understood, when there is something to say about it. */
export function PlaceNotice({ place }: { place: PlaceAnswer }) {
  switch (place.kind) {
    case 'none':
      return null;
    case 'found':
      return place.place.precision === 'browser' ? null : (
        <p className="hint">
          {place.place.precision === 'centre'
            ? `Les distances partent du centre de ${place.place.name}.`
            : place.place.precision === 'station'
              ? `Les distances partent de la station ${place.place.name}.`
              : `Position approximative\u00a0: le milieu des lieux connus à ${place.place.name}.`}
        </p>
      );
    case 'unplaced':
      return (
        <Notice look="warn">
          <p>Nous ne savons pas encore situer {place.name}. La liste n’est pas triée par distance.</p>
        </Notice>
      );
    case 'unknown':
      return (
        <Notice look="warn">
          <p>
            Nous ne connaissons pas de commune «&nbsp;{place.asked}&nbsp;». Écrivez le nom de la commune, ou son code
            postal.
          </p>
        </Notice>
      );
  }
}
