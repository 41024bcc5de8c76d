import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channelIds } from '../../../src/domain/words.ts';
import { setAccount } from '../../../src/store/accounts.ts';
import { rows } from '../../../src/store/db.ts';
import { createMetrics } from '../../../src/web/metrics.ts';
import { platformDouble } from './channel-double.ts';
import { type Client, createClient } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await createClient({ channels: channelIds.map(platformDouble) });
});
afterAll(() => client.close());

const telegram = () => ({
  channel: 'telegram' as const,
  account: client.ctx.channels[0]?.account ?? '',
});
const inAMinute = () => new Date(client.ctx.clock.now().getTime() + 60_000);
const frozenSince = new Date('2026-02-20T09:00:00Z');

test('GET /channels tells what holds each of them back', async () => {
  const free = { downCode: null, deafCode: null, frozenSince: null, brakedUntil: null };
  expect((await client.get('/channels')).body).toEqual({
    items: [
      { id: 'telegram', ...free },
      { id: 'whatsapp', ...free },
    ],
    next: null,
  });
  const brakedUntil = inAMinute();
  await setAccount(client.ctx.db, telegram(), { frozenSince, brakedUntil, deafCode: 'conflict' });
  expect((await client.get('/channels')).body.items[0]).toEqual({
    id: 'telegram',
    downCode: null,
    deafCode: 'conflict',
    frozenSince: frozenSince.toISOString(),
    brakedUntil: brakedUntil.toISOString(),
  });
});

test('the metrics tell it too', async () => {
  await setAccount(client.ctx.db, telegram(), { frozenSince, brakedUntil: inAMinute() });
  const text = await (await createMetrics(client.ctx).request('/')).text();
  expect(text).toContain('zabota_channel_down{channel="telegram"} 0');
  for (const what of ['deaf', 'frozen', 'braked']) {
    expect(text).toContain(`zabota_channel_${what}{channel="telegram"} 1`);
    expect(text).toContain(`zabota_channel_${what}{channel="whatsapp"} 0`);
  }
});

test('POST /channels/{id}/resume ends what a person may end, and says who', async () => {
  expect((await client.post('/channels/telegram/resume')).status).toBe(204);
  const { body } = await client.get('/channels');
  expect(body.items[0]).toMatchObject({
    frozenSince: null,
    brakedUntil: null,
    deafCode: 'conflict',
  });
  const audited = await rows(
    client.ctx.db,
    sql`select actor, action from audit where subject like 'channel:%'`,
  );
  expect(audited).toEqual([{ actor: 'api', action: 'channel_resumed' }]);
  expect((await client.post('/channels/whatsapp/resume')).status).toBe(204);
  expect((await client.post('/channels/pigeon/resume')).status).toBe(422);
});
