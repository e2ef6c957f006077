import type { LoaderFunctionArgs } from '@remix-run/node';
import { refuseWrites } from '#app/opendata/answer.ts';
import { robots } from '#app/opendata/site-files.ts';

export const action = () => refuseWrites();

/** GET /robots.txt: never refused, whoever asks and however often. */
export function loader({ request, context }: LoaderFunctionArgs): Response {
  return robots(context.services, request);
}
