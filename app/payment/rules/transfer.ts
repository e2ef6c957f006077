/** A sum to order for an organisation: a claim, or a transfer that came back. */
export interface Due {
  readonly orgId: string;
  readonly cents: bigint;
}

/**
 * What is transferred for each sum, once the refunds that organisations owe have been deducted, in
 * order. A sum wholly deducted is transferred 0: it needs no transfer. The parts always sum to the whole.
 */
export function deductRefunds<D extends Due>(
  dues: readonly D[],
  refunds: ReadonlyMap<string, bigint>,
): { due: D; amount: bigint; deducted: bigint }[] {
  const left = new Map(refunds);
  return dues.map((due) => {
    const refund = left.get(due.orgId) ?? 0n;
    const deducted = refund < due.cents ? refund : due.cents;
    left.set(due.orgId, refund - deducted);
    return { due, amount: due.cents - deducted, deducted };
  });
}

/** The end-to-end id of a payment: 35 signs, the most the format allows, and no two alike. */
export function transferId(paymentId: string): string {
  return `PNP${paymentId.replaceAll('-', '').toUpperCase()}`;
}

/**
 * A text in the SEPA character set (EPC217-08: Latin letters without accents, digits, / - ? : ( ) . , ' +
 * and space). Never begins with a slash nor holds two, never empty.
 */
export function sepaText(text: string, most: number): string {
  const plain = text
    .replace(/[œŒ]/g, (sign) => (sign === 'œ' ? 'oe' : 'OE'))
    .replace(/[æÆ]/g, (sign) => (sign === 'æ' ? 'ae' : 'AE'))
    .replace(/ß/g, 'ss')
    .replace(/&/g, '+')
    .replace(/[’‘`]/g, "'")
    .replace(/[–—]/g, '-')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ')
    .replace(/\/{2,}/g, '/')
    .replace(/ +/g, ' ')
    .replace(/^[/ ]+/, '')
    .slice(0, most)
    .trim();
  return plain === '' ? 'SANS NOM' : plain;
}
