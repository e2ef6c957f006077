import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly } from '#app/opendata/answer.ts';
import { apiSessions } from '#app/opendata/api-v1.ts';

export { refuseWrites as action } from '#app/opendata/answer.ts';

/** GET /api/v1/ateliers */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => apiSessions(context.services, request));
}
