import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly } from '#app/opendata/answer.ts';
import { sessionCalendar } from '#app/opendata/session-files.ts';

export { refuseWrites as action } from '#app/opendata/answer.ts';

/** GET /ateliers/:id/agenda.ics */
export function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => sessionCalendar(context.services, request, params.id ?? ''));
}
