/** An empty database of each driver, for what must be the same in both. */

import { migrateEmbedded } from '../../src/store/migrate.ts';
import { openPglite } from '../../src/store/pglite.ts';
import { freshStore } from '../support/postgres.ts';

export async function openDrivers() {
  const postgres = await freshStore();
  const pglite = await openPglite();
  await migrateEmbedded(pglite);
  return {
    postgres,
    pglite,
    close: async () => {
      await postgres.close();
      await pglite.close();
    },
  };
}

export type Drivers = Awaited<ReturnType<typeof openDrivers>>;
export const drivers = ['postgres', 'pglite'] as const;

export const at = new Date('2026-03-01T09:00:00.123Z');
export const later = new Date('2026-03-02T09:00:00.456Z');

export const named = (id: string, name: string) => ({ id, name, createdAt: at, updatedAt: at });
