import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { apiVenues } from '#app/opendata/api-v1.ts';

export const action = () => refuseWrites();

/** GET /api/v1/lieux */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => apiVenues(context.services, request));
}
