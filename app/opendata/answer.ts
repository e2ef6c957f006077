import type { Services } from '#app/platform/services.ts';
import { DatabaseAway, isContention } from '#db/faults.ts';
import { countAttempt } from '#db/queries/rate-limits.ts';
import { clientSubject } from './rules/client-subject.ts';
import { Problem, problemType } from './rules/problem.ts';
import { LICENCE, PROBLEM_TEXTS } from './texts.fr.ts';

const WINDOW_SECONDS = 60;

export interface Asked {
  request: Request;
  context: { services: Services; clientAddress: string };
}

/**
 * Answers a request for open data: counts it against its address (RateLimit fields of the IETF draft
 * "RateLimit header fields for HTTP", Retry-After), and turns a Problem into RFC 9457 problem details.
 */
export async function answerOpenly(
  { request, context }: Asked,
  respond: (url: URL) => Promise<Response>,
): Promise<Response> {
  const { services, clientAddress } = context;
  const headers = new Headers();
  try {
    await countRequest(services, clientAddress, headers);
    const response = await respond(new URL(request.url));
    for (const [name, value] of headers) response.headers.set(name, value);
    response.headers.append('Link', `<${LICENCE.url}>; rel="license"`);
    return response;
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    return problemResponse(problem, headers);
  }
}

/** Refuses what is not a read: the `action` of every route of open data. */
export function refuseWrites(): Response {
  return problemResponse(new Problem('METHODE'), new Headers({ Allow: 'GET, HEAD' }));
}

async function countRequest({ db, clock, env }: Services, address: string, headers: Headers): Promise<void> {
  const subject = `open:${clientSubject(address)}`;
  const { attempts, remaining } = await db.transaction((tx) => countAttempt(tx, subject, WINDOW_SECONDS, clock.now()));
  const seconds = Math.max(1, remaining);
  headers.set('RateLimit-Policy', `"adresse";q=${env.API_RATE};w=${WINDOW_SECONDS}`);
  headers.set('RateLimit', `"adresse";r=${Math.max(0, env.API_RATE - attempts)};t=${seconds}`);
  if (attempts > env.API_RATE) throw new Problem('TROP_DE_DEMANDES', { retryAfterSeconds: seconds });
}

function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  return error instanceof DatabaseAway || isContention(error) ? new Problem('INDISPONIBLE') : null;
}

function problemResponse(problem: Problem, headers: Headers): Response {
  const { status, title, detail } = PROBLEM_TEXTS[problem.kind];
  headers.set('Content-Type', 'application/problem+json; charset=utf-8');
  headers.set('Content-Language', 'fr');
  headers.set('Cache-Control', 'no-store');
  if (problem.retryAfterSeconds !== null) headers.set('Retry-After', String(problem.retryAfterSeconds));
  const wrong = problem.wrong.length === 0 ? {} : { erreurs: problem.wrong };
  const body = { type: problemType(problem.kind), title, status, detail, ...wrong };
  return new Response(JSON.stringify(body), { status, headers });
}
