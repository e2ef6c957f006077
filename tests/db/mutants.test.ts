import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { expect, inject, it } from 'vitest';
import { MUTANTS, REPRESENTATIVE } from '#tests/mutants/mutants.ts';
import { runMutants } from '#tests/mutants/run-mutants.ts';

it('each kind of guard is missed when it is taken away (`npm run mutants` for all of them)', async () => {
  const chosen = REPRESENTATIVE.map((name) => MUTANTS.find((mutant) => mutant.name === name));
  expect(chosen).not.toContain(undefined);
  const results = await runMutants(
    inject('clusterUrl'),
    chosen.filter((mutant) => mutant !== undefined),
    () => undefined,
  );
  expect(results.filter(({ verdict }) => verdict !== 'KILLED')).toEqual([]);
  expect(results).toHaveLength(REPRESENTATIVE.length);
});

/** Triggers that keep things up to date, and refuse nothing. */
const KEEPING = ['accounts_opened', 'money_accounts_opened', 'data_moved', 'touch_venue', 'remember_removed_venues'];
/** What a source says of a venue is marked to be read again: nothing is refused either. */
const STALE = ['venue_record_stale', 'venue_conflict_kept_stale'];

const emptyDatabase = () => {
  const url = new URL(inject('clusterUrl'));
  url.pathname = '/template_empty';
  return postgres(url.href, { max: 1 });
};

it('every mutant still finds the words it takes away, in the source or in a function of the database', async () => {
  const sql = emptyDatabase();
  const functions = await sql<{ name: string; text: string }[]>`
    select proname as name, pg_get_functiondef(oid) as text from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f'`.finally(
    () => sql.end(),
  );
  const texts = new Map(functions.map(({ name, text }) => [name, text]));
  const lost = MUTANTS.filter(({ breaks }) => {
    if (breaks.kind === 'FUNCTION') return texts.get(breaks.name)?.includes(breaks.remove) !== true;
    return breaks.kind === 'SOURCE' && !readFileSync(breaks.file, 'utf8').includes(breaks.remove);
  });
  expect(lost.map(({ name }) => name)).toEqual([]);
});

it('every trigger, partial unique index and exclusion of the database is taken away by some mutant', async () => {
  const sql = emptyDatabase();
  const found = await sql<{ name: string }[]>`
    select 'trigger ' || t.tgname as name from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      join pg_namespace n on n.oid = p.pronamespace
    where not t.tgisinternal and n.nspname = 'public' and not p.proname = any (${[...KEEPING, ...STALE]})
    union all select 'unique index ' || indexname from pg_indexes
    where schemaname in ('public', 'pii') and indexdef like 'CREATE UNIQUE INDEX %WHERE%'
    union all select 'constraint ' || conname from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where contype = 'x' and n.nspname = 'public'`.finally(() => sql.end());
  expect(found.length).toBeGreaterThan(150);
  const taken = new Set(MUTANTS.map(({ name }) => name));
  expect(found.map(({ name }) => name).filter((name) => !taken.has(name))).toEqual([]);
});
