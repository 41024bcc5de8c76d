/** Starts PostgreSQL once and keeps a migrated template, from which each test clones a database of its own. */

import type { TestProject } from 'vitest/node';
import { migrateUrl } from '../../src/store/migrate.ts';
import { createDatabase, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  try {
    await migrateUrl(await createDatabase(server.url, 'zabota_template'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  return server.stop;
}
