import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import { BoundedMap } from '#app/platform/kept/bounded-map.ts';
import { dataWatch, type SeenVersions } from '#app/platform/kept/data-watch.ts';
import type { Services } from '#app/platform/services.ts';
import { parseSessionSearch } from '#app/training/rules/search.ts';
import { acceptedCoding } from './send-response.ts';

interface KeptPages {
  /** The version of the data the page shows. */
  madeOf(versions: SeenVersions): string;
  /** What is asked of it, however the address is written: all that the page depends on. */
  asked(params: URLSearchParams): string;
}

/** The public lists. None of them holds a script, hence a nonce. */
const PAGES: ReadonlyMap<string, KeptPages> = new Map<string, KeptPages>([
  ['/', { madeOf: (v) => `${v.directory}.${v.sessions}`, asked: () => '' }],
  [
    '/ateliers',
    {
      madeOf: (v) => `${v.directory}.${v.sessions}`,
      asked: (params) => JSON.stringify(parseSessionSearch(params)),
    },
  ],
  ['/lieux', { madeOf: (v) => v.directory, asked: (params) => JSON.stringify(parseVenueSearch(params)) }],
]);
const LONGEST_QUERY = 500;
const MOST_BYTES = 32 * 1024 * 1024;
/** Addresses of which it is known what they ask. */
const MOST_ADDRESSES = 20_000;
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
  const questions = new BoundedMap<string>(MOST_ADDRESSES);
  const minuteOf = () => Math.floor(clock.now().getTime() / MINUTE_MS);

  /** Forms send their empty fields, letters their own marks: many addresses ask the same. */
  const questionOf = (page: KeptPages, address: string): string => {
    const known = questions.get(address) ?? page.asked(new URL(address, 'http://any').searchParams);
    questions.set(address, known, 1);
    return known;
  };

  const answer = (path: string, req: IncomingMessage, res: ServerResponse, versions: SeenVersions | null): Opened => {
    const page = PAGES.get(path);
    if (versions === null || page === undefined) return null;
    const key = keyOf(req, path, questionOf(page, req.url ?? ''));
    const version = page.madeOf(versions);
    const minute = minuteOf();
    const kept = pages.get(key);
    const young = kept !== undefined && (kept.unsettledUntil === null || performance.now() < kept.unsettledUntil);
    if (young && kept.version === version && kept.minute === minute) {
      send(kept, req, res);
      return 'sent';
    }
    // These were read before the page is made: data that move meanwhile make it of an old version.
    const { unsettledUntil } = versions;
    return (made) => pages.set(key, { ...made, version, minute, unsettledUntil }, made.body.length + BESIDE_BYTES);
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

/** What was asked, by the name it was asked of (pages name their own address), in a coding. */
function keyOf(req: IncomingMessage, path: string, question: string): string {
  return `${acceptedCoding(req) ?? ''} ${req.headers.host} ${path} ${question}`;
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
