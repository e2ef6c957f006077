import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { venueFile } from '#app/opendata/venue-file.ts';

export const action = () => refuseWrites();

/** GET /donnees/lieux.json: the venues in the national standard v1. */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => venueFile(context.services, request, 'json'));
}
