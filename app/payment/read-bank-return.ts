import { XMLParser } from 'fast-xml-parser';
import type { BankEntry } from './rules/bank-return.ts';

export const MOST_RETURN_BYTES = 1024 * 1024;
const MOST_ENTRIES = 2000;

export type BankReturnReading =
  | { readonly kind: 'READ'; readonly messageId: string; readonly entries: BankEntry[] }
  | { readonly kind: 'UNREADABLE'; readonly why: 'TOO_LARGE' | 'NOT_XML' | 'NOT_CAMT' | 'TOO_MANY' };

type Node = { readonly [name: string]: unknown };

const LISTS = new Set(['Ntfctn', 'Ntry', 'NtryDtls', 'TxDtls']);
// Entities are never expanded, and a document type is refused before parsing: nothing can make it grow.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => LISTS.has(name),
});

/** Reads the bank's notification of debits and credits (ISO 20022 camt.054, any version): one entry a transfer. */
export function readBankReturn(bytes: Uint8Array): BankReturnReading {
  if (bytes.length > MOST_RETURN_BYTES) return { kind: 'UNREADABLE', why: 'TOO_LARGE' };
  const text = new TextDecoder('utf-8').decode(bytes);
  if (/<!(DOCTYPE|ENTITY)/i.test(text) || !text.trimStart().startsWith('<'))
    return { kind: 'UNREADABLE', why: 'NOT_XML' };
  let root: Node;
  try {
    root = parser.parse(text, true) as Node;
  } catch {
    return { kind: 'UNREADABLE', why: 'NOT_XML' };
  }
  const message = child(child(root, 'Document'), 'BkToCstmrDbtCdtNtfctn');
  const messageId = words(child(message, 'GrpHdr'), 'MsgId');
  if (message === null || messageId === null) return { kind: 'UNREADABLE', why: 'NOT_CAMT' };
  const entries = list(message, 'Ntfctn')
    .flatMap((notification) => list(notification, 'Ntry'))
    .flatMap(entriesOf);
  if (entries.length > MOST_ENTRIES) return { kind: 'UNREADABLE', why: 'TOO_MANY' };
  return entries.some((entry) => entry === null)
    ? { kind: 'UNREADABLE', why: 'NOT_CAMT' }
    : { kind: 'READ', messageId: messageId.slice(0, 35), entries: entries.filter((entry) => entry !== null) };
}

/** The transfers of one entry; the entry itself when the bank does not detail it. Null: a sum that is no sum. */
function entriesOf(entry: Node): (BankEntry | null)[] {
  const details = list(entry, 'NtryDtls').flatMap((detail) => list(detail, 'TxDtls'));
  return details.length === 0 ? [toEntry(entry, entry)] : details.map((detail) => toEntry(entry, detail));
}

function toEntry(entry: Node, detail: Node): BankEntry | null {
  const status = words(child(entry, 'Sts'), 'Cd') ?? words(entry, 'Sts') ?? 'BOOK';
  const back = child(detail, 'RtrInf');
  const amount =
    cents(detail.Amt) ??
    cents(child(child(detail, 'AmtDtls'), 'TxAmt')?.Amt) ??
    (detail === entry ? null : cents(entry.Amt));
  if (amount === null) return null;
  const credit = (words(detail, 'CdtDbtInd') ?? words(entry, 'CdtDbtInd')) === 'CRDT';
  const sentBack = back !== null || credit || words(entry, 'RvslInd') === 'true';
  const day = words(child(entry, 'BookgDt'), 'Dt') ?? words(child(entry, 'BookgDt'), 'DtTm')?.slice(0, 10) ?? null;
  const reason = words(child(back, 'Rsn'), 'Cd') ?? words(child(back, 'Rsn'), 'Prtry') ?? words(back, 'AddtlInf');
  return {
    endToEndId: words(child(detail, 'Refs'), 'EndToEndId')?.slice(0, 35) ?? null,
    cents: amount,
    bookedOn: day !== null && /^\d{4}-\d\d-\d\d$/.test(day) ? day : null,
    what: status === 'RJCT' ? 'REFUSED' : status === 'PDNG' ? 'PENDING' : sentBack ? 'SENT_BACK' : 'MADE',
    reason: reason?.slice(0, 140) ?? null,
  };
}

/** Cents of an amount in euros, without ever passing through a binary fraction; null when it is none. */
function cents(amount: unknown): bigint | null {
  const text = isNode(amount) ? amount['#text'] : amount;
  if (isNode(amount) && amount['@Ccy'] !== undefined && amount['@Ccy'] !== 'EUR') return null;
  const found = typeof text === 'string' ? /^(\d{1,12})(?:\.(\d{1,5}))?$/.exec(text.trim()) : null;
  if (found === null || !/^\d{0,2}0*$/.test(found[2] ?? '')) return null;
  return BigInt(found[1] ?? '0') * 100n + BigInt((found[2] ?? '').slice(0, 2).padEnd(2, '0'));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function child(node: Node | null, name: string): Node | null {
  const found = node === null ? undefined : node[name];
  return isNode(found) ? found : null;
}

function list(node: Node, name: string): Node[] {
  const found = node[name];
  return Array.isArray(found) ? found.filter(isNode) : [];
}

function words(node: Node | null, name: string): string | null {
  const found = node === null ? undefined : node[name];
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null;
}
