/**
 * A process of its own that books seats as fast as it can, for the tests to kill: it prints the key of
 * a request before sending it, and its answer after. Arguments: database URL, JSON list of
 * {holderId, sessionId, key}.
 */
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { readEnv } from '#app/platform/env.ts';
import { perform } from '#app/platform/intention.ts';
import { openServices } from '#app/platform/services.ts';

const [url = '', list = '[]', secret = ''] = process.argv.slice(2);
const services = openServices(readEnv({ LOG_LEVEL: 'silent' }), url, secret);
const wishes = JSON.parse(list) as { holderId: string; sessionId: string; key: string }[];

await Promise.all(
  wishes.map(async ({ holderId, sessionId, key }) => {
    const answer = await perform(services, bookForHolder, {
      actor: { role: 'HOLDER', holderId },
      opKey: key,
      input: { holderId, sessionId },
    });
    process.stdout.write(`${key} ${answer.ok ? answer.value.bookingId : answer.refusal}\n`);
  }),
);
await services.db.close();
