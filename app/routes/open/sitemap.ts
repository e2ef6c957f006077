import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { sitemap } from '#app/opendata/site-files.ts';

export const action = () => refuseWrites();

/** GET /sitemap.xml */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => sitemap(context.services, request));
}
