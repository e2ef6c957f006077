import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly } from '#app/opendata/answer.ts';
import { apiVenue } from '#app/opendata/api-v1.ts';

export { refuseWrites as action } from '#app/opendata/answer.ts';

/** GET /api/v1/lieux/:id */
export function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => apiVenue(context.services, request, params.id));
}
