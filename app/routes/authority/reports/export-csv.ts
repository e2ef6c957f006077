import type { LoaderFunctionArgs } from '@remix-run/node';
import { toCsv } from '#app/reporting/export-figures.ts';
import { exportOne } from './read-one.ts';

export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { code, figures } = await exportOne(args);
  return new Response(toCsv(figures), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="passerelle-${code.toLowerCase()}.csv"`,
    },
  });
}
