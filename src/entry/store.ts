/** Opens the database the configuration names, migrated and safe to promise on. */

import { join } from 'node:path';
import { isOutage, type Store } from '../store/db.ts';
import { migrateEmbedded, migrateUrl } from '../store/migrate.ts';
import { openPglite } from '../store/pglite.ts';
import { openPostgres, unsafeSettings } from '../store/postgres.ts';
import type { Config } from './config.ts';
import { lockFolder } from './data-dir.ts';

/** What to tell the person who started us; anything else is a bug. */
export class StartError extends Error {}

export async function openStore(config: Config): Promise<Store> {
  return config.DATABASE_URL ? openServer(config.DATABASE_URL) : openEmbedded(config.DATA_DIR);
}

async function openServer(url: string): Promise<Store> {
  await migrateUrl(url).catch((error: unknown) => {
    throw new StartError(`Cannot use DATABASE_URL: ${reasonOf(error)}.`);
  });
  const store = openPostgres(url);
  const unsafe = await unsafeSettings(store.db);
  if (unsafe.length === 0) return store;
  await store.close();
  throw new StartError(
    `PostgreSQL runs with ${unsafe.join(' and ')}: an answered webhook or a sent message could be forgotten in a power cut. Switch it on and start again.`,
  );
}

/** PostgreSQL's or the system's code; the message could hold the password. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error ? (error as { code?: unknown }).code : null;
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
    ENOTFOUND: 'no such host (ENOTFOUND)',
    '28P01': 'wrong password (28P01)',
    '28000': 'this user may not connect (28000)',
    '3D000': 'no such database (3D000)',
  };
  const nothing = isOutage(error) ? 'no answer' : 'it answered with an unknown error';
  return known[String(code)] ?? (code ? `it answered ${String(code)}` : nothing);
}

async function openEmbedded(folder: string): Promise<Store> {
  const lock = lockFolder(folder);
  if (!lock) {
    throw new StartError(
      `Another Zabota is running on DATA_DIR ${folder}. Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  const store = await openPglite(join(folder, 'pglite'));
  await migrateEmbedded(store);
  return {
    ...store,
    close: async () => {
      await store.close();
      lock.release();
    },
  };
}
