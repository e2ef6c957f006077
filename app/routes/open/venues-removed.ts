import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { removedVenues } from '#app/opendata/removed-venues.ts';

export const action = () => refuseWrites();

/** GET /donnees/lieux-retires.json: what whoever copied the venues must forget. */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => removedVenues(context.services, request));
}
