/** Databases on the run's real PostgreSQL. */

import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';

/** URL of a new, migrated, empty database. It goes with the server at the end of the run. */
export async function freshDatabase(): Promise<string> {
  return createDatabase('template zabota_template');
}

/** URL of a new database without any table. */
export async function emptyDatabase(): Promise<string> {
  return createDatabase('');
}

async function createDatabase(options: string): Promise<string> {
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(`${server}/postgres`, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(`create database ${name} ${options}`);
  } finally {
    await admin.end();
  }
  return `${server}/${name}`;
}
