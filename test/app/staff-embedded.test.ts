/** The doctor's chat on the embedded database: what is recorded inside the transaction of a press. */

import { expect, test } from 'vitest';
import { migrateEmbedded } from '../../src/store/migrate.ts';
import { openPglite } from '../../src/store/pglite.ts';
import { reasonsOf } from '../../src/store/registry.ts';
import { createWorld } from '../support/world.ts';
import { caring } from './caring.ts';
import { colleague } from './colleague.ts';

const patience_ms = 120_000;

test(
  'connected, recorded, undone',
  async () => {
    const store = await openPglite();
    await migrateEmbedded(store);
    const world = await createWorld(store, '2026-11-23T10:00:00Z');
    const orlov = await colleague(world, await caring(world), 'orlov');
    await world.patient('p1');
    await world.visit('v-p1', 'p1', '2026-11-23T09:30:00+03:00');
    await orlov.type('/doctor');
    for (const label of ['9:30 АС', 'Гигиена', 'Через 6 месяцев', 'Да, договорились'])
      await orlov.tap(label);
    const states = async () =>
      (await reasonsOf(store.db, 'p1')).map(({ kind, state }) => [kind, state]);
    expect(await states()).toEqual([['hygiene', 'planned']]);
    await orlov.tap('Отменить');
    expect(await states()).toEqual([['hygiene', 'closed']]);
    await world.stop();
  },
  patience_ms,
);
