import { z } from 'zod';
import { isDay } from '#app/calendar/rules/paris-time.ts';
import { MOST_CLOSURES } from '#app/directory/rules/closure.ts';
import { FEES, PUBLICS, SERVICES, SPECIAL_CARE, SUPPORT_MODES } from '#app/directory/rules/standard.ts';
import type { FieldGroup } from '#app/sources/rules/fields.ts';
import type { PageStep } from './states.ts';

/** How people reach a venue, in the words of the standard. */
export const ACCESS_MODES = [
  'Se présenter',
  'Téléphoner',
  'Contacter par mail',
  'Prendre un RDV en ligne',
  'Envoyer un mail avec une fiche de prescription',
  "Ce lieu n'accueille pas de public",
] as const;

/** French addresses of the steps. */
export const STEP_PATHS: Readonly<Record<PageStep, string>> = {
  CONTACT: 'coordonnees',
  HOURS: 'horaires',
  SERVICES: 'services',
  PUBLICS: 'publics',
  FEES: 'prix',
  PRESENTATION: 'presentation',
  CLOSURES: 'fermetures',
};

const GROUP_STEPS: Partial<Record<FieldGroup, PageStep>> = {
  name: 'CONTACT',
  address: 'CONTACT',
  phone: 'CONTACT',
  emails: 'CONTACT',
  websites: 'CONTACT',
  hours: 'HOURS',
};

/** The step that edits what sources may disagree on; null for what nobody is asked about. */
export function stepOfGroup(group: FieldGroup): PageStep | null {
  return GROUP_STEPS[group] ?? null;
}

/** The step at an address, or null. */
export function stepAt(path: string | undefined): PageStep | null {
  const found = Object.entries(STEP_PATHS).find(([, known]) => known === path);
  return found === undefined ? null : (found[0] as PageStep);
}

const text = (max: number) => z.string().max(max).nullable();
const url = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .nullable();
const day = z.string().refine(isDay);

/** The words each step may change; the position follows the address, and is nobody’s to type. */
export const STEP_WORDS_SCHEMAS = {
  CONTACT: z.object({
    name: z.string().min(2).max(150),
    street: z.string().min(1).max(200),
    streetExtra: text(150),
    postcode: z.string().regex(/^\d{5}$/),
    commune: z.string().min(1).max(80),
    inseeCode: z.string().max(5),
    inTerritory: z.boolean(),
    phone: z
      .string()
      .regex(/^\+\d{8,13}$/)
      .nullable(),
    emails: z.array(z.email().max(200)).max(3),
    websites: z.array(z.url({ protocol: /^https?$/ }).max(500)).max(3),
    appointmentUrl: url,
    welcomeNote: text(400),
  }),
  HOURS: z.object({ openingHours: text(500), hoursText: text(500) }),
  SERVICES: z.object({
    services: z.array(z.enum(SERVICES)),
    supportModes: z.array(z.enum(SUPPORT_MODES)),
    accessModes: z.array(z.enum(ACCESS_MODES)),
  }),
  PUBLICS: z.object({
    publics: z.array(z.enum(PUBLICS)),
    specialCare: z.array(z.enum(SPECIAL_CARE)),
    wheelchair: z.boolean().nullable(),
    accessibilityUrl: url,
  }),
  FEES: z.object({ fees: z.array(z.enum(FEES)) }),
  PRESENTATION: z.object({ summary: text(280), detail: text(3000) }),
  CLOSURES: z.object({
    closures: z
      .array(
        z.object({ from: day, to: day, reason: z.string().max(120).nullable() }).refine(({ from, to }) => from <= to),
      )
      .max(MOST_CLOSURES),
  }),
} as const satisfies Record<PageStep, z.ZodObject>;

/** One step and its words, as the intention takes them. */
export const editSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('CONTACT'), words: STEP_WORDS_SCHEMAS.CONTACT }),
  z.object({ step: z.literal('HOURS'), words: STEP_WORDS_SCHEMAS.HOURS }),
  z.object({ step: z.literal('SERVICES'), words: STEP_WORDS_SCHEMAS.SERVICES }),
  z.object({ step: z.literal('PUBLICS'), words: STEP_WORDS_SCHEMAS.PUBLICS }),
  z.object({ step: z.literal('FEES'), words: STEP_WORDS_SCHEMAS.FEES }),
  z.object({ step: z.literal('PRESENTATION'), words: STEP_WORDS_SCHEMAS.PRESENTATION }),
  z.object({ step: z.literal('CLOSURES'), words: STEP_WORDS_SCHEMAS.CLOSURES }),
]);
