/** Databases on the run's real PostgreSQL. */

import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { createDatabase } from './postgres-server.ts';

/** URL of a new, migrated, empty database. It goes with the server at the end of the run. */
export async function freshDatabase(): Promise<string> {
  return createDatabase(inject('postgresUrl'), newName(), 'zabota_template');
}

/** URL of a copy of another one, to which nobody is connected. */
export async function copyOf(url: string): Promise<string> {
  return createDatabase(inject('postgresUrl'), newName(), new URL(url).pathname.slice(1));
}

/** URL of a new database without any table. */
export async function emptyDatabase(): Promise<string> {
  return createDatabase(inject('postgresUrl'), newName());
}

const newName = () => `test_${randomUUID().replaceAll('-', '')}`;
