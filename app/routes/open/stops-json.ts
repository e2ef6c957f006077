import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { stopsJson } from '#app/opendata/stop-files.ts';

export const action = () => refuseWrites();

/** GET /donnees/passages.json */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => stopsJson(context.services, request));
}
