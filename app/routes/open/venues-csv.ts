import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly } from '#app/opendata/answer.ts';
import { venueFile } from '#app/opendata/venue-file.ts';

export { refuseWrites as action } from '#app/opendata/answer.ts';

/** GET /donnees/lieux.csv: the venues in the national standard v1. */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => venueFile(context.services, request, 'csv'));
}
