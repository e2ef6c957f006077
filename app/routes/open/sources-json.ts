import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { sourcesFile } from '#app/opendata/sources-file.ts';

export const action = () => refuseWrites();

/** GET /donnees/sources.json: the sources of the venues, each with its licence. */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => sourcesFile(context.services, request));
}
