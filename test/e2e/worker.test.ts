/** One walk through the product on Workers: workerd, Hyperdrive's connection string, PostgreSQL, both messengers. */

import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { ChannelId } from '../../src/domain/words.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { freshDatabase } from '../support/postgres.ts';
import { freePort } from '../support/postgres-server.ts';
import { type Platforms, startPlatforms } from './platforms.ts';
import { startWorker, type WorkerDev } from './worker-dev.ts';

const apiKey = 'key-of-the-worker-test';

let databaseUrl: string;
let platforms: Platforms;
let worker: WorkerDev;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  const port = await freePort();
  const inspectorPort = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  platforms = await startPlatforms(origin);
  const vars = { ...platforms.env, PUBLIC_URL: origin, API_KEY: apiKey };
  worker = startWorker({ port, inspectorPort, databaseUrl, vars });
  return async () => {
    await worker.stop();
    await platforms.stop();
  };
});

test('invitations, agreements and a due reminder on both channels', {
  timeout: 90_000,
}, async () => {
  try {
    await walk();
  } catch (error) {
    throw new Error(`The Worker said:\n${worker.output()}`, { cause: error });
  }
});

async function walk(): Promise<void> {
  await eventually(async () => expect(await statusOf('/health/ready')).toBe(200));
  // The first cron tells the platforms where we are and learns our own names from them.
  await cron();
  const ready = await (await fetch(`${worker.origin}/health/ready`)).json();
  expect(ready).toMatchObject({ status: 'ready', database: 'ok', migrations: 'ok' });
  expect(await statusOf('/webhooks/telegram', { method: 'POST', body: '{}' })).toBe(401);
  expect(await call('POST', `${platforms.root}/api/whatsapp/verify`)).toMatchObject({ ok: true });
  expect(await (await fetch(`${worker.origin}/assets/htmx.js`)).text()).toContain('htmx');

  await api('PUT', '/clinics/c1', {
    name: 'Клиника на Ленина',
    zone: zoneAtNoon(),
    languages: ['ru'],
  });
  for (const id of ['d1', 'd2'])
    await api('PUT', `/doctors/${id}`, { name: 'Доктор Орлов', clinicId: 'c1' });
  const phones = {
    telegram: await optIn('p1', 'telegram', '+79990000001'),
    whatsapp: await optIn('p2', 'whatsapp', '+79990000002'),
  };

  // Due in 15 s: too late for the call that plans it, within the minute of the next cron.
  const startsAt = new Date(Date.now() + 2 * 3_600_000 + 15_000);
  await visit('v1', { patientId: 'p1', doctorId: 'd1', startsAt });
  await visit('v2', { patientId: 'p2', doctorId: 'd2', startsAt });
  // A booking settles for three minutes before anybody is told of it: as if these had.
  await settled();
  for (const id of ['v1', 'v2']) await note(id, startsAt);
  await cron();
  for (const [channel, patientId, state] of [
    ['telegram', 'p1', 'accepted'],
    ['whatsapp', 'p2', 'delivered'],
  ] as const) {
    await eventually(async () => {
      const { items } = await api<Messages>('GET', `/messages?patientId=${patientId}`);
      const sent = items.filter(
        (message) => message.purpose === 'visit' && message.attempts.length > 0,
      );
      expect(sent).toMatchObject([{ channel, state, decision: { verdict: 'send', code: 'ok' } }]);
    });
    expect(await textsOf(phones[channel], channel)).toHaveLength(messagesOf[channel] + 1);
  }
  await events();
}

/** Https only there, and no such server in a test: signed and sent, it comes back with a code. */
async function events(): Promise<void> {
  const { items } = await api<{ items: { type: string }[] }>('GET', '/events');
  expect(items.map(({ type }) => type)).toContain('consent.given');
  const at = '/webhook-endpoints/mis';
  await api('PUT', at, { url: 'https://mis.invalid/hook' });
  expect(await api('POST', `${at}/test`)).toMatchObject({ delivered: false });
  const claim = { purpose: 'visit', channel: 'whatsapp', act: 'given', mechanism: 'import' };
  await api('PUT', '/patients/p3', { name: 'Борис', clinicId: 'c1' });
  await api('POST', '/patients/p3/consents', claim);
  await cron();
  const posted = await api<{ items: object[] }>('GET', `${at}/deliveries`);
  expect(posted.items).toMatchObject([{ type: 'call_task.opened', state: 'waiting' }]);
  expect(posted.items[0]).not.toMatchObject({ tries: 0 });
}

interface Messages {
  readonly items: readonly { readonly purpose: string; readonly attempts: readonly unknown[] }[];
}

/** Opens the invitation on a new phone and answers every question. Returns the phone's id. */
async function optIn(patientId: string, channel: ChannelId, phone: string): Promise<string> {
  const name = 'Анна Смирнова';
  await api('PUT', `/patients/${patientId}`, { name, phone, language: 'ru', clinicId: 'c1' });
  const links = await api<Record<string, string>>('POST', `/patients/${patientId}/invitations`);
  const { id } = await call<{ id: string }>('POST', `${platforms.root}/api/phones`, {
    name,
    phone,
  });
  await call('POST', `${platforms.root}/api/phones/${id}/open`, { url: links[`${channel}Url`] });
  const chat = `${platforms.root}/api/phones/${id}/${channel}`;
  if (channel === 'telegram') {
    await eventually(async () => expect(await textsOf(id, channel)).toHaveLength(1));
    await call('POST', `${chat}/contact`, { own: true });
  }
  for (const data of ['agree:visit.yes', `channel:${channel}`, 'when:any']) {
    // There is no such button until the question has come.
    await eventually(() => call('POST', `${chat}/tap`, { data }));
  }
  await eventually(async () =>
    expect(await textsOf(id, channel)).toHaveLength(messagesOf[channel]),
  );
  return id;
}

/** Ours, from hello to summary. WhatsApp tells whose number it is, so nothing is left to be proven. */
const messagesOf: Readonly<Record<ChannelId, number>> = { telegram: 5, whatsapp: 4 };

const visit = (
  id: string,
  { startsAt, ...who }: { patientId: string; doctorId: string; startsAt: Date },
) =>
  api('PUT', `/appointments/${id}`, {
    ...who,
    clinicId: 'c1',
    startsAt: startsAt.toISOString(),
    durationMin: 30,
  });

async function settled(): Promise<void> {
  const { db, close } = openPostgres(databaseUrl);
  await db.execute(sql`update appointment set known_at = known_at - interval '10 minutes'`);
  await close();
}

/** What concerns nobody plans the patient anew. */
const note = (id: string, startsAt: Date) =>
  api('PUT', `/appointments/${id}`, {
    patientId: id === 'v1' ? 'p1' : 'p2',
    doctorId: id === 'v1' ? 'd1' : 'd2',
    clinicId: 'c1',
    startsAt: startsAt.toISOString(),
    durationMin: 30,
    version: 2,
  });

type Chats = Record<ChannelId, { messages: { from: string; text: string }[] }>;

async function textsOf(phone: string, channel: ChannelId): Promise<string[]> {
  const chats = await call<Chats>('GET', `${platforms.root}/api/phones/${phone}`);
  return chats[channel].messages.filter(({ from }) => from === 'bot').map(({ text }) => text);
}

/** As Cloudflare does each minute; answered when the call has ended. */
async function cron(): Promise<void> {
  expect(await statusOf('/__scheduled?cron=*+*+*+*+*')).toBe(200);
}

const statusOf = async (path: string, init?: RequestInit): Promise<number> =>
  (await fetch(`${worker.origin}${path}`, init)).status;

const api = <T>(method: string, path: string, body?: object): Promise<T> =>
  call(method, `${worker.origin}/api/v1${path}`, body);

async function call<T>(method: string, url: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const response = await fetch(url, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

/** A zone where it is noon, so that the test runs inside the agreed hours at any time of day. */
function zoneAtNoon(): string {
  const behind = new Date().getUTCHours() - 12;
  return behind === 0 ? 'Etc/UTC' : `Etc/GMT${behind > 0 ? '+' : ''}${behind}`;
}

async function eventually(check: () => Promise<unknown>): Promise<void> {
  const until = Date.now() + 40_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
