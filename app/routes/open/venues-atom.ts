import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { venuesFeed } from '#app/opendata/feeds.ts';

export const action = () => refuseWrites();

/** GET /donnees/lieux.atom */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => venuesFeed(context.services, request));
}
