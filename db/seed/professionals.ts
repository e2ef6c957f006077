import { DEMO_PASSWORD, DEMO_PERSONAS } from '#app/access/demo-personas.ts';
import { hashPassword } from '#app/access/password.ts';
import type { Role } from '#app/access/rules/roles.ts';
import type { Services } from '#app/platform/services.ts';
import { insertAccount } from '#db/queries/sign-in.ts';

/** Where a professional of the demonstration works. */
interface Post {
  displayName: string;
  role: Role;
  partnerId: string | null;
  orgId: string | null;
  since: Date;
}

export interface Hired {
  userId: string;
  membershipId: string;
  displayName: string;
}

export type Hire = (post: Post) => Promise<Hired>;

/**
 * Writes accounts directly, as the installation's very first account must be: ninety invitations
 * accepted would be ninety passwords to hash. One hash serves all, since the password is public.
 */
export async function openHiring(services: Services): Promise<Hire> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const taken = new Set<string>();
  return async ({ since, ...post }) => {
    const hired = { userId: services.newId(), membershipId: services.newId(), displayName: post.displayName };
    const email = emailOf(post.displayName, taken);
    await services.db.transaction((tx) => insertAccount(tx, { ...post, ...hired, email, passwordHash, now: since }));
    return hired;
  };
}

/** A persona keeps the address the sign-in page shows; the others get one of the domain reserved for examples. */
function emailOf(displayName: string, taken: Set<string>): string {
  const shown = DEMO_PERSONAS.find((persona) => persona.displayName === displayName);
  const email = shown?.email ?? `${asciiName(displayName)}@example.org`;
  if (taken.has(email)) throw new Error(`two professionals are called ${displayName}`);
  taken.add(email);
  return email;
}

/** "Inès Da Costa" → "ines.da.costa". */
export function asciiName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '.');
}
