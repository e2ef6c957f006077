import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { apiStop } from '#app/opendata/api-v1.ts';

export const action = () => refuseWrites();

/** GET /api/v1/passages/:id */
export function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => apiStop(context.services, request, params.id));
}
