import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { writeOverpaid, writeRepaid } from '#db/queries/payments.ts';

const reason = z.string({ error: 'Écrivez pourquoi.' }).trim().min(5, 'Écrivez pourquoi.').max(500);
const cents = z.coerce.bigint().min(1n, 'Écrivez une somme.').max(100_000_000n);

/** After the payment, too much was paid for a line: the organisation owes it, and its next order deducts it. */
export const recordOverpaid = intention({
  name: 'record-overpaid',
  input: z.object({ redemptionId: z.uuid(), cents, reason }),
  may: 'payment.record',
  async run(tx, given, ctx) {
    const counterId = ctx.newId();
    const written = await writeOverpaid(tx, { ...given, id: counterId, moneyTxId: ctx.newId() }, ctx);
    switch (written) {
      case 'OK':
        return ok({ counterId });
      case 'NOT_PAID':
        return refuse('LINE_NOT_PAID');
      case 'ALREADY':
        return refuse('OVERPAID_ALREADY');
      case 'TOO_MUCH':
        return refuse('OVERPAID_TOO_MUCH');
    }
  },
});

/** The organisation gave back what it owed, or a part of it. */
export const recordRepaid = intention({
  name: 'record-repaid',
  input: z.object({ orgId: z.uuid(), cents, reason }),
  may: 'payment.record',
  async run(tx, given, ctx) {
    const counterId = ctx.newId();
    const written = await writeRepaid(tx, { ...given, id: counterId, moneyTxId: ctx.newId() }, ctx);
    return written === 'OK' ? ok({ counterId }) : refuse('REPAID_TOO_MUCH');
  },
});
