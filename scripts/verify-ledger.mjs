#!/usr/bin/env node
/*
 * Checks an exported register of Passerelle, alone: no dependency, no network, nothing of the application.
 *
 *   node verify-ledger.mjs registre-passerelle-2026-11-25.jsonl
 *
 * The export is one JSON object a line (docs/ledger-seal.md). What is checked, in this order:
 *   1. the chain of transactions: numbered without a gap, each link hashes its transaction and the link before;
 *   2. each transaction: two entries or more, whose sum is zero, on known accounts; as many moves as it says;
 *   3. the moves: each pass is born in stock and follows the lawful edges;
 *   4. the balances: sums of the entries, never below zero but for the issuer, equal to those announced;
 *   5. the passes: bought = counted state by state = what the accounts say = minus the issuer's balance;
 *   6. the ledger in cents: its chain, entries whose sum is zero, balances of the right sign, equal to those announced;
 *   7. the chain of the audit;
 *   8. the published reports: their hash, the version they supersede, the heads of both registers they stand on, and
 *      the passes of each state counted again at that head.
 * Prints what it checked and ends with 0; on the first difference, names it and ends with 1.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const ZEROS = '0'.repeat(64);
const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

class Difference extends Error {}
/** Stops at the first thing that is not as it should be. */
function demand(condition, sentence) {
  if (!condition) throw new Difference(sentence);
}

const state = {
  header: null,
  totals: null,
  edges: new Set(),
  lots: [],
  accounts: new Map(),
  balances: new Map(),
  passes: new Map(),
  counts: new Map(),
  entryIds: new Set(),
  ledger: { seq: 0, hash: ZEROS },
  audit: { seq: 0, hash: ZEROS },
  money: { seq: 0, hash: ZEROS },
  moneyAccounts: new Map(),
  moneyBalances: new Map(),
  moneyEntryIds: new Set(),
  /** What a published report stands on: by seq, the passes of each state then. Filled for the seqs reports name. */
  heads: new Map(),
  /** The links of the register in cents, for the reports that stand on them: hash by seq. */
  moneyHeads: new Map([[0, ZEROS]]),
  reports: [],
};

/** The text a link of the chain hashes: the same as the database's function ledger_canonical. */
function ledgerText(t) {
  const lines = [
    'passerelle ledger 1',
    `previous ${t.previous}`,
    `transaction ${t.id} ${t.kind} ${t.at} ${t.actor} ${t.op} ${t.reason ?? '-'}`,
  ];
  for (const [id, account, quantity] of t.entries) {
    const { kind, owner } = state.accounts.get(account) ?? {};
    lines.push(`entry ${id} ${account} ${kind} ${owner} ${quantity}`);
  }
  for (const [id, pass, from, to] of t.moves) lines.push(`move ${id} ${pass} ${from ?? '-'} ${to}`);
  return `${lines.join('\n')}\n`;
}

function auditText(a) {
  return `passerelle audit 1\nprevious ${a.previous}\naudit ${a.id} ${a.at} ${a.actor} ${a.intention} ${a.op} ${a.facts}\n`;
}

/** A link follows the one before, and its hash is that of its text. */
function follow(chain, name, link, text) {
  demand(
    link.seq === chain.seq + 1,
    `${name} : le maillon ${link.seq} suit le maillon ${chain.seq} (un manque, ou deux fois le même)`,
  );
  demand(link.previous === chain.hash, `${name} : le maillon ${link.seq} ne tient pas au précédent`);
  demand(sha256(text) === link.hash, `${name} : le maillon ${link.seq} (${link.id}) n’est pas ce qui a été scellé`);
  chain.seq = link.seq;
  chain.hash = link.hash;
}

const add = (map, key, n) => map.set(key, (map.get(key) ?? 0) + n);

function readTransaction(t) {
  for (const [, account] of t.entries)
    demand(state.accounts.has(account), `écriture ${t.id} : compte ${account} inconnu`);
  follow(state.ledger, 'registre', t, ledgerText(t));
  const sum = t.entries.reduce((total, [, , quantity]) => total + quantity, 0);
  demand(t.entries.length >= 2 && sum === 0, `écriture ${t.id} : ${t.entries.length} lignes dont la somme est ${sum}`);
  const said = t.entries.reduce((total, [, , quantity]) => total + Math.max(0, quantity), 0);
  demand(said === t.moves.length, `écriture ${t.id} : dit ${said} pass, en a bougé ${t.moves.length}`);
  for (const [id, account, quantity] of t.entries) {
    demand(!state.entryIds.has(id), `ligne ${id} inscrite deux fois`);
    state.entryIds.add(id);
    add(state.balances, account, quantity);
  }
  for (const [, pass, from, to] of t.moves) {
    const where = state.passes.get(pass) ?? null;
    demand(
      where === from,
      `pass ${pass} : parti de ${from ?? 'rien'} alors qu’il était en ${where ?? 'rien'} (écriture ${t.id})`,
    );
    demand(
      from === null ? to === 'STOCK' : state.edges.has(`${from} ${to}`),
      `pass ${pass} : ${from ?? 'rien'} → ${to} n’est pas permis`,
    );
    state.passes.set(pass, to);
    if (from !== null) add(state.counts, from, -1);
    add(state.counts, to, 1);
  }
  // Kept at each link: a report may stand on any of them. Nine small numbers a link.
  state.heads.set(t.seq, { hash: t.hash, counts: Object.fromEntries(state.counts) });
}

/** The same as the database's function money_canonical. */
function moneyText(t) {
  const lines = [
    'passerelle money 1',
    `previous ${t.previous}`,
    `transaction ${t.id} ${t.kind} ${t.at} ${t.actor} ${t.op} ${t.reason ?? '-'}`,
  ];
  for (const [id, account, cents] of t.entries) {
    const { kind, owner } = state.moneyAccounts.get(account) ?? {};
    lines.push(`entry ${id} ${account} ${kind} ${owner} ${cents}`);
  }
  return `${lines.join('\n')}\n`;
}

function readMoney(t) {
  for (const [, account] of t.entries)
    demand(state.moneyAccounts.has(account), `écriture en euros ${t.id} : compte ${account} inconnu`);
  follow(state.money, 'registre en euros', t, moneyText(t));
  const sum = t.entries.reduce((total, [, , cents]) => total + cents, 0);
  demand(
    t.entries.length >= 2 && sum === 0,
    `écriture en euros ${t.id} : ${t.entries.length} lignes dont la somme est ${sum}`,
  );
  for (const [id, account, cents] of t.entries) {
    demand(Number.isSafeInteger(cents), `ligne en euros ${id} : ${cents} n’est pas un nombre de centimes`);
    demand(!state.moneyEntryIds.has(id), `ligne en euros ${id} inscrite deux fois`);
    state.moneyEntryIds.add(id);
    add(state.moneyBalances, account, cents);
  }
  state.moneyHeads.set(t.seq, t.hash);
}

/** What the authority's expense and what is to be given back are worth: never below zero; what it owes and paid: never above. */
const DEBIT = new Set(['COST', 'REFUND_DUE']);

function checkMoney() {
  const { header, totals, money } = state;
  demand(
    money.seq === header.money.seq && money.hash === header.money.hash && totals.moneyTransactions === money.seq,
    `le registre en euros s’arrête au maillon ${money.seq}, l’en-tête dit ${header.money.seq}, les totaux ${totals.moneyTransactions}`,
  );
  for (const [id, { kind }] of state.moneyAccounts) {
    const balance = state.moneyBalances.get(id) ?? 0;
    const said = totals.moneyBalances[id] ?? 0;
    demand(
      DEBIT.has(kind) ? balance >= 0 : balance <= 0,
      `compte en euros ${id} (${kind}) : solde ${balance} centimes`,
    );
    demand(balance === said, `compte en euros ${id} : solde ${balance} centimes, annoncé ${said}`);
  }
}

const READ = {
  header: (line) => {
    demand(line.format === 'passerelle-ledger-1', `format inconnu : ${line.format}`);
    state.header = line;
  },
  edge: ({ from, to }) => state.edges.add(`${from} ${to}`),
  lot: (lot) => state.lots.push(lot),
  account: ({ id, kind, owner }) => state.accounts.set(id, { kind, owner }),
  transaction: readTransaction,
  'money-account': ({ id, kind, owner }) => state.moneyAccounts.set(id, { kind, owner }),
  money: readMoney,
  audit: (line) => follow(state.audit, 'journal', line, auditText(line)),
  report: (line) => state.reports.push(line),
  totals: (line) => {
    state.totals = line;
  },
};

/** The account of the ledger where a pass of this state stands. */
const kindOf = (passState) => (passState === 'ALLOCATED' ? 'PARTNER' : passState);

function checkBalances() {
  const { header, totals, ledger, audit } = state;
  demand(header !== null, 'le fichier n’a pas d’en-tête');
  demand(totals !== null, 'le fichier est coupé : il n’a pas ses totaux');
  demand(
    ledger.seq === header.ledger.seq && ledger.hash === header.ledger.hash,
    `le registre s’arrête au maillon ${ledger.seq}, l’en-tête dit ${header.ledger.seq}`,
  );
  demand(
    audit.seq === header.audit.seq && audit.hash === header.audit.hash,
    `le journal s’arrête au maillon ${audit.seq}, l’en-tête dit ${header.audit.seq}`,
  );
  demand(
    totals.transactions === ledger.seq && totals.audits === audit.seq,
    'les totaux ne disent pas le même nombre de maillons',
  );
  const kinds = new Map();
  for (const [id, { kind }] of state.accounts) {
    const balance = state.balances.get(id) ?? 0;
    demand(kind === 'ISSUE' || balance >= 0, `compte ${id} (${kind}) : solde ${balance}`);
    demand(
      balance === (totals.balances[id] ?? 0),
      `compte ${id} : solde ${balance}, annoncé ${totals.balances[id] ?? 0}`,
    );
    add(kinds, kind, balance);
  }
  for (const [passState, n] of state.counts)
    demand(
      n === (kinds.get(kindOf(passState)) ?? 0),
      `${passState} : ${n} pass comptés, ${kinds.get(kindOf(passState)) ?? 0} dans les comptes`,
    );
  const bought = state.lots.reduce((sum, { booklets, size }) => sum + booklets * size, 0);
  demand(bought === state.passes.size, `${bought} pass achetés, ${state.passes.size} comptés`);
  demand(bought === -(kinds.get('ISSUE') ?? 0), `${bought} pass achetés, ${-(kinds.get('ISSUE') ?? 0)} émis`);
  return bought;
}

function checkReports() {
  const published = new Set();
  for (const { id, hash, content } of state.reports) {
    demand(sha256(content) === hash, `rapport ${id} : sa signature n’est pas celle de son contenu`);
    const report = JSON.parse(content);
    const name = `rapport « ${report.title} » version ${report.version}`;
    const head = state.heads.get(report.ledgerHead.seq);
    demand(
      head?.hash === report.ledgerHead.hash,
      `${name} : s’appuie sur un maillon ${report.ledgerHead.seq} qui n’est pas dans le registre`,
    );
    // The first format did not name it.
    demand(
      report.format === 'passerelle-report-1' || state.moneyHeads.get(report.moneyHead?.seq) === report.moneyHead?.hash,
      `${name} : s’appuie sur un maillon en euros ${report.moneyHead?.seq} qui n’est pas dans le registre`,
    );
    demand(
      report.version === 1 ? report.supersedes === null : published.has(report.supersedes?.hash),
      `${name} : la version qu’il remplace manque`,
    );
    const said = report.reconciliation;
    const counted = Object.fromEntries(Object.entries(head.counts).map(([passState, n]) => [kindOf(passState), n]));
    for (const kind of new Set([...Object.keys(said.states), ...Object.keys(counted)]))
      demand(
        (said.states[kind] ?? 0) === (counted[kind] ?? 0),
        `${name} : ${kind} vaut ${said.states[kind] ?? 0}, le registre en compte ${counted[kind] ?? 0} à ce maillon`,
      );
    const all = Object.values(counted).reduce((sum, n) => sum + n, 0);
    demand(
      said.bought === all && said.issued === all,
      `${name} : ${said.bought} pass achetés, le registre en compte ${all} à ce maillon`,
    );
    published.add(hash);
  }
}

async function main([file]) {
  if (file === undefined) {
    process.stderr.write('Usage : node verify-ledger.mjs EXPORT.jsonl\n');
    return 2;
  }
  let number = 0;
  try {
    for await (const text of createInterface({
      input: createReadStream(file, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      number += 1;
      const line = parse(text);
      demand(line !== null && Object.hasOwn(READ, line.type), 'cette ligne n’est pas d’un registre');
      READ[line.type](line);
    }
    const bought = checkBalances();
    checkMoney();
    checkReports();
    process.stdout.write(
      `Vérifié : ${state.ledger.seq} écritures et ${state.audit.seq} actes enchaînés, ${state.entryIds.size} lignes qui s’annulent,
${state.money.seq} écritures en euros, ${state.moneyEntryIds.size} lignes qui s’annulent,
${state.accounts.size} comptes, ${bought} pass achetés et comptés, ${state.reports.length} rapports signés.
Tête du registre : ${state.ledger.seq} ${state.ledger.hash}
`,
    );
    return 0;
  } catch (error) {
    if (error instanceof Difference) process.stdout.write(`DIFFÉRENCE, ligne ${number} : ${error.message}.\n`);
    else if (error instanceof TypeError)
      process.stdout.write(`DIFFÉRENCE, ligne ${number} : il y manque quelque chose (${error.message}).\n`);
    else process.stdout.write(`Le fichier ne peut pas être lu : ${error.message}\n`);
    return 1;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

process.exitCode = await main(process.argv.slice(2));
