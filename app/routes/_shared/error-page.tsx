import { useRouteError } from '@remix-run/react';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { statusOf, wordsFor } from './error-words.ts';

/**
 * The page shown instead of another: what happened, what to do. A route that knows better throws
 * `data({ message: 'Une phrase.' }, { status: 404 })`. No detail of the fault is shown.
 */
export function ErrorPage() {
  const error = useRouteError();
  const { title, text } = wordsFor(error);
  return (
    <PublicLayout>
      <div className="wrong-turn stack">
        <p className="tag">Page {statusOf(error)}</p>
        <h1>{title}</h1>
        <p className="lead">{text}</p>
        <p className="acts">
          <a className="btn" href="/">
            Aller à l’accueil
          </a>
          <a className="btn quiet" href="/lieux">
            Chercher un lieu
          </a>
        </p>
      </div>
    </PublicLayout>
  );
}
