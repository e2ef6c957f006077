import type { PartnerActor } from '#app/access/rules/actor.ts';
import type { HomeAddress } from '#app/booking/locate-home.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { isProbableDuplicate } from '#app/partners/rules/register.ts';
import { REFERRAL_TEXTS } from '#app/partners/texts.fr.ts';
import type { Services } from '#app/platform/services.ts';
import type { Tx } from '#db/client.ts';
import { findOp } from '#db/queries/ops.ts';
import { findBookletBySerial } from '#db/queries/partner-desk.ts';
import { findPeopleLike, findPersonForPartner } from '#db/queries/people.ts';
import type { Asked, AskedPerson } from './form.ts';
import { homeCommune } from './home-commune.ts';
import { type KnownPerson, withWallets } from './screen.ts';

interface ReferralInput {
  person: AskedPerson;
  bookletId: string | null;
  neighbourhood: string | null;
  sessionId: string | null;
}

export type Prepared =
  /** `home` is the address to place, when one was said with a booklet: it goes no further than the geocoder. */
  | { kind: 'READY'; input: ReferralInput; home: HomeAddress | null }
  | { kind: 'WRONG'; field: 'commune' | 'serial'; sentence: string }
  /** Somebody known may be meant: the agent is asked before anybody is created. */
  | { kind: 'ALIKE'; people: KnownPerson[] };

/**
 * Turns the answers of the screen into what the intention takes. The same answers always give the same
 * input, so that a form sent twice is recognised; what has changed since is only looked at the first time.
 */
export function prepareReferral(
  { db, clock }: Services,
  actor: PartnerActor,
  asked: Asked,
  opKey: string,
): Promise<Prepared> {
  const now = clock.now();
  const today = parisDay(now);
  return db.read(async (tx) => {
    const person = withCommune(asked.person);
    if (typeof person === 'string') return { kind: 'WRONG', field: 'commune', sentence: person };
    const bookletId = await findBooklet(tx, actor.partnerId, asked.booklet, today, opKey);
    if (typeof bookletId === 'object' && bookletId !== null)
      return { kind: 'WRONG', field: 'serial', sentence: bookletId.sentence };
    if (person.kind === 'NEW') {
      const alike = await findAlike(tx, actor.partnerId, person);
      const unseen = alike.some(({ id }) => !asked.notThese.includes(id));
      if (unseen && !(await alreadyDone(tx, opKey)))
        return { kind: 'ALIKE', people: await withWallets(tx, alike, { now, today }) };
    }
    return {
      kind: 'READY',
      home: bookletId === null ? null : await findHome(tx, actor.partnerId, person, asked.address),
      input: { person, bookletId, neighbourhood: asked.neighbourhood, sessionId: asked.sessionId },
    };
  });
}

function withCommune(person: AskedPerson): AskedPerson | string {
  if (person.kind === 'KNOWN') return person;
  const home = homeCommune(person.details.commune);
  if (home.kind === 'which') return REFERRAL_TEXTS.communeUnclear(home.names);
  return { ...person, details: { ...person.details, commune: home.name, inseeCode: home.inseeCode } };
}

/** The address said, in the commune of the person. */
async function findHome(
  tx: Tx,
  partnerId: string,
  person: AskedPerson,
  street: string | null,
): Promise<HomeAddress | null> {
  if (street === null) return null;
  const home = person.kind === 'NEW' ? person.details : await findPersonForPartner(tx, person.holderId, partnerId);
  return home === null ? null : { street, commune: home.commune, inseeCode: home.inseeCode };
}

async function findBooklet(
  tx: Tx,
  partnerId: string,
  asked: Asked['booklet'],
  today: string,
  opKey: string,
): Promise<string | null | { sentence: string }> {
  if (asked === null) return null;
  if ('id' in asked) return asked.id;
  const booklet = await findBookletBySerial(tx, partnerId, asked.serial, today);
  if (booklet === null) return { sentence: REFERRAL_TEXTS.bookletUnknown };
  if (booklet.ready || (await alreadyDone(tx, opKey))) return booklet.id;
  if (booklet.handedOverAt !== null) return { sentence: REFERRAL_TEXTS.bookletHandedOver(booklet.handedOverAt) };
  return { sentence: REFERRAL_TEXTS.bookletNotReady };
}

const LOOKED_AT = 20;

async function findAlike(tx: Tx, partnerId: string, { details }: Extract<AskedPerson, { kind: 'NEW' }>) {
  const found = await findPeopleLike(tx, partnerId, `${details.familyName} ${details.givenName}`, LOOKED_AT);
  return found.filter((known) => isProbableDuplicate(known, details.birthYear));
}

/** A form sent twice finds the person, and the booklet, that its first sending made: it is then replayed. */
async function alreadyDone(tx: Tx, opKey: string): Promise<boolean> {
  return (await findOp(tx, opKey)) !== null;
}
