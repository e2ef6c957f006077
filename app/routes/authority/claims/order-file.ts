import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { writeOrderCsv } from '#app/payment/order-csv.ts';
import { listOrderPayments, listOrders } from '#db/queries/payments.ts';

/** The order's file for the bank (XML), or its table for the treasury (`?format=csv`). The same bytes each time. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireAuthority({ request, context });
  const { db, secrets } = context.services;
  const id = z.uuid().safeParse(params.id);
  const [order] = id.success ? await db.read((tx) => listOrders(tx, id.data)) : [];
  if (order === undefined) throw notFound();
  if (new URL(request.url).searchParams.get('format') === 'csv') {
    const payments = await db.read((tx) => listOrderPayments(tx, order.id));
    const rows = payments.map((one) => ({ ...one, iban: secrets.unseal('bank-account', one.sealed, one.orgId) }));
    return file(writeOrderCsv(rows), 'text/csv; charset=utf-8', `${order.messageId}.csv`);
  }
  if (order.fileSealed === null) throw notFound();
  return file(
    secrets.unseal('payment-file', order.fileSealed, order.id),
    'application/xml; charset=utf-8',
    `${order.messageId}.xml`,
  );
}

function file(text: string, type: string, name: string): Response {
  return new Response(text, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
