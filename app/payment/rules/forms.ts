import { z } from 'zod';
import { confirmationFields } from '#app/access/rules/confirmation.ts';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { readIban } from './iban.ts';
import { isSiret } from './siret.ts';

/** Words that the other side will read. */
export const wordsSchema = z
  .string({ error: 'Écrivez pourquoi, en une phrase ou deux.' })
  .trim()
  .min(5, 'Écrivez pourquoi, en une phrase ou deux.')
  .max(500, 'Écrivez 500 signes au plus.');

const WRONG_IBAN = {
  SIGNS: 'Un IBAN commence par deux lettres et deux chiffres. Exemple\u00a0: FR76…',
  COUNTRY: 'Ce pays n’est pas dans la zone SEPA\u00a0: nous ne pouvons pas y payer.',
  LENGTH: 'Il manque des signes à cet IBAN, ou il y en a trop.',
  KEY: 'Cet IBAN est faux\u00a0: un signe a été mal recopié.',
} as const;

/** An IBAN as it is typed; what comes out has no spaces. */
export const ibanSchema = z
  .string({ error: 'Écrivez l’IBAN.' })
  .max(60, WRONG_IBAN.LENGTH)
  .transform((typed, check) => {
    const read = readIban(typed);
    if (read.kind === 'IBAN') return read.iban;
    check.addIssue({ code: 'custom', message: WRONG_IBAN[read.why] });
    return z.NEVER;
  });

export const accountFields = {
  holderName: z
    .string({ error: 'Écrivez à quel nom est le compte.' })
    .trim()
    .min(2, 'Écrivez à quel nom est le compte.')
    .max(70, 'Écrivez 70 signes au plus.'),
  iban: ibanSchema,
};

const said = (missing: string, most: number) =>
  z.string({ error: missing }).trim().min(2, missing).max(most, `Écrivez ${most} signes au plus.`);

/** The file of an organisation, as it is typed. */
export const labelFileFields = {
  siret: z
    .string({ error: 'Écrivez le SIRET\u00a0: 14 chiffres.' })
    .transform((typed) => typed.replace(/\s/g, ''))
    .refine(isSiret, 'Ce SIRET n’existe pas\u00a0: vérifiez ses 14 chiffres.'),
  representative: said('Écrivez le nom de la personne qui représente la structure.', 120),
  representativeRole: said('Écrivez sa fonction. Exemple\u00a0: présidente.', 120),
  trainings: said('Écrivez ce que la structure propose.', 2000),
  startsOn: daySchema('Choisissez le premier jour.'),
  endsOn: daySchema('Choisissez le dernier jour.').optional(),
};

/** The last day comes after the first. */
export const endsAfterStart = {
  check: ({ startsOn, endsOn }: { startsOn: string; endsOn?: string | undefined }) =>
    endsOn === undefined || endsOn >= startsOn,
  says: { path: ['endsOn'], error: 'Le dernier jour vient après le premier.' },
};

/** On which account a file is to be paid: the one in force, carried over as it is, or another that is typed. */
export const AS_BEFORE = 'AS_BEFORE';
export const NEW_ACCOUNT = 'NEW';
export const asBefore = { account: z.literal(AS_BEFORE) };
export const another = { account: z.literal(NEW_ACCOUNT), ...accountFields };

/** A form that names another account also asks for the password again. */
export const labelFileForm = z
  .discriminatedUnion(
    'account',
    [
      z.object({ ...labelFileFields, ...asBefore }),
      z.object({ ...labelFileFields, ...another, ...confirmationFields }),
    ],
    'Dites si le compte change.',
  )
  .refine(endsAfterStart.check, endsAfterStart.says);

const days = (missing: string) => z.number({ error: missing }).int(missing).min(1, missing).max(365, missing);

export const paymentSettingsFields = {
  claimMode: z.enum(['VENUE', 'AUTHORITY'], 'Dites qui fait les demandes.'),
  promisedDays: days('Écrivez un nombre de jours, de 1 à 365.'),
  answerDays: days('Écrivez un nombre de jours, de 1 à 365.'),
  walkInsHint: days('Écrivez un nombre, de 1 à 365.'),
};

export const debtorSchema = z.object({
  name: z.string({ error: 'Écrivez le nom du titulaire.' }).trim().min(2, 'Écrivez le nom du titulaire.').max(70),
  iban: ibanSchema,
});

export const debtorForm = debtorSchema.extend(confirmationFields);
export const accountForm = z.object({ ...accountFields, ...confirmationFields });
