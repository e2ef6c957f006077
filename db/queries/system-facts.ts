import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { systemFact } from '#db/schema/platform.ts';

/** A fact about the database itself, or null. */
export async function readFact(tx: Tx, name: string): Promise<string | null> {
  const [found] = await tx.select({ value: systemFact.value }).from(systemFact).where(eq(systemFact.name, name));
  return found?.value ?? null;
}

export async function writeFact(tx: Tx, name: string, value: string, at: Date): Promise<void> {
  await tx
    .insert(systemFact)
    .values({ name, value, at })
    .onConflictDoUpdate({ target: systemFact.name, set: { value, at } });
}
