/**
 * The server process of the storm, there to be killed: it carries out what it is asked over the pipe of its
 * parent, as the HTTP server would. Arguments: database URL, secret key, clock setting as JSON.
 */
import { actorRef, isProfessional } from '#app/access/rules/actor.ts';
import { readEnv } from '#app/platform/env.ts';
import { perform } from '#app/platform/intention.ts';
import { openServices, type Services } from '#app/platform/services.ts';
import { DatabaseAway, isContention } from '#db/faults.ts';
import { writeConfirmation } from '#db/queries/confirmations.ts';
import { actOf, JOBS } from './acts.ts';
import { type Answer, type Ask, type ClockSetting, clockOf } from './protocol.ts';

const [url = '', secret = '', setting = '{}'] = process.argv.slice(2);
const clock = clockOf(JSON.parse(setting) as ClockSetting);
const services = openServices(readEnv({ LOG_LEVEL: 'silent' }), url, secret, clock);

/**
 * An account is named by somebody who has just given their password again: the people of the storm have none to give.
 * The act follows at that very moment: five minutes of the storm's clock are over before a query has ended.
 */
async function giveThePassword({ actor, opKey }: Extract<Ask, { act: string }>): Promise<Services> {
  const now = services.clock.now();
  if (isProfessional(actor)) {
    const given = { id: services.newId(), opKey, userId: actor.userId, actor: actorRef(actor), right: true, now };
    await services.db.transaction((tx) => writeConfirmation(tx, given));
  }
  return { ...services, clock: { now: () => new Date(now) } };
}

async function answer(ask: Ask): Promise<Answer> {
  try {
    if ('job' in ask) return { id: ask.id, kind: 'OK', value: await JOBS[ask.job]?.(services) };
    const act = await actOf(services, ask.act, ask.input);
    if (act === undefined) return { id: ask.id, kind: 'FAULT', error: `no act ${ask.act}` };
    const outcome = await perform(ask.act === 'propose-account' ? await giveThePassword(ask) : services, act, ask);
    return outcome.ok
      ? { id: ask.id, kind: 'OK', value: outcome.value }
      : { id: ask.id, kind: 'REFUSED', refusal: outcome.refusal };
  } catch (error) {
    // A job that met others is tried again, as its queue does, and so is the reading of a report; `perform` has done it for acts.
    if (error instanceof DatabaseAway || isContention(error)) return { id: ask.id, kind: 'AWAY' };
    return {
      id: ask.id,
      kind: 'FAULT',
      error: error instanceof Error ? `${error.message}\n${String(error.cause)}` : String(error),
    };
  }
}

process.on('message', (ask: Ask) => void answer(ask).then((said) => process.send?.(said)));
process.once('disconnect', () => process.exit(0));
process.send?.({ id: 0, kind: 'AWAY' } satisfies Answer);
