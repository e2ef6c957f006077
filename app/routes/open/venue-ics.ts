import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerOpenly, refuseWrites } from '#app/opendata/answer.ts';
import { venueCalendar } from '#app/opendata/session-files.ts';

export const action = () => refuseWrites();

/** GET /lieux/:slug/ateliers.ics */
export function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  return answerOpenly({ request, context }, () => venueCalendar(context.services, request, params.slug ?? ''));
}
