import { lookup as resolve } from 'node:dns';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What an address of the outside answered. `reason` is a French sentence. */
export type Fetched =
  | { kind: 'SAME' }
  | { kind: 'BODY'; bytes: Uint8Array; etag: string | null; lastModified: string | null }
  | { kind: 'FAILED'; reason: string };

export interface FetchOptions {
  /** What the last answer bore: the server may say that nothing has changed. */
  etag?: string | null;
  lastModified?: string | null;
  /** Also http and the addresses of the house: for tests and for a hub on the same network. */
  allowPrivate?: boolean;
  maxBytes?: number;
  patienceMs?: number;
}

const MOST_BYTES = 60_000_000;
const PATIENCE_MS = 30_000;
const MOST_REDIRECTS = 3;

/** Addresses that are nobody's on the Internet (IANA special-purpose registries): the house's own machines answer there. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 32],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address may be spoken to from the server at a stranger's word. */
export function isPublicAddress(ip: string): boolean {
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(ip);
  if (mapped !== null) {
    const [, dotted, high = '0', low = '0'] = mapped;
    const bytes = [Number.parseInt(high, 16), Number.parseInt(low, 16)].flatMap((word) => [word >> 8, word & 255]);
    return isPublicAddress(dotted ?? bytes.join('.'));
  }
  const version = isIP(ip);
  return version !== 0 && !PRIVATE.check(ip, version === 4 ? 'ipv4' : 'ipv6');
}

class Refused extends Error {}

/**
 * Reads a file from the Internet: https only, to public addresses only (checked on the very address that
 * is spoken to, at each redirection), within a size and a time. Never throws.
 */
export async function fetchPublic(address: string, options: FetchOptions = {}): Promise<Fetched> {
  const signal = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS);
  try {
    let url = new URL(address);
    for (let left = MOST_REDIRECTS; left >= 0; left -= 1) {
      const response = await ask(url, options, signal);
      const status = response.statusCode ?? 0;
      const onward = response.headers.location;
      if (status >= 300 && status < 400 && status !== 304 && onward !== undefined) {
        response.destroy();
        url = new URL(onward, url);
        continue;
      }
      return await answerOf(response, status, options.maxBytes ?? MOST_BYTES);
    }
    return { kind: 'FAILED', reason: 'L’adresse renvoie trop de fois vers une autre.' };
  } catch (error) {
    return { kind: 'FAILED', reason: sayFault(error, signal.aborted) };
  }
}

function ask(url: URL, { etag, lastModified, allowPrivate = false }: FetchOptions, signal: AbortSignal) {
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:'))
    throw new Refused('L’adresse doit commencer par https://.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw new Refused(PRIVATE_SENTENCE);
  const headers: Record<string, string> = {
    Accept: 'application/json, text/csv, */*;q=0.5',
    'User-Agent': 'Passerelle',
  };
  if (etag != null) headers['If-None-Match'] = etag;
  if (lastModified != null) headers['If-Modified-Since'] = lastModified;
  return new Promise<IncomingMessage>((done, fail) => {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const request = send(
      url,
      { headers, signal, agent: false, ...(allowPrivate ? {} : { lookup: publicLookup }) },
      done,
    );
    request.on('error', fail);
    request.end();
  });
}

const PRIVATE_SENTENCE = 'Cette adresse mène à une machine privée : elle n’est pas lue.';

/** The name is resolved once, and the connection goes to what was checked: a name cannot change its mind between. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return callback(error ?? new Error('ENOTFOUND'), '', 4);
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new Refused(PRIVATE_SENTENCE), '', 4);
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

async function answerOf(response: IncomingMessage, status: number, maxBytes: number): Promise<Fetched> {
  if (status === 304) {
    response.destroy();
    return { kind: 'SAME' };
  }
  if (status !== 200) {
    response.destroy();
    return { kind: 'FAILED', reason: `Le serveur répond ${status}.` };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = chunk as Uint8Array;
    size += bytes.length;
    if (size > maxBytes) {
      response.destroy();
      return { kind: 'FAILED', reason: `Le fichier dépasse ${Math.round(maxBytes / 1_000_000)} Mo.` };
    }
    chunks.push(bytes);
  }
  const { etag, 'last-modified': lastModified } = response.headers;
  return { kind: 'BODY', bytes: Buffer.concat(chunks), etag: etag ?? null, lastModified: lastModified ?? null };
}

function sayFault(error: unknown, late: boolean): string {
  if (error instanceof Refused) return error.message;
  if (late) return 'Le serveur met trop de temps à répondre.';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_INVALID_URL') return 'Cette adresse n’est pas complète.';
  return `Le serveur ne répond pas${code === '' ? '' : ` (${code})`}.`;
}
