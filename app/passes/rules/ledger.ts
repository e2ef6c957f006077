import type { PassState } from './pass.ts';

/** The accounts of the pass ledger; the unit is one pass. Only ISSUE may be negative. */
export const ACCOUNT_KINDS = [
  'ISSUE',
  'STOCK',
  'PARTNER',
  'HELD',
  'RESERVED',
  'REDEEMED',
  'CLAIMED',
  'SETTLED',
  'EXPIRED',
  'BLOCKED',
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Whose account it is: a lot, a partner, a holder, an organisation, or nobody in particular. */
export interface AccountKey {
  kind: AccountKind;
  /** id of the lot (ISSUE), partner (PARTNER), holder (HELD, RESERVED) or organisation (REDEEMED, CLAIMED, SETTLED); NO_OWNER otherwise. */
  ownerId: string;
}

/** The owner of the accounts that belong to the whole programme: a null key would escape the unique index. */
export const NO_OWNER = '00000000-0000-0000-0000-000000000000';

/** Where a pass stands, as far as the ledger needs to know it. */
export interface PassPlace {
  state: PassState;
  partnerId: string | null;
  holderId: string | null;
  orgId: string | null;
}

/** The account that holds a pass standing at this place. Throws when the place lacks its owner. */
export function accountOf(place: PassPlace): AccountKey {
  switch (place.state) {
    case 'STOCK':
    case 'EXPIRED':
    case 'BLOCKED':
      return { kind: place.state, ownerId: NO_OWNER };
    case 'ALLOCATED':
      return { kind: 'PARTNER', ownerId: owner(place.partnerId, place.state) };
    case 'HELD':
    case 'RESERVED':
      return { kind: place.state, ownerId: owner(place.holderId, place.state) };
    case 'REDEEMED':
    case 'CLAIMED':
    case 'SETTLED':
      return { kind: place.state, ownerId: owner(place.orgId, place.state) };
  }
}

function owner(id: string | null, state: PassState): string {
  if (id === null) throw new Error(`un pass ${state} sans propriétaire de compte`);
  return id;
}

/** One line of a ledger transaction. `quantity` is signed and never zero. */
export interface LedgerLine {
  account: AccountKey;
  quantity: number;
}

/** Moves `quantity` passes between two accounts: two lines whose sum is zero. */
export function moveLines(from: AccountKey, to: AccountKey, quantity: number): LedgerLine[] {
  if (!Number.isInteger(quantity) || quantity <= 0) throw new Error(`quantité invalide : ${quantity}`);
  return [
    { account: from, quantity: -quantity },
    { account: to, quantity },
  ];
}

/** The kinds of ledger transaction, one for each act that moves passes. */
export const LEDGER_TRANSACTION_KINDS = [
  'ISSUE',
  'ALLOCATE',
  'RETURN',
  'HAND_OVER',
  'VOID_HAND_OVER',
  'RESERVE',
  'RELEASE',
  'REDEEM',
  'REVERSE',
  'CLAIM',
  'REJECT',
  'SETTLE',
  'EXPIRE',
  'BLOCK',
] as const;
export type LedgerTransactionKind = (typeof LEDGER_TRANSACTION_KINDS)[number];
