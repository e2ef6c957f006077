import type { Database, Tx } from '#db/client.ts';
import { hasReport } from '#db/queries/funder-reports.ts';
import { pageLinks, readSealHeads, SEALED, type Sealed, type SealHead } from '#db/queries/seals.ts';

/** What an exported register has after the last link that a database shares with it. */
export interface Lacking {
  links: number;
  /** How many of each kind of transaction, or of each intention of the audit. */
  kinds: Map<string, number>;
  /** Moments of the first and of the last, as the register writes them. */
  first: string;
  last: string;
}

export interface ChainCompared {
  known: SealHead;
  here: SealHead;
  /** The last link that both have; 0 when not even the first is the same. */
  shared: number;
  lacking: Lacking | null;
  /** Links of the database that the register does not have. */
  more: number;
  /** What the database has written and not yet sealed: it may be among what seems to be lacking. */
  unsealed: number;
}

export interface Compared {
  /** When the register was exported. */
  exportedAt: string;
  chains: Record<Sealed, ChainCompared>;
  /** Signed reports of the register that the database does not have. */
  reports: { title: string; version: number; hash: string }[];
}

interface Line {
  type: string;
  seq: number;
  hash: string;
  at: string;
  kind?: string;
  intention?: string;
  content?: string;
}

const CHAIN_OF: Readonly<Record<string, Sealed>> = { transaction: 'ledger', money: 'money', audit: 'audit' };
const PAGE = 5_000;

/** The text is not a register's. */
export class NotARegister extends Error {}

/**
 * Says what a database lacks of a register exported earlier from it, or from the one it was restored from: by their
 * links, which nobody can make twice. `lines` are those of the export (`docs/ledger-seal.md`), already verified by
 * `verify-ledger`. Throws NotARegister when they are something else.
 */
export async function compareRegister(lines: AsyncIterable<string>, db: Pick<Database, 'snapshot'>): Promise<Compared> {
  return db.snapshot(async (tx) => {
    const heads = await readSealHeads(tx);
    const chain = (name: Sealed): ChainCompared => {
      const nothing = { seq: 0, hash: '' };
      return { known: nothing, here: heads[name], shared: 0, lacking: null, more: 0, unsealed: heads.unsealed[name] };
    };
    const compared: Compared = {
      exportedAt: '',
      chains: { ledger: chain('ledger'), audit: chain('audit'), money: chain('money') },
      reports: [],
    };
    const hashes = Object.fromEntries(SEALED.map((name) => [name, linkReader(tx, name)])) as Record<Sealed, LinkReader>;
    for await (const text of lines) {
      const line = parse(text);
      if (line.type === 'header') readHeader(line as unknown as Header, compared);
      if (line.type === 'report') await noteReport(tx, line, compared);
      const name = CHAIN_OF[line.type];
      if (name !== undefined) noteLink(compared.chains[name], line, await hashes[name](line.seq));
    }
    if (compared.exportedAt === '') throw new NotARegister();
    for (const one of Object.values(compared.chains)) one.more = one.here.seq - one.shared;
    return compared;
  });
}

interface Header extends Record<Sealed, SealHead> {
  format: string;
  at: string;
}

function readHeader(header: Header, compared: Compared): void {
  if (header.format !== 'passerelle-ledger-1') throw new NotARegister();
  compared.exportedAt = header.at;
  for (const name of SEALED) compared.chains[name].known = header[name];
}

/** A link is shared when the database has the same, and everything before it was shared. */
function noteLink(chain: ChainCompared, line: Line, here: string | null): void {
  if (chain.lacking === null && line.hash === here) {
    chain.shared = line.seq;
    return;
  }
  chain.lacking ??= { links: 0, kinds: new Map(), first: line.at, last: line.at };
  const { lacking } = chain;
  const kind = line.kind ?? line.intention ?? '?';
  lacking.links += 1;
  lacking.kinds.set(kind, (lacking.kinds.get(kind) ?? 0) + 1);
  if (line.at < lacking.first) lacking.first = line.at;
  if (line.at > lacking.last) lacking.last = line.at;
}

async function noteReport(tx: Tx, line: Line, compared: Compared): Promise<void> {
  if (await hasReport(tx, line.hash)) return;
  const { title = '?', version = 0 } = JSON.parse(line.content ?? '{}') as { title?: string; version?: number };
  compared.reports.push({ title, version, hash: line.hash });
}

/** The hash of a link, null past the end; asked in order, read by pages. */
type LinkReader = (seq: number) => Promise<string | null>;

function linkReader(tx: Tx, chain: Sealed): LinkReader {
  let first = 1;
  let page: string[] = [];
  return async (seq) => {
    if (seq < first || seq >= first + page.length) {
      first = seq;
      page = await pageLinks(tx, chain, seq, PAGE);
    }
    return page[seq - first] ?? null;
  };
}

function parse(text: string): Line {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line === 'object' && line !== null && 'type' in line) return line as Line;
  } catch {
    // Said below.
  }
  throw new NotARegister();
}
