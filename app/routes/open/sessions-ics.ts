import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { sessionsCalendar } from '#app/opendata/session-files.ts';

export const action = () => refuseWrites();

/** GET /donnees/ateliers.ics */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => sessionsCalendar(context.services, request));
}
