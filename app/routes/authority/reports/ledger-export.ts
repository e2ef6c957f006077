import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { exportLedger } from '#app/reporting/export-ledger.ts';

/** The register as a file, read page by page as it leaves. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  await requireAuthority({ request, context });
  const { services } = context;
  const lines = exportLedger(services);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done === true) controller.close();
      else if (value !== '') controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': `attachment; filename="registre-passerelle-${parisDay(services.clock.now())}.jsonl"`,
    },
  });
}
