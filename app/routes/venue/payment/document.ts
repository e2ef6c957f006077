import type { LoaderFunctionArgs } from '@remix-run/node';
import { notFound, requireVenue } from '#app/access/guards.ts';
import { sendDocument } from '#app/routes/_shared/send-document.ts';

/** A document of one's own organisation. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const answer = await sendDocument(context.services, params.documentId, actor.orgId);
  if (answer === null) throw notFound();
  return answer;
}
