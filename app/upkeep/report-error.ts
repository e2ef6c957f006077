import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { findPage } from '#db/queries/upkeep/claims.ts';
import { listAuthorityAccounts, listHolders, queuePageMessage } from '#db/queries/upkeep/messages.ts';
import { closeReport, insertReport, listOpenReports } from '#db/queries/upkeep/reports.ts';
import { contactOf, handleForm, reportSchema } from './rules/report.ts';

/**
 * Anybody says that a page is wrong. It stands in the list of the authority and in that of the team that holds the
 * page; both are told by e-mail, each member once. Value: nothing.
 */
export const reportError = intention({
  name: 'report-page-error',
  input: reportSchema,
  may: 'page.claim',
  async run(tx, { venueId, subject, words, contact }, ctx) {
    const page = await findPage(tx, { id: venueId });
    if (page === null) return refuse('VENUE_NOT_FOUND');
    const id = ctx.newId();
    const left = contact === undefined ? null : contactOf(contact);
    await insertReport(tx, { id, venueId, subject, words, contact: left, now: ctx.now });
    const facts = {
      venue: page.name,
      commune: page.commune,
      subject,
      words,
      state: page.orgId === null ? null : 'HELD',
    };
    const tell = (kind: 'page-reported' | 'page-reported-authority', recipientId: string) =>
      queuePageMessage(tx, { id: ctx.newId(), kind, objectId: id, recipientId, channel: 'EMAIL', facts, now: ctx.now });
    for (const holder of page.orgId === null ? [] : await listHolders(tx, page.orgId))
      await tell('page-reported', holder);
    for (const account of await listAuthorityAccounts(tx)) await tell('page-reported-authority', account);
    return ok({});
  },
});

/**
 * The team of the venue, or the authority, says what became of a report; whoever left an address is answered.
 * Value: whether somebody will be.
 */
export const handleReport = intention({
  name: 'handle-page-report',
  input: handleForm,
  may: 'page.handle',
  async run(tx, { reportId, state, answer }, ctx) {
    const [report] = await listOpenReports(tx, { id: reportId }, 1);
    const theirs = ctx.actor.role === 'AUTHORITY' || (report !== undefined && report.orgId === ctx.actor.orgId);
    if (report === undefined || !theirs) return refuse('REPORT_NOT_FOUND');
    const end = { state, answer: answer ?? null, by: ctx.actorRef, now: ctx.now };
    if (!(await closeReport(tx, reportId, end))) return refuse('REPORT_NOT_FOUND');
    if (report.channel === null) return ok({ answered: false });
    const { venue, commune, slug, channel } = report;
    await queuePageMessage(tx, {
      id: ctx.newId(),
      kind: 'page-report-answered',
      objectId: reportId,
      recipientId: reportId,
      channel,
      facts: { venue, commune, slug, state, answer: answer ?? null, saidOn: parisDay(report.createdAt) },
      now: ctx.now,
    });
    return ok({ answered: true });
  },
});
