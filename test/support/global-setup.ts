/** Starts PostgreSQL once and keeps a migrated template, from which each test clones a database of its own. */

import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migrateUrl } from '../../src/store/migrate.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const admin = postgres(`${server.url}/postgres`, { max: 1, onnotice: () => {} });
  await admin.unsafe('create database zabota_template');
  await admin.end();
  await migrateUrl(`${server.url}/zabota_template`);
  project.provide('postgresUrl', server.url);
  return server.stop;
}
