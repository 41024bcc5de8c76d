/** Reminders must not use up the room of a question after a treatment. */

import { expect, test } from 'vitest';
import { putCard } from '../../src/app/cards.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld } from '../support/world.ts';
import { caring } from './caring.ts';

test('where the patient has had enough messages, a person calls', async ({ onTestFinished }) => {
  const world = await createWorld(await freshStore());
  onTestFinished(() => world.stop());
  const clinic = await caring(world);
  const phone = await clinic.treated('telegram', { days: [1] });
  await putCard(world.ctx, {
    patientId: 'p1',
    change: { budget: { perDay: 2, perWeek: 1 } },
    actor: 'staff:x',
  });
  const before = await phone.texts('telegram');
  await world.moveTo('2026-11-27T07:30:00Z');
  expect(await phone.texts('telegram')).toEqual(before);
  expect(await clinic.tasks()).toEqual(['budget']);
});
