import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PolledUpdate, pollTelegram } from '../../../bots/telegram/poll.ts';
import { closedPort, html, json, type Platform, startPlatform } from '../contract-server.ts';
import { message, token } from './fixtures.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const text = (update_id: number) => ({ update_id, message: message({ text: `m${update_id}` }) });
const updates = (...ids: readonly number[]) => json(200, { ok: true, result: ids.map(text) });
const refused = (error_code: number, parameters = {}) =>
  json(error_code, { ok: false, error_code, description: 'x', parameters });

interface Run {
  readonly asked: readonly unknown[];
  readonly states: readonly (string | null)[];
  readonly waits: readonly number[];
  readonly stored: readonly PolledUpdate[];
}

/** Plays the answers in order, then stops the polling. */
async function run(
  answers: readonly Parameters<Platform['answer']>[0][],
  store: (call: number) => void = () => undefined,
  apiRoot = platform.url,
): Promise<Run> {
  const abort = new AbortController();
  const before = platform.received.length;
  const left = [...answers];
  const states: (string | null)[] = [];
  const waits: number[] = [];
  const stored: PolledUpdate[] = [];
  let calls = 0;
  platform.answer((response, request) => left.shift()?.(response, request));
  await pollTelegram({
    token,
    apiRoot,
    signal: abort.signal,
    accept: async (items) => {
      store(++calls);
      stored.push(...items);
    },
    onState: (code) => {
      states.push(code);
      if (states.length === answers.length) abort.abort();
    },
    wait: async (ms) => {
      waits.push(ms);
    },
  });
  return { asked: platform.received.slice(before).map((r) => r.body), states, waits, stored };
}

test('asks from after the highest stored update, and hands over events with their JSON', async () => {
  const { asked, states, stored } = await run([updates(7, 9), updates(), updates(10)]);
  expect(states).toEqual([null, null, null]);
  expect(asked.map((body) => (body as { offset?: number }).offset)).toEqual([undefined, 10, 10]);
  expect(asked[0]).toEqual({
    timeout: 25,
    allowed_updates: [
      'message',
      'edited_message',
      'callback_query',
      'my_chat_member',
      'message_reaction',
    ],
  });
  expect(stored.map(({ event }) => event.externalId)).toEqual(['7', '9', '10']);
  expect(JSON.parse(stored[0]?.raw ?? '')).toEqual(text(7));
});

test('what was not stored is asked for again', async () => {
  const once = (call: number) => {
    if (call === 1) throw new Error('database away');
  };
  const { asked, states, waits, stored } = await run([updates(7), updates(7), updates()], once);
  expect(states).toEqual(['not_stored', null, null]);
  expect(waits).toEqual([1000]);
  expect(asked.map((body) => (body as { offset?: number }).offset)).toEqual([
    undefined,
    undefined,
    8,
  ]);
  expect(stored).toHaveLength(1);
});

test('backs off from one second to thirty, and forgets it after a success', async () => {
  const failures = Array.from({ length: 6 }, () => html(502));
  const { states, waits } = await run([...failures, updates(), html(502), updates()]);
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 1000]);
  expect(states).toEqual([...failures.map(() => 'unreachable'), null, 'unreachable', null]);
});

test.each([
  ['another poller', refused(409), 'conflict', 30_000],
  ['a revoked token', refused(401), 'unauthorized', 30_000],
  ['a flood', refused(429, { retry_after: 12 }), 'too_many_requests', 12_000],
  ['an update without an id', json(200, { ok: true, result: [{}] }), 'bad_answer', 1000],
])('%s is told and waited for', async (_name, answer, code, waitMs) => {
  const { states, waits, stored } = await run([answer, updates()]);
  expect(states).toEqual([code, null]);
  expect(waits).toEqual([waitMs]);
  expect(stored).toEqual([]);
});

test('an update without an id is stored beside the others, and passed over', async () => {
  const answer = json(200, { ok: true, result: [{ message: {} }, text(7)] });
  const { asked, stored } = await run([answer, updates()]);
  expect(stored.map(({ event }) => event.type)).toEqual(['unsupported', 'text']);
  expect(asked[1]).toMatchObject({ offset: 8 });
});

test('no server is told', async () => {
  const { states } = await run([html(502)], undefined, await closedPort());
  expect(states).toEqual(['unreachable']);
});

test('ends at once on the signal, in the middle of a poll or of a wait', async () => {
  const abort = new AbortController();
  platform.answer(() => abort.abort());
  await pollTelegram({
    token,
    apiRoot: platform.url,
    signal: abort.signal,
    accept: async () => {},
  });

  const waiting = new AbortController();
  platform.answer(html(502));
  await pollTelegram({
    token,
    apiRoot: platform.url,
    signal: waiting.signal,
    accept: async () => {},
    onState: () => queueMicrotask(() => waiting.abort()),
  });
  expect(waiting.signal.aborted).toBe(true);
});
