import { type SQL, sql } from 'drizzle-orm';
import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/** A moment, with its offset; read as a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

/** An id made by the application (UUIDv7), so that many instances never contend for a sequence. */
export const id = () => uuid('id').primaryKey();

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** A SQL list of constants for a CHECK: the words come from the domain's own lists. */
export function oneOf(column: { name: string }, words: readonly string[]): SQL {
  const list = words.map((word) => `'${word}'`).join(', ');
  return sql.raw(`"${column.name}" in (${list})`);
}

/** A CHECK that every word of a text[] column belongs to the domain's list. */
export function allOf(column: { name: string }, words: readonly string[]): SQL {
  const list = words.map((word) => `'${word}'`).join(', ');
  return sql.raw(`"${column.name}" <@ array[${list}]::text[]`);
}
