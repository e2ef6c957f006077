import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly } from '#app/opendata/answer.ts';
import { removedVenues } from '#app/opendata/removed-venues.ts';

export { refuseWrites as action } from '#app/opendata/answer.ts';

/** GET /donnees/lieux-retires.json: what whoever copied the venues must forget. */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => removedVenues(context.services, request));
}
