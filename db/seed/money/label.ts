import type { AuthorityActor, ProfessionalActor } from '#app/access/rules/actor.ts';
import { typeLabelFile, validateLabelFile } from '#app/payment/label-file.ts';
import type { Services } from '#app/platform/services.ts';
import { actAt, actConfirmed, HOUR, later } from '../stage.ts';
import { ibanOf } from './iban.ts';

/** Two people of the authority: one alone could label nobody. */
export type Validators = readonly [AuthorityActor, AuthorityActor];

interface WantedLabel {
  orgId: string;
  name: string;
  /** Number of the organisation: its SIRET and its account follow from it. */
  number: number;
  iban?: string;
  representative: string;
  startsOn: string;
  endsOn?: string;
}

/** An organisation sends its file. Returns the file. */
export async function sendFile(
  services: Services,
  at: Date,
  sender: ProfessionalActor,
  wish: WantedLabel,
): Promise<string> {
  const { fileId } = await actConfirmed(services, at, typeLabelFile, sender, {
    orgId: wish.orgId,
    siret: siretOf(wish.number),
    representative: wish.representative,
    representativeRole: 'responsable des ateliers',
    trainings: 'Premiers pas, téléphone, démarches en ligne\u00a0; en petits groupes, toute l’année.',
    startsOn: wish.startsOn,
    endsOn: wish.endsOn,
    account: 'NEW',
    holderName: wish.name.slice(0, 70),
    iban: wish.iban ?? ibanOf(wish.number),
    documents: [],
  });
  return fileId;
}

/** An organisation sends its file, and two people validate it: it accepts passes from its first day, and can be paid. */
export async function labelByFile(
  services: Services,
  at: Date,
  sender: ProfessionalActor,
  [one, other]: Validators,
  wish: WantedLabel,
): Promise<void> {
  const fileId = await sendFile(services, at, sender, wish);
  await actAt(services, later(at, HOUR), validateLabelFile, one, { fileId });
  await actAt(services, later(at, 2 * HOUR), validateLabelFile, other, { fileId });
}

/** Establishments that do not exist (SIREN in 999), with their true keys. */
function siretOf(n: number): string {
  const siren = withKey(`999${String(n).padStart(5, '0')}`);
  return withKey(`${siren}0001`);
}

function withKey(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
