/** Real PostgreSQL with durable defaults; each contestant has a database of its own on it. */

import postgres from 'postgres';
import { migrateUrl } from '../../../src/store/migrate.ts';
import { startPostgres } from '../../support/postgres-server.ts';

export interface Databases {
  /** An empty database; with `ours` migrated. */
  fresh(options?: { ours?: boolean }): Promise<string>;
  /** With whoever is still connected to it. */
  drop(url: string): Promise<void>;
  /** As psql says it. */
  readonly version: string;
  stop(): Promise<void>;
}

export async function openDatabases(): Promise<Databases> {
  const server = await startPostgres();
  const admin = postgres(`${server.url}/postgres`, { max: 1, onnotice: () => {} });
  const [version] = await admin`show server_version`;
  await admin`create database template_ours`;
  await migrateUrl(`${server.url}/template_ours`);
  let count = 0;
  return {
    version: String(version?.server_version),
    fresh: async ({ ours = false } = {}) => {
      count += 1;
      const name = `bench_${count}`;
      await admin.unsafe(`create database ${name} ${ours ? 'template template_ours' : ''}`);
      return `${server.url}/${name}`;
    },
    drop: async (url) => {
      await admin.unsafe(`drop database ${new URL(url).pathname.slice(1)} with (force)`);
    },
    stop: async () => {
      await admin.end();
      await server.stop();
    },
  };
}

/** A report or a dump elsewhere: a session that keeps its view of the data open. Returns how to end it. */
export async function holdSnapshot(url: string): Promise<() => Promise<void>> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  await client`begin isolation level repeatable read`;
  await client`select count(*) from pg_class`;
  return () => client.end({ timeout: 5 });
}

/** Fresh statistics and a clean log, so that no run pays for the seeding of another. */
export async function tidy(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  await client`vacuum analyze`;
  await client`checkpoint`;
  await client.end();
}
