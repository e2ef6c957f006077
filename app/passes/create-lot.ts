import { intention, ok, refuse } from '#app/platform/intention.ts';
import type { Secrets } from '#app/platform/secrets.ts';
import { brokenConstraint } from '#db/faults.ts';
import { writeLot } from '#db/queries/passes.ts';
import { codeFromDigest, VOUCHER_CODE_LENGTH } from './rules/code.ts';
import { lotSchema, serialOf } from './rules/lot.ts';

/**
 * Creates a lot with its booklets and passes, in stock. Codes derive from a nonce that lives in the
 * form only: the same submission prints the same sheet, and once the page is closed nobody, we
 * included, can make them again; the database keeps keyed hashes. Value: the lot and its serials.
 */
export const createLot = intention({
  name: 'create-lot',
  input: lotSchema,
  may: 'lot.create',
  async run(tx, lot, ctx) {
    const lotId = ctx.newId();
    const serials = Array.from({ length: lot.bookletCount }, (_, i) => serialOf(lot.prefix, lot.firstNumber + i));
    const codes = serials.flatMap((serial) => voucherCodes(ctx.secrets, lot.nonce, serial, lot.bookletSize));
    try {
      await writeLot(
        tx,
        { ...lot, id: lotId, createdBy: ctx.actor.userId },
        { ids: serials.map(() => ctx.newId()), serials },
        { ids: codes.map(() => ctx.newId()), hmacs: codes.map((code) => ctx.secrets.index('pass-code-index', code)) },
        { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now },
      );
    } catch (error) {
      const broken = brokenConstraint(error);
      if (broken === 'pass_lot_label_unique') return refuse('LOT_LABEL_TAKEN');
      if (broken === 'booklet_serial_unique') return refuse('SERIAL_TAKEN', { prefix: lot.prefix });
      throw error;
    }
    return ok({ lotId, serials });
  },
});

/** The codes of one booklet's vouchers, in ordinal order, from the nonce of the form that makes the lot. */
export function voucherCodes(secrets: Secrets, nonce: string, serial: string, size: number): string[] {
  return Array.from({ length: size }, (_, i) =>
    codeFromDigest(secrets.hmac('pass-code', `${nonce}|${serial}|${i + 1}`), VOUCHER_CODE_LENGTH),
  );
}
