import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { Problem } from '#app/opendata/rules/problem.ts';

export const action = () => refuseWrites();

/** Any other address of the API: said in the API's way, not by a page. */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => Promise.reject(new Problem('INTROUVABLE')));
}
