import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly } from '#app/opendata/answer.ts';
import { sessionsCalendar } from '#app/opendata/session-files.ts';

export { refuseWrites as action } from '#app/opendata/answer.ts';

/** GET /donnees/ateliers.ics */
export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => sessionsCalendar(context.services, request));
}
