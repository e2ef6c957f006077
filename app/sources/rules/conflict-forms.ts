import { z } from 'zod';
import { FIELD_GROUPS, type FieldGroup } from './fields.ts';

export const groupSchema = z.enum(
  Object.keys(FIELD_GROUPS) as [FieldGroup, ...FieldGroup[]],
  'Choisissez une information.',
);
/** The `seen` of an open conflict: what the person read before answering. */
export const seenSchema = z
  .string('Rechargez la page, puis choisissez.')
  .max(64, 'Rechargez la page, puis choisissez.');

/** The two answers to a disagreement between sources: what is shown stays, or the words of another take its place. */
export const keepForm = z.object({ venueId: z.uuid('Choisissez un lieu.'), group: groupSchema, seen: seenSchema });
export const takeForm = keepForm.extend({ recordId: z.uuid('Choisissez une source.') });
