/** Who typed something and who validated it so far. Ids of accounts (people), not of memberships. */
export interface Validation {
  readonly typedBy: string;
  readonly firstBy: string | null;
  readonly secondBy: string | null;
  readonly refusedAt: Date | null;
}

export type ValidationVerdict =
  | { readonly kind: 'FIRST' }
  | { readonly kind: 'SECOND' }
  | { readonly kind: 'REFUSE'; readonly refusal: 'VALIDATION_OVER' | 'TYPED_BY_YOU' | 'SECOND_PERSON_NEEDED' };

/** Two different people of the authority, and neither is who typed it (the CHECKs `…_two_people` say the same). */
export function decideValidation(validation: Validation, me: string): ValidationVerdict {
  if (validation.secondBy !== null || validation.refusedAt !== null) return no('VALIDATION_OVER');
  if (validation.typedBy === me) return no('TYPED_BY_YOU');
  if (validation.firstBy === null) return { kind: 'FIRST' };
  return validation.firstBy === me ? no('SECOND_PERSON_NEEDED') : { kind: 'SECOND' };
}

function no(refusal: Extract<ValidationVerdict, { kind: 'REFUSE' }>['refusal']): ValidationVerdict {
  return { kind: 'REFUSE', refusal };
}
