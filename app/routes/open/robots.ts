import type { LoaderFunctionArgs } from '@remix-run/node';
import { robots } from '#app/opendata/site-files.ts';

export { refuseWrites as action } from '#app/opendata/answer.ts';

/** GET /robots.txt: never refused, whoever asks and however often. */
export function loader({ request, context }: LoaderFunctionArgs): Response {
  return robots(context.services, request);
}
