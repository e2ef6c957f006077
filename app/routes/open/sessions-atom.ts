import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly } from '#app/opendata/answer.ts';
import { sessionsFeed } from '#app/opendata/feeds.ts';

export { refuseWrites as action } from '#app/opendata/answer.ts';

/** GET /donnees/ateliers.atom */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => sessionsFeed(context.services, request));
}
