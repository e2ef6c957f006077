import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { addDays, parisDay } from '#app/calendar/rules/paris-time.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { createLot } from '#app/passes/create-lot.ts';
import { DEMO_BOOKLET_SIZE, DEMO_NONCE } from '#app/passes/demo-sheet.ts';
import type { Services } from '#app/platform/services.ts';
import { noticeExpiry } from '#app/purchasing/notice-expiry.ts';
import { listFundings } from '#db/queries/funding.ts';
import { readBookletIds } from '../rows.ts';
import { actAt, DAY, later, wallTime } from '../stage.ts';
import { payForLot } from './purchases.ts';

/** People whose booklet ends in twelve days; the second can only be told by a letter. */
const PEOPLE = [
  { givenName: 'Suzanne', familyName: 'Ravel', birthYear: 1947, phone: '06 39 98 11 01' },
  { givenName: 'Marcel', familyName: 'Ostier', birthYear: 1941, phone: null },
  { givenName: 'Fatoumata', familyName: 'Diarra', birthYear: 1979, phone: '06 39 98 11 03' },
  { givenName: 'Jean-Luc', familyName: 'Perret', birthYear: 1963, phone: '06 39 98 11 04' },
] as const;

/**
 * A small lot that ends in twelve days, still in people's hands: the agent's list, the notices and the person's own page
 * have something to say of it. The notices are queued by the real job.
 */
export async function giveEndingBooklets(
  services: Services,
  authority: AuthorityActor,
  agent: PartnerActor | undefined,
): Promise<void> {
  if (agent === undefined) throw new Error('the first partner has nobody');
  const today = parisDay(services.clock.now());
  const day = addDays(today, -121);
  const bookletCount = PEOPLE.length;
  const { lotId, serials } = await actAt(services, wallTime(day, '10:00'), createLot, authority, {
    label: `Lot du ${day.split('-').reverse().join('/')}, fin de série`,
    prefix: '069',
    firstNumber: 901,
    bookletCount,
    bookletSize: DEMO_BOOKLET_SIZE,
    faceCents: 1000n,
    validFrom: day,
    validUntil: addDays(today, 12),
    nonce: DEMO_NONCE,
  });
  const lines = await services.db.read(listFundings);
  const of = (kind: string) => lines.find((line) => line.kind === kind)?.id ?? '';
  const fundings = { state: of('STATE'), own: of('OWN'), feder: of('FEDER') };
  const shares = { state: 6500, own: 3500, feder: 0 };
  await payForLot(services, authority, fundings, { lotId, day, bookletCount, shares });
  const given = wallTime(addDays(day, 5), '10:00');
  await actAt(services, given, allocateBooklets, authority, { lotId, partnerId: agent.partnerId, count: bookletCount });
  const bookletIds = await services.db.read(readBookletIds);
  for (const [i, { phone, ...who }] of PEOPLE.entries()) {
    const details = { ...who, commune: 'Villeurbanne', inseeCode: '69266', phone, email: null, publics: [] };
    await actAt(services, later(given, (20 + i) * DAY), referPerson, agent, {
      person: { kind: 'NEW', details, agreed: true },
      bookletId: bookletIds.get(serials[i] ?? ''),
      sessionId: null,
    });
  }
  await noticeExpiry(services);
}
