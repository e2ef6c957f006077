import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { apiNearVenues } from '#app/opendata/api-v1.ts';

export const action = () => refuseWrites();

/** GET /api/v1/lieux/proches */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => apiNearVenues(context.services, request));
}
