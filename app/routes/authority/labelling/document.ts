import type { LoaderFunctionArgs } from '@remix-run/node';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sendDocument } from '#app/routes/_shared/send-document.ts';

/** A document of any organisation, for the authority. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireAuthority({ request, context });
  const answer = await sendDocument(context.services, params.documentId, null);
  if (answer === null) throw notFound();
  return answer;
}
