import { useEffect, useState } from 'react';
import { Icon } from '#app/ui/components/icons.tsx';

type State = 'absent' | 'ready' | 'asking' | 'refused';

/** « Autour de moi »: there only where the browser can say where it is. Ten metres of precision are enough. */
export function NearMe({ onFound }: { readonly onFound: (near: string) => void }) {
  const [state, setState] = useState<State>('absent');
  useEffect(() => {
    if ('geolocation' in navigator) setState('ready');
  }, []);
  if (state === 'absent') return null;
  const ask = () => {
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('ready');
        onFound(`${coords.latitude.toFixed(4)},${coords.longitude.toFixed(4)}`);
      },
      () => setState('refused'),
      { timeout: 10_000, maximumAge: 60_000 },
    );
  };
  return (
    <p className="near-me">
      <button type="button" className="link" onClick={ask} disabled={state === 'asking'}>
        <Icon name="pin" size={20} /> {state === 'asking' ? 'Recherche de votre position…' : 'Autour de moi'}
      </button>
      {state === 'refused' && (
        <span className="hint" role="status">
          {' '}
          Position inconnue : écrivez votre commune.
        </span>
      )}
    </p>
  );
}
