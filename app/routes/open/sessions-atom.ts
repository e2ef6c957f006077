import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { sessionsFeed } from '#app/opendata/feeds.ts';

export const action = () => refuseWrites();

/** GET /donnees/ateliers.atom */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => sessionsFeed(context.services, request));
}
