import { z } from 'zod';
import { wordsSchema } from '#app/payment/rules/forms.ts';
import { euros } from '#app/payment/rules/typed-euros.ts';

export const LINE_ACTS = ['approve-line', 'contest-line', 'reject-line', 'overpaid'] as const;
export type LineActName = (typeof LINE_ACTS)[number];

const redemptionId = z.uuid('Choisissez une ligne.');
export const lineForm = z.object({ redemptionId });
export const wordsForm = z.object({ redemptionId, words: wordsSchema });
export const rejectForm = z.object({ redemptionId, words: wordsSchema, giveBack: z.boolean().default(false) });
export const overpaidForm = z.object({ redemptionId, sum: euros, reason: wordsSchema });
