import { DEMO_PERSONAS } from '#app/access/demo-personas.ts';
import type { Services } from '#app/platform/services.ts';
import { readFact, writeFact } from '#db/queries/system-facts.ts';

const SEEDED = 'demo-seed';

/** Fills an installation of demonstration once, and returns the lines that say how to sign in. */
export async function prepareDemonstration(services: Services, say: (sentence: string) => void): Promise<string[]> {
  if (!services.env.DEMO) return [];
  if ((await services.db.read((tx) => readFact(tx, SEEDED))) === null) {
    say('Préparation de la démonstration (vrais lieux, personnes fictives)…');
    // Loaded the first time only: the sources of the venues are large.
    const { seedDemonstration } = await import('#db/seed/demonstration.ts');
    await seedDemonstration(services);
    await services.db.transaction((tx) => writeFact(tx, SEEDED, '1', services.clock.now()));
  }
  const width = Math.max(...DEMO_PERSONAS.map(({ label }) => label.length));
  return [
    '',
    'Démonstration : pour se connecter',
    ...DEMO_PERSONAS.map(({ label, email, password }) => `  ${label.padEnd(width)}  ${email}  ${password}`),
    '',
  ];
}
