/**
 * The second ledger, in cents. Debits are positive, credits negative, every transaction sums to zero.
 * COST(lot) ≥ 0: what passes of a lot have cost. PAYABLE(org) ≤ 0: what is owed to an organisation.
 * PAID(org) ≤ 0: what has left the authority's account for it. REFUND_DUE(org) ≥ 0: what it must give back.
 */
export const MONEY_ACCOUNT_KINDS = ['COST', 'PAYABLE', 'PAID', 'REFUND_DUE'] as const;
export type MoneyAccountKind = (typeof MONEY_ACCOUNT_KINDS)[number];

/** One kind of transaction for each act that moves money. */
export const MONEY_TRANSACTION_KINDS = ['CLAIM', 'REJECT', 'PAY', 'RETURN', 'OVERPAID', 'REPAID'] as const;
export type MoneyTransactionKind = (typeof MONEY_TRANSACTION_KINDS)[number];
