import { z } from 'zod';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import type { Job } from '#app/platform/jobs.ts';
import type { Services } from '#app/platform/services.ts';
import { venueBelongsTo } from '#db/queries/organisations.ts';
import {
  answerRequests,
  findRequest,
  insertConfirmation,
  insertRequest,
  listPagesToConfirm,
  type PageToConfirm,
} from '#db/queries/upkeep/confirmations.ts';
import { queuePageMessage } from '#db/queries/upkeep/messages.ts';
import { letterCode, letterCodeHash, pageToken, pageTokenHash } from './page-token.ts';
import { CONFIRM_LINK_DAYS, channelOf, confirmFlaw, isDue } from './rules/confirm.ts';

const DAY_MS = 86_400_000;

/** « Tout est exact » : the team says that its page is right. Value: the venue. */
export const confirmPage = intention({
  name: 'confirm-page',
  input: z.object({ venueId: z.uuid() }),
  may: 'page.edit',
  async run(tx, { venueId }, ctx) {
    if (!(await venueBelongsTo(tx, venueId, ctx.actor.orgId))) return refuse('NOT_YOUR_PAGE');
    await answerRequests(tx, venueId, null, ctx.now);
    await insertConfirmation(tx, { id: ctx.newId(), venueId, at: ctx.now, actor: ctx.actorRef, requestId: null });
    return ok({ venueId });
  },
});

/** Whoever received the link of a request says so, without an account, once. Value: the venue. */
export const confirmByLink = intention({
  name: 'confirm-page-by-link',
  input: z.object({ token: z.string().max(200) }),
  may: 'page.answer',
  async run(tx, { token }, ctx) {
    const request = await findRequest(tx, pageTokenHash(token), { lock: true });
    const flaw = confirmFlaw(request, ctx.now);
    if (flaw !== null || request === null) return refuse(flaw ?? 'REQUEST_UNKNOWN');
    const { venueId } = request;
    await answerRequests(tx, venueId, request.id, ctx.now);
    await insertConfirmation(tx, {
      id: ctx.newId(),
      venueId,
      at: ctx.now,
      actor: `request:${request.id}`,
      requestId: request.id,
    });
    return ok({ venueId });
  },
});

/** Asks the teams whose page nobody confirmed for six months, by the channel they have, once each. How many. */
export async function askConfirmations(services: Services): Promise<{ asked: number }> {
  const today = parisDay(services.clock.now());
  const pages = await services.db.read(listPagesToConfirm);
  let asked = 0;
  for (const page of pages) {
    const since = page.askedOn !== null && page.askedOn > page.saidOn ? page.askedOn : page.saidOn;
    if (isDue(since, today) && (await ask(services, page, today))) asked += 1;
  }
  return { asked };
}

function ask({ db, clock, newId, secrets }: Services, page: PageToConfirm, today: string): Promise<boolean> {
  const now = clock.now();
  const id = newId();
  const reached = channelOf(page);
  return db.transaction(async (tx) => {
    const written = await insertRequest(tx, {
      ...reached,
      id,
      venueId: page.id,
      day: today,
      tokenHash: pageTokenHash(pageToken(secrets, 'confirm', id)),
      codeHash: reached.channel === 'LETTER' ? letterCodeHash(secrets, letterCode(secrets, id)) : null,
      now,
      expiresAt: new Date(now.getTime() + CONFIRM_LINK_DAYS * DAY_MS),
    });
    if (!written) return false;
    const { name: venue, commune, slug } = page;
    const message = { id: newId(), kind: 'page-to-confirm' as const, objectId: id, recipientId: id };
    await queuePageMessage(tx, { ...message, channel: reached.channel, facts: { venue, commune, slug }, now });
    return true;
  });
}

export const confirmations: Job = {
  name: 'ask-confirmations',
  label: 'Demander aux lieux, tous les six mois, si leur fiche est exacte',
  cron: '30 9 * * *',
  atStart: true,
  run: askConfirmations,
};
