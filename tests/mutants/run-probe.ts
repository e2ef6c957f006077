import pg from 'pg';
import { readEnv } from '#app/platform/env.ts';
import { openServices } from '#app/platform/services.ts';
import { PLANTED_GROWING } from './growing.ts';
import type { Breakage } from './guards.ts';
import { PLANTED, type Planted } from './planted.ts';
import { PLANTED_MONEY } from './planted-money.ts';
import { PLANTED_PAGES } from './planted-pages.ts';
import { PLANTED_PEOPLE } from './planted-people.ts';
import { PLANTED_PROGRAMME } from './planted-programme.ts';
import { PROBES } from './probes.ts';
import { BACKUP_PROBES } from './probes-backup.ts';
import { MONEY_PROBES } from './probes-money.ts';
import { PEOPLE_PROBES } from './probes-people.ts';
import { PROGRAMME_PROBES } from './probes-programme.ts';
import { expectEqual, openStage, type Stage } from './stage.ts';

/** Builds a stage on an empty database, breaks a guard, and probes. What the probe reproaches, or null when it passes. */
export async function runProbe(url: string, probe: string, breaks: Breakage | null): Promise<string | null> {
  const services = openServices(readEnv({ LOG_LEVEL: 'silent' }), url, 'a-test-key-of-at-least-32-characters');
  const { stage, close } = await openStage(services, url);
  try {
    if (breaks !== null) await apply(url, breaks);
    await find(probe)(stage);
    return null;
  } catch (error) {
    if (error instanceof NotApplied) throw error;
    return error instanceof Error ? error.message : String(error);
  } finally {
    await close();
    await services.db.close();
  }
}

class NotApplied extends Error {}

function find(name: string): (stage: Stage) => Promise<void> {
  const probes: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
    ...PROBES,
    ...MONEY_PROBES,
    ...PROGRAMME_PROBES,
    ...PEOPLE_PROBES,
    ...BACKUP_PROBES,
  };
  const planted: Readonly<Record<string, Planted>> = {
    ...PLANTED,
    ...PLANTED_MONEY,
    ...PLANTED_PROGRAMME,
    ...PLANTED_PEOPLE,
    ...PLANTED_PAGES,
    ...PLANTED_GROWING,
  };
  const probe = probes[name];
  if (probe !== undefined) return probe;
  const one = planted[name];
  if (one === undefined) throw new NotApplied(`no probe ${name}`);
  return async (stage) => expectEqual(await stage.refusal(await one.plant(stage)), one.code, name);
}

async function apply(url: string, breaks: Breakage): Promise<void> {
  if (breaks.kind === 'SOURCE') return;
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    if (breaks.kind === 'SQL') return void (await owner.query(breaks.sql));
    const { rows } = await owner.query<{ text: string }>('select pg_get_functiondef($1::regproc) as text', [
      breaks.name,
    ]);
    const text = rows[0]?.text ?? '';
    const broken = text.replaceAll(breaks.remove, breaks.put ?? '');
    if (broken === text) throw new NotApplied(`${breaks.name} does not hold « ${breaks.remove} »`);
    await owner.query(broken);
  } catch (error) {
    throw new NotApplied(`${JSON.stringify(breaks)}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await owner.end();
  }
}
