/** The database handle every store function takes. PGlite and PostgreSQL behind one type. */

import { type SQL, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core';
import { written } from './statement.ts';

export type Database = PgDatabase<PgQueryResultHKT>;
export type Tx = PgTransaction<PgQueryResultHKT>;
/** A database or a transaction of it: a store function joins whichever it is given. */
export type Db = Database | Tx;

export interface Store {
  readonly db: Database;
  readonly kind: 'postgres' | 'pglite';
  /** Calls back after each commit that left something due now, from whichever process. */
  listen(onDue: () => void): Promise<void>;
  close(): Promise<void>;
}

/** The channel of LISTEN/NOTIFY that says: something is due now. */
export const dueChannel = 'zabota_due';

const dueNow = written(sql`select pg_notify(${dueChannel}, '')`);
/** Part of the transaction: heard by every process once it commits. */
export async function notifyDue(db: Db): Promise<void> {
  await dueNow(db);
}

/** Rows of a hand-written statement; the two drivers wrap them differently. */
export async function rows<T>(db: Db, statement: SQL): Promise<T[]> {
  const result: unknown = await db.execute(statement);
  return Array.isArray(result) ? result : (result as { rows: T[] }).rows;
}

/** PostgreSQL's error code and constraint, without its message, which may hold a patient's data. */
export function faultOf(error: unknown): { code: string; constraint: string | null } | null {
  for (let at: unknown = error; at instanceof Object; at = (at as { cause?: unknown }).cause) {
    const { code, constraint, constraint_name } = at as Record<string, unknown>;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
      return { code, constraint: String(constraint_name ?? constraint ?? '') || null };
    }
  }
  return null;
}

/** The constraint against two visits, or two kept times, of one doctor at once. */
export const isDoubleBooking = (error: unknown): boolean => faultOf(error)?.code === '23P01';

/**
 * The database did not refuse one statement but is not there, shutting down or full, which hits all
 * alike. Classes of https://www.postgresql.org/docs/current/errcodes-appendix.html, the system's codes
 * (`ECONNREFUSED`), and what node-postgres only says in words.
 */
export function isOutage(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && /^(08|53|57|58)...$|^E[A-Z]{4,}$/.test(code)) return true;
    if (lostInWords.test(at.message)) return true;
  }
  return false;
}

const lostInWords =
  /^(Connection terminated|Client (has encountered|was closed)|Query read timeout|timeout e)/;
