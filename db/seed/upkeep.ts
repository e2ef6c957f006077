import { sql } from 'drizzle-orm';
import type { VenueActor } from '#app/access/rules/actor.ts';
import { addDays, mondayOf, parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Services } from '#app/platform/services.ts';
import { announceStop } from '#app/upkeep/announce-stop.ts';
import { askAuthority } from '#app/upkeep/claim-page.ts';
import { confirmPage } from '#app/upkeep/confirm-page.ts';
import { editPage } from '#app/upkeep/edit-page.ts';
import { handleReport, reportError } from '#app/upkeep/report-error.ts';
import type { Tx } from '#db/client.ts';
import { listOpenReports } from '#db/queries/upkeep/reports.ts';
import type { OrganisationAtWork } from './sessions.ts';
import { actAt, DAY, later } from './stage.ts';

const ANYBODY = { role: 'ANONYMOUS' } as const;
/** How long ago each organisation in turn confirmed its pages; the last never did. */
const CONFIRMED_DAYS_AGO = [40, 3, 95, 12];

/**
 * The pages as they live: confirmed some weeks ago, closed for the end of the year, an error signalled and one
 * answered, somebody who asks the authority for a page. Fictitious people, by the real acts.
 */
export async function seedUpkeep(services: Services, organisations: readonly OrganisationAtWork[]): Promise<void> {
  const now = services.clock.now();
  for (const [n, { staff, venues }] of organisations.slice(0, CONFIRMED_DAYS_AGO.length).entries()) {
    const at = later(now, -(CONFIRMED_DAYS_AGO[n] ?? 0) * DAY);
    for (const { id: venueId } of venues) await actAt(services, at, confirmPage, staff, { venueId });
  }
  await services.db.transaction(makeOneLongSilent);
  const first = organisations[0];
  const venueId = first?.venues[0]?.id;
  if (first === undefined || venueId === undefined) return;
  const year = parisDay(now).slice(0, 4);
  const closures = [{ from: `${year}-12-24`, to: addDays(`${year}-12-24`, 10), reason: 'fêtes de fin d’année' }];
  const yesterday = later(now, -DAY);
  await actAt(services, yesterday, editPage, first.staff, { venueId, edit: { step: 'CLOSURES', words: { closures } } });
  await seedTour(services, first.staff, venueId, yesterday);
  const old = {
    venueId,
    subject: 'CONTACT',
    words: 'Le téléphone sonne dans le vide le samedi.',
    contact: 'lise.perret@example.org',
  };
  await actAt(services, later(now, -9 * DAY), reportError, ANYBODY, old);
  const [answered] = await services.db.read((tx) => listOpenReports(tx, { venueId }, 1));
  await actAt(services, later(now, -8 * DAY), handleReport, first.staff, {
    reportId: answered?.id,
    state: 'UNCHANGED',
    answer: 'Nous sommes fermés le samedi. Rappelez en semaine, nous répondrons.',
  });
  const words = 'Le mardi, l’accueil ferme à 17 h et non à 18 h.';
  await actAt(services, yesterday, reportError, ANYBODY, {
    venueId,
    subject: 'HOURS',
    words,
    contact: 'aziz.benali@example.org',
  });
  const [free] = await services.db.read((tx) =>
    tx.execute<{ id: string }>(
      sql`select id from venue where org_id is null and in_territory and cardinality(emails) = 0 order by slug limit 1`,
    ),
  );
  if (free === undefined) return;
  await actAt(services, yesterday, askAuthority, ANYBODY, {
    venueId: free.id,
    displayName: 'Mireille Fontaine',
    email: 'mireille.fontaine@example.org',
    message: 'J’accueille le public ici le lundi et le jeudi. Vous pouvez me rappeler à la mairie.',
  });
}

/**
 * One organisation has held its page for over six months without a word, and publishes neither mailbox nor mobile: the
 * job that asks at the first start writes it a letter, which the authority finds ready to print.
 */
async function makeOneLongSilent(tx: Tx): Promise<void> {
  await tx.execute(sql`
    update venue_org set created_at = created_at - interval '9 months' where id = (
      select org_id from venue where org_id is not null and confirmed_at is null and cardinality(emails) = 0
        and coalesce(phone, '') !~ '^[+]33[67]' order by slug limit 1)`);
}

/** Places of a tour outside the walls, one a week. */
const TOUR = [
  { place: 'Place de la Mairie', postcode: '69700', commune: 'Givors', inseeCode: '69091', note: null },
  {
    place: 'Parking de la salle des fêtes',
    postcode: '69360',
    commune: 'Solaize',
    inseeCode: '69296',
    note: 'Sans rendez-vous. Apportez vos papiers.',
  },
  { place: 'Place du Marché', postcode: '69250', commune: 'Neuville-sur-Saône', inseeCode: '69143', note: null },
];

async function seedTour(services: Services, staff: VenueActor, venueId: string, at: Date): Promise<void> {
  const monday = addDays(mondayOf(parisDay(services.clock.now())), 7);
  for (const [week, where] of TOUR.entries()) {
    const stop = { ...where, street: null, day: addDays(monday, week * 7 + 1), starts: '14:00', ends: '17:00' };
    await actAt(services, at, announceStop, staff, { venueId, stop });
  }
}
