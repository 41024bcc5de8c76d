/** What must hold whatever the platform does, over the sandbox's real HTTP and real PostgreSQL. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putCard } from '../../src/app/cards.ts';
import { prepareChannels } from '../../src/app/channels.ts';
import { attemptsOf } from '../../src/store/attempts.ts';
import { consentHistory } from '../../src/store/consent.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const dayBefore = '2026-11-25T09:00:00Z';
const twoHoursBefore = '2026-11-26T07:00:00Z';

const sentTo = async (channel: string) =>
  (await world.log()).filter((one) => one.channel === channel);
const callTasks = () => listCallTasks(world.ctx.db, { state: 'open', limit: 10 });

describe('platform faults', () => {
  test.each(['silent', 'drop'])(
    '%s: a send whose answer was lost is unknown and never repeated',
    async (fault) => {
      const phone = await world.agreed('telegram');
      await world.fault({ channel: 'telegram', fault, count: 1 });
      const before = (await phone.texts('telegram')).length;
      await world.moveTo(dayBefore);
      await world.moveTo('2026-11-25T20:00:00Z');
      const [message] = await world.proactive('p1');
      expect(message).toMatchObject({ state: 'unknown', code: 'outcome_unknown' });
      expect(await phone.texts('telegram')).toHaveLength(before + 1);
      expect(
        (await attemptsOf(world.ctx.db, [message?.id ?? ''])).map((one) => one.outcome),
      ).toEqual(['unknown']);
    },
  );

  test('on WhatsApp a later status settles what was unknown, by our own id', async () => {
    await world.agreed('whatsapp');
    await world.fault({ channel: 'whatsapp', fault: 'drop', count: 1 });
    await world.moveTo(dayBefore);
    expect((await world.proactive('p1'))[0]).toMatchObject({
      state: 'delivered',
      externalId: expect.stringContaining('wamid'),
    });
  });

  test.each(['telegram', 'whatsapp'] as const)(
    'a throttled %s waits and sends once',
    async (channel) => {
      const phone = await world.agreed(channel);
      const before = (await phone.texts(channel)).length;
      await world.fault({ channel, fault: 'throttle', count: 2 });
      await world.moveTo('2026-11-25T09:10:00Z');
      const [message] = await world.proactive('p1');
      expect(
        (await attemptsOf(world.ctx.db, [message?.id ?? ''])).map((one) => one.outcome),
      ).toEqual(['throttled', 'throttled', 'accepted']);
      expect(await phone.texts(channel)).toHaveLength(before + 1);
    },
  );

  test('a closed window turns into a template, once', async () => {
    const phone = await world.agreed('whatsapp');
    await phone.act('whatsapp', 'text', { text: 'подтверждаю' });
    await world.fault({ channel: 'whatsapp', fault: 'window_closed' });
    await world.moveTo(twoHoursBefore);
    expect((await sentTo('whatsapp')).at(-1)).toMatchObject({
      template: { name: expect.stringContaining('visit_soon') },
    });
  });

  test('a paused template and a blocked bot become a call, never silence', async () => {
    const phone = await world.agreed('whatsapp');
    await world.moveTo('2026-11-25T08:00:00Z');
    await world.fault({ channel: 'whatsapp', fault: 'template_paused' });
    await world.moveTo(dayBefore);
    expect(await callTasks()).toMatchObject([{ task: { code: 'template_unusable' } }]);
    expect(await phone.texts('whatsapp')).toHaveLength(4);
  });

  test('who blocked the bot is called, and stays agreed', async () => {
    const phone = await world.agreed('telegram');
    await phone.act('telegram', 'block');
    await world.moveTo(dayBefore);
    expect(await callTasks()).toMatchObject([{ task: { code: 'unreachable' } }]);
    expect((await consentHistory(world.ctx.db, 'p1')).every((event) => event.act === 'given')).toBe(
      true,
    );
    await phone.act('telegram', 'unblock');
    await world.moveTo(twoHoursBefore);
    expect((await world.states('p1')).at(-1)).toEqual(['visit_soon', 'accepted', 'ok']);
  });

  test('what fails after it was accepted goes another way', async () => {
    const phone = await world.agreed('whatsapp');
    await world.optIn('p1', phone, 'telegram');
    await putCard(world.ctx, {
      patientId: 'p1',
      change: { channels: ['whatsapp', 'telegram'] },
      actor: 'test',
    });
    await world.fault({ channel: 'whatsapp', fault: 'undeliverable', count: 1 });
    await world.moveTo(dayBefore);
    expect(
      (await world.proactive('p1')).filter((one) => one.kind === 'visit_day_before'),
    ).toMatchObject([
      { state: 'failed', channel: 'whatsapp' },
      { state: 'accepted', channel: 'telegram' },
    ]);
  });

  test('webhooks that come twice and out of order have one effect', async () => {
    await world.fault({ channel: 'whatsapp', fault: 'duplicate_webhooks' });
    await world.fault({ channel: 'telegram', fault: 'duplicate_webhooks' });
    await world.agreed('whatsapp', 'p1');
    await world.fault({ channel: 'whatsapp', fault: 'reorder_webhooks' });
    await world.moveTo(twoHoursBefore);
    expect(await sentTo('whatsapp')).toHaveLength(6);
    expect((await world.states('p1')).map(([, state]) => state)).toEqual([
      'delivered',
      'delivered',
    ]);
  });

  test('a revoked token stops the channel and loses nothing', async () => {
    const phone = await world.agreed('telegram');
    await world.fault({ channel: 'telegram', fault: 'token_revoked' });
    await world.moveTo('2026-11-25T09:30:00Z');
    expect((await world.proactive('p1'))[0]).toMatchObject({
      state: 'planned',
      verdict: 'wait',
      code: 'channel_down',
    });
    await world.noFaults();
    // The clock has not moved: that the channel works again is enough.
    await prepareChannels(world.ctx);
    await world.settle();
    expect((await world.proactive('p1'))[0]).toMatchObject({ state: 'accepted' });
    expect((await phone.texts('telegram')).at(-1)).toContain('12:00');
  });
});
