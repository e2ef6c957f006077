import { ibanOf } from '../money/iban.ts';

/** The account of an organisation of the trial, and those that replaced it: the bank knows them by it. */
export function trialIban(org: number, change = 0): string {
  return ibanOf(1000 + org * 100 + change);
}
