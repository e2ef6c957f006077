import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import { sha256 } from '#app/platform/secrets.ts';
import type { Services } from '#app/platform/services.ts';
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOf,
  extendSession,
  findSession,
  insertSession,
  listSessions,
  type SignedIn,
} from '#db/queries/sign-in.ts';

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    DatabaseUserAttributes: { signedIn: SignedIn | null };
    DatabaseSessionAttributes: Record<never, never>;
  }
}

/**
 * The sessions of professionals. Lucia makes and renews the tokens; our own adapter keeps only their
 * SHA-256, and reads who the session stands for in the same query.
 */
function createLucia(services: Services) {
  const secure = services.env.PUBLIC_URL?.startsWith('https:') === true;
  return new Lucia(adapter(services), {
    sessionExpiresIn: new TimeSpan(12, 'h'),
    sessionCookie: {
      name: secure ? '__Host-passerelle' : 'passerelle',
      // Ends with the browser: desks are shared.
      expires: false,
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getUserAttributes: (attributes) => ({ signedIn: attributes.signedIn }),
  });
}

const made = new WeakMap<Services, ReturnType<typeof createLucia>>();

function luciaOf(services: Services): ReturnType<typeof createLucia> {
  let lucia = made.get(services);
  if (lucia === undefined) {
    lucia = createLucia(services);
    made.set(services, lucia);
  }
  return lucia;
}

/** Opens a session and returns its Set-Cookie header. The session of `previous`, if any, ends: a token never survives a sign-in. */
export async function openSession(services: Services, userId: string, previous: Request): Promise<string> {
  const lucia = luciaOf(services);
  const old = lucia.readSessionCookie(previous.headers.get('Cookie') ?? '');
  if (old !== null) await lucia.invalidateSession(old);
  const session = await lucia.createSession(userId, {});
  return lucia.createSessionCookie(session.id).serialize();
}

/** Ends this session, or all those of its account, and returns the Set-Cookie header that clears the cookie. */
export async function closeSession(services: Services, request: Request, everywhere: boolean): Promise<string> {
  const lucia = luciaOf(services);
  const token = lucia.readSessionCookie(request.headers.get('Cookie') ?? '');
  if (token !== null) {
    const { session } = await lucia.validateSession(token);
    if (session !== null && everywhere) await lucia.invalidateUserSessions(session.userId);
    else await lucia.invalidateSession(token);
  }
  return lucia.createBlankSessionCookie().serialize();
}

/** Who the request's cookie stands for, or null. */
export async function readSession(services: Services, request: Request): Promise<SignedIn | null> {
  const lucia = luciaOf(services);
  const token = lucia.readSessionCookie(request.headers.get('Cookie') ?? '');
  if (token === null) return null;
  const { user } = await lucia.validateSession(token);
  return user?.signedIn ?? null;
}

function adapter({ db, clock }: Services): Adapter {
  return {
    async getSessionAndUser(token): Promise<[DatabaseSession | null, DatabaseUser | null]> {
      const found = await db.read((tx) => findSession(tx, sha256(token)));
      if (found === null) return [null, null];
      return [
        { id: token, userId: found.userId, expiresAt: found.expiresAt, attributes: {} },
        { id: found.userId, attributes: { signedIn: found.user } },
      ];
    },
    async getUserSessions(userId) {
      const found = await db.read((tx) => listSessions(tx, userId));
      return found.map((session) => ({ ...session, userId, attributes: {} }));
    },
    setSession: (session) =>
      db.transaction((tx) =>
        insertSession(tx, { tokenHash: sha256(session.id), userId: session.userId, expiresAt: session.expiresAt }),
      ),
    updateSessionExpiration: (token, expiresAt) => db.transaction((tx) => extendSession(tx, sha256(token), expiresAt)),
    deleteSession: (token) => db.transaction((tx) => deleteSession(tx, sha256(token))),
    deleteUserSessions: (userId) => db.transaction((tx) => deleteSessionsOf(tx, userId)),
    deleteExpiredSessions: () => db.transaction((tx) => deleteExpiredSessions(tx, clock.now())),
  };
}
