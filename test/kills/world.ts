/** One installation: a database, one to four processes of the product, both platforms, and people who write and press. */

import type { Pool } from 'pg';
import { type App, runApp } from './app.ts';
import { type Courier, createCourier } from './courier.ts';
import { openDoor } from './door.ts';
import { until } from './http.ts';
import { type Accepted, createJournal, type Journal } from './journal.ts';
import { marker, openClinic, type Patient } from './load.ts';
import { type Caller, createPlatform, type Platform } from './platform.ts';
import { createTraps, type Traps } from './points.ts';
import type { Random } from './random.ts';
import { openPool, type Server } from './server.ts';
import { pressUpdate, telegramSecret, textUpdate, type Update } from './telegram.ts';
import { envelope, messageValue, signatureOf, statusValue } from './whatsapp.ts';

export interface World {
  readonly name: string;
  readonly url: string;
  readonly updates: 'webhook' | 'poll';
  readonly server: Server;
  readonly pool: Pool;
  readonly apps: readonly App[];
  readonly platform: Platform;
  readonly journal: Journal;
  readonly courier: Courier;
  readonly traps: Traps;
  say(patient: Pick<Patient, 'channel' | 'to'>, text: string, kind: 'text' | 'stop'): void;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly name: string;
  readonly server: Server;
  readonly appCount: number;
  readonly updates: 'webhook' | 'poll';
  readonly random: Random;
  /** As in `AppOptions`. */
  readonly compiled: string;
}

const start_ms_max = 180_000;

export async function createWorld(options: WorldOptions): Promise<World> {
  const { name, server, random, updates } = options;
  await using closing = new AsyncDisposableStack();
  const url = await server.database(name);
  const pool = closing.adopt(openPool(url), (pool) => pool.end());
  await openClinic(pool);
  const journal = createJournal();
  const traps = createTraps();
  const apps: App[] = [];
  const platform = closing.adopt(
    await createPlatform({
      journal,
      traps,
      callerOf: (port) => callerOf(apps, port),
      onAccepted: (accepted) => people.got(accepted),
    }),
    (platform) => platform.close(),
  );
  const door = closing.adopt(await openDoor(apps), (door) => door.close());
  closing.defer(async () => void (await Promise.all(apps.map((app) => app.close()))));
  const courier = closing.adopt(
    createCourier({ apps: () => apps, journal, traps, random: random.fork() }),
    (courier) => courier.stop(),
  );
  const people = createPeople({ platform, courier, updates, random: random.fork() });
  const shared = {
    updates,
    compiled: options.compiled,
    traps,
    database: { url, port: server.port },
    platformPort: platform.port,
    publicUrl: door.url,
  };
  for (let number = 1; number <= options.appCount; number += 1) {
    apps.push(await runApp({ number, ...shared }));
  }
  if (!(await until(() => apps.every((app) => app.isUp()), { withinMs: start_ms_max })))
    throw new Error(`${name} does not start:\n${apps.flatMap(({ log }) => log).join('\n')}`);
  const own = closing.move();
  return {
    name,
    url,
    updates,
    server,
    pool,
    apps,
    platform,
    journal,
    courier,
    traps,
    say: people.say,
    close: () => own.disposeAsync(),
  };
}

function callerOf(apps: readonly App[], port: number): Caller | null {
  for (const app of apps) {
    const startedAt = app.platform.startedAt(port);
    if (startedAt !== null) return { app: app.number, startedAt };
  }
  return null;
}

interface PeopleOptions {
  readonly platform: Platform;
  readonly courier: Courier;
  readonly updates: 'webhook' | 'poll';
  readonly random: Random;
}

const press_share = 0.3;

/** What patients and their phones send: words, presses, and WhatsApp's reports of what has arrived. */
function createPeople({ platform, courier, updates, random }: PeopleOptions) {
  const { journal, telegram } = platform;
  const done = new Set<string>();
  let lastMessage = 0;

  function sendUpdate(update: Update): void {
    journal.told.push(update.told);
    if (updates === 'poll') {
      telegram.offer(update);
      return;
    }
    courier.send({
      path: '/webhooks/telegram',
      headers: {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': telegramSecret,
      },
      body: JSON.stringify(update.body),
      told: [update.told],
    });
  }

  function sendValues(
    values: readonly { value: Record<string, unknown>; told: Journal['told'][number] }[],
  ) {
    const told = values.map((one) => one.told);
    journal.told.push(...told);
    const body = envelope(values.map(({ value }) => value));
    const headers = {
      'content-type': 'application/json',
      'x-hub-signature-256': signatureOf(body),
    };
    courier.send({ path: '/webhooks/whatsapp', headers, body, told });
  }

  function whatsApp(
    from: string,
    kind: 'text' | 'stop' | 'button',
    content: Record<string, unknown>,
  ) {
    lastMessage += 1;
    const id = `wamid.kills.in${lastMessage}`;
    const told = { channel: 'whatsapp' as const, externalId: id, kind, from, answeredAt: null };
    sendValues([{ value: messageValue({ from, name: marker, id }, content), told }]);
  }

  /** Sent and delivered, apart or in one batch, in any order. */
  function report(accepted: Accepted): void {
    const { externalId, to } = accepted;
    const both = (['sent', 'delivered'] as const).map((status) => ({
      value: statusValue(accepted, status),
      told: {
        channel: 'whatsapp' as const,
        externalId: `${externalId}:${status}`,
        kind: 'status' as const,
        from: to,
        answeredAt: null,
      },
    }));
    if (random.chance(0.5)) sendValues(both);
    else for (const one of both) sendValues([one]);
  }

  /** Each person answers one visit's buttons once, and nobody who has said stop does. */
  function press({ channel, to, externalId, edits, buttons }: Accepted): void {
    const data = buttons.find((one) => /^(person|why):/.test(one));
    if (!data || edits || done.has(to) || !random.chance(press_share)) return;
    done.add(to);
    if (channel === 'whatsapp') {
      whatsApp(to, 'button', { type: 'button', button: { payload: data, text: marker } });
      return;
    }
    const content = pressUpdate(to, marker, { data, messageId: externalId });
    sendUpdate(telegram.update(to, 'button', content));
  }

  return {
    say: (
      { channel, to }: Pick<Patient, 'channel' | 'to'>,
      text: string,
      kind: 'text' | 'stop',
    ) => {
      if (kind === 'stop') done.add(to);
      if (channel === 'whatsapp') return whatsApp(to, kind, { type: 'text', text: { body: text } });
      sendUpdate(telegram.update(to, kind, textUpdate(to, marker, text)));
    },
    got: (accepted: Accepted) => {
      if (accepted.channel === 'whatsapp') report(accepted);
      press(accepted);
    },
  };
}
