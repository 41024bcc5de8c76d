import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrateEmbedded } from '../../src/store/migrate.ts';
import { openPglite } from '../../src/store/pglite.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

const stores = {
  PGlite: async () => {
    const store = await openPglite();
    await migrateEmbedded(store);
    return store;
  },
  PostgreSQL: async () => await freshStore(),
};

describe.each(Object.entries(stores))('on %s', (_, open) => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(await open());
  });
  afterAll(() => world.stop());

  test.each(['telegram', 'whatsapp'] as const)(
    'from invitation to confirmation on %s',
    async (channel) => {
      const id = channel === 'telegram' ? 'p1' : 'p2';
      const day = channel === 'telegram' ? '26' : '27';
      const phone = await world.patient(id);
      await world.optIn(id, phone, channel);
      expect(await phone.texts(channel)).toHaveLength(channel === 'telegram' ? 5 : 4);
      await world.visit(`v-${id}`, id, `2026-11-${day}T12:00:00+03:00`);
      const planned = (await world.messages(id)).filter((message) => message.proactive);
      expect(
        planned.map((message) => [message.kind, message.state, message.dueAt.toISOString()]),
      ).toEqual([
        ['visit_day_before', 'planned', `2026-11-${Number(day) - 1}T09:00:00.000Z`],
        ['visit_soon', 'planned', `2026-11-${day}T07:00:00.000Z`],
      ]);
      await world.moveTo(`2026-11-${Number(day) - 1}T09:00:00Z`);
      expect((await phone.texts(channel)).at(-1)).toContain('12:00');
      await phone.act(channel, 'tap', { label: 'Подтверждаю' });
      const reminders = (await world.messages(id)).filter((message) => message.proactive);
      expect(reminders[0]).toMatchObject({
        kind: 'visit_day_before',
        state: channel === 'telegram' ? 'accepted' : 'delivered',
      });
      await world.moveTo(`2026-11-${day}T07:00:00Z`);
      expect((await phone.texts(channel)).at(-1)).toContain('12:00');
    },
  );
});
