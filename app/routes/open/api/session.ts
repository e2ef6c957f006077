import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly } from '#app/opendata/answer.ts';
import { apiSession } from '#app/opendata/api-v1.ts';

export { refuseWrites as action } from '#app/opendata/answer.ts';

/** GET /api/v1/ateliers/:id */
export function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => apiSession(context.services, request, params.id));
}
