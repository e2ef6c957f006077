import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly } from '#app/opendata/answer.ts';
import { sitemap } from '#app/opendata/site-files.ts';

export { refuseWrites as action } from '#app/opendata/answer.ts';

/** GET /sitemap.xml */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => sitemap(context.services, request));
}
