import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { BoundedMap } from '#app/platform/kept/bounded-map.ts';
import { dataWatch, type SeenVersions } from '#app/platform/kept/data-watch.ts';
import type { Services } from '#app/platform/services.ts';
import { acceptedCoding } from './send-response.ts';

/** The public lists, and which data each shows. None of them holds a script, hence a nonce. */
const PAGES: ReadonlyMap<string, (versions: SeenVersions) => string> = new Map([
  ['/', (v) => `${v.directory}.${v.sessions}`],
  ['/ateliers', (v) => `${v.directory}.${v.sessions}`],
  ['/lieux', (v) => v.directory],
]);
const LONGEST_QUERY = 500;
const MOST_BYTES = 32 * 1024 * 1024;
/** What a page weighs beside its body: key, headers, the map's own. */
const BESIDE_BYTES = 2_000;
const MINUTE_MS = 60_000;

/** A page as it was sent once: whole, compressed. */
export interface FinishedPage {
  headers: OutgoingHttpHeaders;
  etag: string;
  body: Buffer;
}

interface Kept extends FinishedPage {
  version: string;
  /** The minute it was made in: « ouvert maintenant » and dates are true that long. */
  minute: number;
  unsettledUntil: number | null;
}

export interface FinishedPages {
  /**
   * Answers when the very page was made a moment ago from the same data ('sent'). Otherwise says what to
   * do with the page once it is made; null when it must not be kept.
   */
  open(path: string, req: IncomingMessage, res: ServerResponse): Opened | Promise<Opened>;
  /** Somebody wrote something through this process. */
  doubt(): void;
}

export type Opened = 'sent' | ((page: FinishedPage) => void) | null;

/**
 * Anonymous pages of the public lists, kept until the data behind them moves, for the rest of the minute
 * at most. Nothing that was asked with a cookie is kept or answered from here; nothing with a nonce, a
 * cookie or a person in it gets here (`sendResponse` sees to that).
 */
export function openFinishedPages({ db, clock }: Pick<Services, 'db' | 'clock'>): FinishedPages {
  const watch = dataWatch(db);
  const pages = new BoundedMap<Kept>(MOST_BYTES);
  const minuteOf = () => Math.floor(clock.now().getTime() / MINUTE_MS);

  const answer = (path: string, req: IncomingMessage, res: ServerResponse, versions: SeenVersions | null): Opened => {
    const versionOf = PAGES.get(path);
    if (versions === null || versionOf === undefined) return null;
    const key = keyOf(req);
    const version = versionOf(versions);
    const minute = minuteOf();
    const kept = pages.get(key);
    const young = kept !== undefined && (kept.unsettledUntil === null || performance.now() < kept.unsettledUntil);
    if (young && kept.version === version && kept.minute === minute) {
      send(kept, req, res);
      return 'sent';
    }
    // These were read before the page is made: data that move meanwhile make it of an old version.
    const { unsettledUntil } = versions;
    return (page) => pages.set(key, { ...page, version, minute, unsettledUntil }, page.body.length + BESIDE_BYTES);
  };

  return {
    open(path, req, res) {
      if (!mayBeKept(path, req)) return null;
      const versions = watch.atHand();
      if (versions !== undefined) return answer(path, req, res, versions);
      return watch.versions().then((asked) => answer(path, req, res, asked));
    },
    doubt: () => watch.doubt(),
  };
}

function mayBeKept(path: string, req: IncomingMessage): boolean {
  return (
    PAGES.has(path) &&
    (req.method === 'GET' || req.method === 'HEAD') &&
    req.headers.cookie === undefined &&
    req.headers.authorization === undefined &&
    (req.url ?? '').length <= LONGEST_QUERY
  );
}

/** The address as asked, by the name it was asked of (pages name their own address), in a coding. */
function keyOf(req: IncomingMessage): string {
  return `${acceptedCoding(req) ?? ''} ${req.headers.host} ${req.url}`;
}

function send(page: Kept, req: IncomingMessage, res: ServerResponse): void {
  if (req.headers['if-none-match'] === page.etag) {
    const { 'content-type': _, 'content-length': __, 'content-encoding': ___, ...headers } = page.headers;
    res.writeHead(304, headers).end();
    return;
  }
  res.writeHead(200, page.headers);
  res.end(req.method === 'HEAD' ? undefined : page.body);
}
