import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { sessionCalendar } from '#app/opendata/session-files.ts';

export const action = () => refuseWrites();

/** GET /ateliers/:id/agenda.ics */
export function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => sessionCalendar(context.services, request, params.id ?? ''));
}
