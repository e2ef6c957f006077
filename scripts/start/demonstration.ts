import { DEMO_PERSONAS } from '#app/access/demo-personas.ts';
import { demoSheet } from '#app/passes/demo-sheet.ts';
import type { Services } from '#app/platform/services.ts';
import { migrate } from '#db/migrate.ts';
import { readFact } from '#db/queries/system-facts.ts';
import { wipe } from '#db/wipe.ts';

/** Fills an installation of demonstration once, and returns the lines that say how to sign in. */
export async function prepareDemonstration(
  services: Services,
  ownerUrl: string,
  say: (sentence: string) => void,
): Promise<string[]> {
  if (!services.env.DEMO) return [];
  if ((await services.db.read((tx) => readFact(tx, 'demo-seed'))) === null) await seed(services, ownerUrl, say);
  const width = Math.max(...DEMO_PERSONAS.map(({ label }) => label.length));
  return [
    '',
    'Démonstration : pour se connecter',
    ...DEMO_PERSONAS.map(({ label, email, password }) => `  ${label.padEnd(width)}  ${email}  ${password}`),
    ...(await codesToTry(services)),
    '',
  ];
}

/** What somebody who has no account may type. */
async function codesToTry(services: Services): Promise<string[]> {
  const sheet = await demoSheet(services);
  if (sheet === null) return [];
  const { holder, dayWord, voucherCode } = sheet;
  return [
    'Sans compte',
    `  Le pass de ${holder.givenName} : code ${holder.code}, année de naissance ${holder.birthYear}, quatre chiffres du jour ${dayWord}`,
    `  Un bon à encaisser dans un lieu : ${voucherCode}`,
  ];
}

async function seed(services: Services, ownerUrl: string, say: (sentence: string) => void): Promise<void> {
  // Loaded the first time only: what the demonstration is made of is large.
  const { demonstrationState, seedDemonstration } = await import('#db/seed/demonstration.ts');
  const state = await demonstrationState(services);
  switch (state.kind) {
    case 'DONE':
      return;
    case 'FOREIGN':
      throw new Error(
        'Cette base contient déjà un programme, qui n’est pas la démonstration. Pour l’utiliser : DEMO=0 npm start',
      );
    case 'HALF':
      if (alive(state.pid)) {
        throw new Error(
          'La démonstration est déjà en préparation, dans une autre fenêtre. Sinon, videz la base : npm run reset-db',
        );
      }
      say('La préparation de la démonstration avait été interrompue : elle recommence.');
      await wipe(ownerUrl);
      await migrate(ownerUrl);
      break;
    case 'EMPTY':
      break;
  }
  say('Préparation de la démonstration (vrais lieux, personnes fictives)…');
  await seedDemonstration(services);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false;
  }
}
