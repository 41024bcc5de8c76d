/** Starts PostgreSQL once and keeps a migrated template, from which each test clones a database of its own. */

import type { TestProject } from 'vitest/node';
import { migrateUrl } from '../../src/store/migrate.ts';
import { createDatabase, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** The server goes with the run. What is committed still reaches the disk: the product refuses one that may forget. */
const flags = ['full_page_writes=off', 'max_wal_size=4GB', 'checkpoint_timeout=1h'].flatMap(
  (setting) => ['-c', setting],
);

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres(flags);
  try {
    await migrateUrl(await createDatabase(server.url, 'zabota_template'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  return server.stop;
}
