/**
 * The five publics of the programme (convention between the Métropole and the State): several may
 * apply to one person; they are counted, never printed.
 */
export const PUBLICS = ['YOUNG', 'RSA', 'ELDERLY', 'DISABLED', 'JOB_SEEKER'] as const;
export type Public = (typeof PUBLICS)[number];

export const AGE_BANDS = ['UNDER_26', '26_39', '40_59', '60_74', '75_AND_OVER'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

export const CONTACT_KINDS = ['PHONE', 'EMAIL'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** The age band of a person in a given year, from the year of birth alone. */
export function ageBand(birthYear: number, year: number): AgeBand {
  const age = year - birthYear;
  if (age < 26) return 'UNDER_26';
  if (age < 40) return '26_39';
  if (age < 60) return '40_59';
  if (age < 75) return '60_74';
  return '75_AND_OVER';
}
