import type { LoaderFunctionArgs } from '@remix-run/node';
import { toXlsx } from '#app/reporting/export-figures.ts';
import { exportOne } from './read-one.ts';

export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { code, figures } = await exportOne(args);
  return new Response(new Uint8Array(await toXlsx(figures)), {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="passerelle-${code.toLowerCase()}.xlsx"`,
    },
  });
}
