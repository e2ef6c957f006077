import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { apiStops } from '#app/opendata/api-v1.ts';

export const action = () => refuseWrites();

/** GET /api/v1/passages */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => apiStops(context.services, request));
}
