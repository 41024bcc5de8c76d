/** Webhooks side by side: stored in few transactions, each with the promises of one alone. */

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Accept, acceptTogether } from '../../src/app/accept.ts';
import { telegramChannel } from '../../src/entry/channels.ts';
import { rows } from '../../src/store/db.ts';
import { createWebhooks } from '../../src/web/webhooks.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';

const nowhere = 'http://127.0.0.1:9';
const telegram = telegramChannel({
  token: '42:t',
  apiRoot: nowhere,
  updates: 'webhook',
  webhookSecret: 'right',
  publicUrl: nowhere,
});
let fresh: Fresh;
let accept: Accept;

beforeAll(async () => {
  fresh = await freshContext({ channels: [telegram], isOwn: true });
  await fresh.ctx.db.execute(
    sql`alter table inbound add constraint no_poison check (event->>'text' <> 'poison')`,
  );
});
beforeEach(async () => {
  await fresh.ctx.db.execute(sql`truncate inbound`);
  accept = acceptTogether(fresh.ctx);
});
afterAll(() => fresh.close());

const bodyOf = (updateId: number, from: number, text: string) =>
  JSON.stringify({
    update_id: updateId,
    message: {
      message_id: updateId,
      date: 1_770_000_000,
      chat: { id: from, type: 'private' },
      from: { id: from, first_name: 'A' },
      text,
    },
  });

/** Stored, refused: how it ended for one update. */
function receive(updateId: number, { from = 1, text = 'hello' } = {}): Promise<string> {
  const raw = bodyOf(updateId, from, text);
  const items = telegram.parse(new TextEncoder().encode(raw)).map((event) => ({ event, raw }));
  return accept(telegram, items).then(
    () => 'stored',
    () => 'refused',
  );
}

interface Stored {
  readonly id: number;
  readonly update: string;
  readonly transaction: string;
}
const stored = () =>
  rows<Stored>(
    fresh.ctx.db,
    sql`select id::int, external_id as update, xmin::text as transaction from inbound order by id`,
  );

test('what arrives while one is being stored is stored in one transaction, in the order of arrival', async () => {
  const ids = Array.from({ length: 40 }, (_, i) => 1000 - i);
  expect(new Set(await Promise.all(ids.map((id) => receive(id))))).toEqual(new Set(['stored']));
  const found = await stored();
  expect(found.map(({ update }) => update)).toEqual(ids.map(String));
  expect(new Set(found.map(({ transaction }) => transaction)).size).toBe(2);
});

test('one poisonous webhook is refused and harms no other', async () => {
  const texts = ['one', 'two', 'poison', 'four', 'five'];
  const ended = await Promise.all(texts.map((text, i) => receive(i, { text })));
  expect(ended).toEqual(['stored', 'stored', 'refused', 'stored', 'stored']);
  expect((await stored()).map(({ update }) => update)).toEqual(['0', '1', '3', '4']);
  expect(await receive(5)).toBe('stored');
});

test('the same update twice in one gathering is one row', async () => {
  const ended = await Promise.all([1, 2, 2, 3, 1].map((id) => receive(id)));
  expect(ended).toEqual(Array(5).fill('stored'));
  expect((await stored()).map(({ update }) => update)).toEqual(['1', '2', '3']);
});

test('a stop among others halts its sender alone, in the transaction that stores it', async () => {
  const { db } = fresh.ctx;
  await db.execute(sql`insert into contact (id, created_at) values
    ('00000000-0000-4000-8000-00000000000a', now()), ('00000000-0000-4000-8000-00000000000b', now())`);
  await db.execute(sql`insert into address (id, contact_id, channel, account, user_id, created_at)
    select id, id, 'telegram', '42', case when id::text like '%a' then '1' else '2' end, now() from contact`);
  await Promise.all([
    receive(1, { from: 2 }),
    receive(2, { from: 1, text: 'STOP' }),
    receive(3, { from: 2 }),
  ]);
  const halted = await rows<{ user: string; transaction: string }>(
    db,
    sql`select user_id as user, xmin::text as transaction from address where stopped_at is not null`,
  );
  const withStop = (await stored()).find(({ update }) => update === '2');
  expect(halted).toEqual([{ user: '1', transaction: withStop?.transaction }]);
});

test('nobody is answered 200 before the commit', async () => {
  const { ctx } = fresh;
  const web = createWebhooks(ctx, { challenge: null });
  const answered: number[] = [];
  const send = async (updateId: number) => {
    const { status } = await web.request('/telegram', {
      method: 'POST',
      body: bodyOf(updateId, 1, 'hello'),
      headers: { 'x-telegram-bot-api-secret-token': 'right' },
    });
    answered.push(status);
  };
  let all: Promise<unknown> = Promise.resolve();
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`lock table inbound in share mode`);
    all = Promise.all([1, 2, 3].map(send));
    const waiting = sql`select 1 from pg_locks where relation = 'inbound'::regclass and not granted`;
    await expect.poll(() => rows(tx, waiting)).toHaveLength(1);
    expect(answered).toEqual([]);
  });
  await all;
  expect(answered).toEqual([200, 200, 200]);
  expect(await stored()).toHaveLength(3);
});
