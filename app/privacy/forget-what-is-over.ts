import { actorRef } from '#app/access/rules/actor.ts';
import type { Job } from '#app/platform/jobs.ts';
import type { Services } from '#app/platform/services.ts';
import { deleteOver, eraseIdentity, listIdlePeople } from '#db/queries/privacy.ts';
import { dropPageContacts } from '#db/queries/upkeep/retention.ts';

const BATCH = 100;
const BY = actorRef({ role: 'SYSTEM', name: 'retention' });

/** Erases and deletes what has been kept long enough, as the authority has set it. Safe to run again. */
export async function forgetWhatIsOver({ db, clock }: Services): Promise<Record<string, number>> {
  const now = clock.now();
  let identities = 0;
  for (;;) {
    const gone = await db.transaction(async (tx) => {
      const ids = await listIdlePeople(tx, now, BATCH);
      for (const id of ids) await eraseIdentity(tx, id, { actorRef: BY, cause: 'RETENTION', now });
      return ids.length;
    });
    identities += gone;
    if (gone < BATCH) break;
  }
  return {
    identities,
    messages: await db.transaction((tx) => deleteOver(tx, 'MESSAGE', now)),
    invitations: await db.transaction((tx) => deleteOver(tx, 'INVITATION', now)),
    sessions: await db.transaction((tx) => deleteOver(tx, 'SESSION', now)),
    pageContacts: await db.transaction((tx) => dropPageContacts(tx, now)),
  };
}

export const retention: Job = {
  name: 'forget-what-is-over',
  label: 'Effacer les données personnelles dont la durée est passée',
  cron: '10 3 * * *',
  atStart: false,
  run: forgetWhatIsOver,
};
