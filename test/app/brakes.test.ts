/** A bot that cannot hear STOP, or may have lost one, writes to nobody first. */

import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../bots/channel.ts';
import { channelStates, readHeld, resumeChannel } from '../../src/app/brakes.ts';
import { listenToChannels, prepareChannels } from '../../src/app/channels.ts';
import type { ChannelId } from '../../src/domain/words.ts';
import { whatsAppChannel } from '../../src/entry/channels.ts';
import { rows } from '../../src/store/db.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const dayBefore = '2026-11-25T09:00:00Z';
const hourLater = '2026-11-25T10:00:00Z';

const reminder = async (id = 'p1') =>
  (await world.proactive(id)).find(({ kind }) => kind === 'visit_day_before');
const stateOf = async (channel: ChannelId) =>
  (await channelStates(world.ctx)).find((one) => one.channel === channel);
const lastHeard = async (channel: ChannelId, ago: string) => {
  // What is still on its way would be heard afterwards.
  await world.settle();
  await world.ctx.db.execute(
    sql`update channel_account set heard_at = clock_timestamp() - ${ago}::interval where channel = ${channel}`,
  );
};
const stored = async () => (await rows(world.ctx.db, sql`select id from inbound`)).length;
const openTasks = () => listCallTasks(world.ctx.db, { state: 'open', limit: 50 });
const audited = (action: string) =>
  rows<{ actor: string; details: Record<string, unknown> }>(
    world.ctx.db,
    sql`select actor, details from audit where action = ${action}`,
  );

/** The same installation, whose platform answers like this when asked whether it could reach us. */
const answering = (listens: Channel['listens']) => ({
  ...world.ctx,
  channels: world.ctx.channels.map((channel) => ({
    ...channel,
    listens: listens as () => Promise<string | null>,
  })),
});

describe('deaf', () => {
  test('a first start is neither deaf nor frozen', async () => {
    await prepareChannels(world.ctx);
    for (const state of await channelStates(world.ctx)) {
      expect(state).toMatchObject({ downCode: null, deafCode: null, frozenSince: null });
    }
  });

  test('without proof for a quarter of an hour nothing proactive leaves, and a proof lets it go', async () => {
    const phone = await world.agreed('telegram');
    await lastHeard('telegram', '16 minutes');
    await world.moveTo(dayBefore);
    expect(await reminder()).toMatchObject({ state: 'planned', verdict: 'wait', code: 'deaf' });
    expect(await stateOf('telegram')).toMatchObject({ deafCode: 'no_proof' });
    await phone.act('telegram', 'text', { text: 'здравствуйте' });
    expect(await stateOf('telegram')).toMatchObject({ deafCode: null, frozenSince: null });
    // The clock has not moved: the proof itself wakes what waited for it.
    await world.settle();
    expect(await reminder()).toMatchObject({ state: 'accepted' });
  });

  test('a proof younger than that is enough', async () => {
    await world.agreed('telegram');
    await lastHeard('telegram', '14 minutes');
    await world.moveTo(dayBefore);
    expect(await reminder()).toMatchObject({ state: 'accepted' });
  });

  test('another channel still carries it', async () => {
    const phone = await world.agreed('telegram');
    await world.optIn('p1', phone, 'whatsapp');
    await lastHeard('telegram', '16 minutes');
    await world.moveTo(dayBefore);
    expect(await reminder()).toMatchObject({ channel: 'whatsapp', state: 'delivered' });
  });

  test('a quiet night is no deafness while the platform says that nothing waits', async () => {
    await lastHeard('telegram', '16 minutes');
    await listenToChannels(answering(async () => null));
    expect(await stateOf('telegram')).toMatchObject({ deafCode: null });
  });

  test('our own door is knocked at the public way, and nothing is stored by that', async () => {
    const channel = whatsAppChannel({
      accessToken: 'test-access',
      phoneNumberId: '100000000000001',
      businessAccountId: '200000000000001',
      appSecret: 'test-secret',
      verifyToken: 'test-verify',
      apiRoot: `${world.origin}/sandbox/whatsapp`,
      graphVersion: 'v25.0',
      webhookUrl: `${world.origin}/webhooks/whatsapp`,
    });
    await lastHeard('whatsapp', '16 minutes');
    const before = await stored();
    expect(await channel.listens?.()).toBeNull();
    expect(await stored()).toBe(before);
    // The knock itself proves nothing: the platform has to be asked as well.
    expect(await stateOf('whatsapp')).toMatchObject({ deafCode: 'no_proof' });
    await listenToChannels({ ...world.ctx, channels: [channel] });
    expect(await stateOf('whatsapp')).toMatchObject({ deafCode: null });
  });

  test('a platform that says no is believed after a quarter of an hour, and named', async () => {
    await lastHeard('telegram', '14 minutes');
    await listenToChannels(answering(async () => 'webhook_elsewhere'));
    expect(await stateOf('telegram')).toMatchObject({ deafCode: null });
    await lastHeard('telegram', '16 minutes');
    await listenToChannels(answering(async () => 'webhook_elsewhere'));
    expect(await stateOf('telegram')).toMatchObject({ deafCode: 'webhook_elsewhere' });
  });
});

describe('frozen', () => {
  const outage = async (channel: ChannelId, ago: string) => {
    await lastHeard(channel, ago);
    await listenToChannels(answering(async () => null));
    return stateOf(channel);
  };

  test.each([
    ['telegram', '23 hours', false],
    ['telegram', '25 hours', true],
    ['whatsapp', '6 days 23 hours', false],
    ['whatsapp', '7 days 1 hour', true],
  ] as const)('%s, deaf for %s: %s', async (channel, ago, frozen) => {
    const state = await outage(channel, ago);
    expect(state?.deafCode).toBeNull();
    expect(state?.frozenSince !== null).toBe(frozen);
  });

  test('a platform that keeps everything for ever loses no word', async () => {
    await lastHeard('telegram', '90 days');
    const { ctx } = world;
    const kept = ctx.channels.map((channel) => ({
      ...channel,
      capabilities: { ...channel.capabilities, keepsUpdatesMs: undefined },
      listens: async () => null,
    }));
    await listenToChannels({ ...ctx, channels: kept });
    expect(await stateOf('telegram')).toMatchObject({ deafCode: null, frozenSince: null });
  });

  test('what the outage hid holds everything proactive until a person agrees', async () => {
    const phone = await world.agreed('telegram');
    await lastHeard('telegram', '25 hours');
    await phone.act('telegram', 'text', { text: 'здравствуйте' });
    await world.moveTo(hourLater);
    expect(await reminder()).toMatchObject({ state: 'planned', verdict: 'wait', code: 'frozen' });
    expect((await readHeld(world.ctx)).map(({ patient }) => patient.id)).toContain('p1');
    const said = (await phone.texts('telegram')).length;
    await phone.act('telegram', 'text', { text: 'помощь' });
    expect((await phone.texts('telegram')).length).toBeGreaterThan(said);

    expect(await resumeChannel(world.ctx, { channel: 'telegram', actor: 'staff:1' })).toMatchObject(
      {
        ok: true,
      },
    );
    await world.settle();
    expect(await reminder()).toMatchObject({ state: 'accepted' });
    expect(await audited('channel_resumed')).toMatchObject([{ actor: 'staff:1' }]);
    await resumeChannel(world.ctx, { channel: 'telegram', actor: 'staff:1' });
    expect(await audited('channel_resumed')).toHaveLength(1);
  });

  test('what is not due yet goes at its own time, not when the channel comes back', async () => {
    await world.agreed('telegram');
    await outage('telegram', '25 hours');
    // Planned while nothing could go.
    await world.visit('v-later', 'p1', '2026-12-10T12:00:00+03:00');
    await resumeChannel(world.ctx, { channel: 'telegram', actor: 'staff:1' });
    await world.settle();
    const sent = (await world.proactive('p1')).filter(({ state }) => state !== 'planned');
    expect(sent).toEqual([]);
    const due = (await world.proactive('p1'))
      .map(({ dueAt }) => dueAt.getTime())
      .toSorted((a, b) => a - b);
    expect(due.map((at) => new Date(at).toISOString())).toEqual([
      '2026-11-25T09:00:00.000Z',
      '2026-11-26T07:00:00.000Z',
      '2026-12-09T09:00:00.000Z',
      '2026-12-10T07:00:00.000Z',
    ]);
  });

  test('nobody agreed in time: a person calls', async () => {
    await world.agreed('telegram');
    await outage('telegram', '25 hours');
    await world.moveTo('2026-11-26T06:00:00Z');
    expect(await reminder()).toMatchObject({ state: 'dropped', verdict: 'call', code: 'frozen' });
    expect((await openTasks()).map(({ task }) => [task.patientId, task.code])).toContainEqual([
      'p1',
      'frozen',
    ]);
  });

  test('a second outage does not forget the first', async () => {
    const first = await outage('telegram', '25 hours');
    const second = await outage('telegram', '26 hours');
    expect(second?.frozenSince).toEqual(first?.frozenSince);
  });
});
