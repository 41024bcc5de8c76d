/**
 * A clinic with both bots against the sandbox over real HTTP, in this process: the product's own
 * verbs, a clock that stands still, and phones to press. Long because everything a test does with
 * them is here.
 */

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createSandbox } from '../../bots/sandbox/sandbox.ts';
import { pollTelegram } from '../../bots/telegram/poll.ts';
import { accept } from '../../src/app/accept.ts';
import { putAppointment } from '../../src/app/appointments.ts';
import { prepareChannels } from '../../src/app/channels.ts';
import { type MovableClock, moveClock } from '../../src/app/clock.ts';
import { type AgreementInput, recordAgreements } from '../../src/app/consents.ts';
import type { Context } from '../../src/app/context.ts';
import { createEngine } from '../../src/app/engine.ts';
import { newId } from '../../src/app/ids.ts';
import { invite } from '../../src/app/invitations.ts';
import { putClinic, putDoctor, putPatient } from '../../src/app/registry.ts';
import { systemTimers } from '../../src/app/timers.ts';
import { type ChannelId, type Language, weekdays } from '../../src/domain/words.ts';
import { telegramChannel, whatsAppChannel } from '../../src/entry/channels.ts';
import { createPooledFetch } from '../../src/entry/pooled-fetch.ts';
import type { Store } from '../../src/store/db.ts';
import { listMessages, type MessageRow } from '../../src/store/messages.ts';
import { templateDefinitions } from '../../src/text/proactive.ts';
import { createWebhooks } from '../../src/web/webhooks.ts';
import { standingClock } from './clock.ts';
import { approveTemplates } from './templates.ts';

export interface Phone {
  readonly id: string;
  /** Does something on this phone, `text`, `tap`, `block`, …, and waits until all of it is answered. */
  act(channel: ChannelId, what: string, body?: object): Promise<void>;
  open(url: string): Promise<void>;
  /** What the bot wrote on this channel, oldest first. */
  texts(channel: ChannelId): Promise<string[]>;
  buttons(channel: ChannelId): Promise<string[]>;
  /** Whether the last message has this button. */
  offers(channel: ChannelId, data: string): Promise<boolean>;
}

export interface World {
  readonly ctx: Context;
  readonly clock: MovableClock;
  readonly origin: string;
  settle(): Promise<void>;
  moveTo(to: string): Promise<void>;
  patient(
    id: string,
    options?: {
      language?: Language;
      phone?: string;
      name?: string;
      birthDate?: string;
      guardian?: { phone: string };
    },
  ): Promise<Phone>;
  invitation(patientId: string, channel: ChannelId): Promise<string>;
  /** Opens the invitation, proves the number where that is asked, and agrees to reminders by the first buttons. */
  optIn(patientId: string, phone: Phone, channel: ChannelId): Promise<void>;
  /** A patient who has opted in and has a visit (`v-<id>`) at noon on Thursday 26 November. */
  agreed(channel: ChannelId, patientId?: string): Promise<Phone>;
  visit(id: string, patientId: string, startsAt: string, more?: object): Promise<void>;
  messages(patientId: string): Promise<MessageRow[]>;
  /** What we began ourselves, sent or not. */
  proactive(patientId: string): Promise<MessageRow[]>;
  /** The same in short: kind, state, code. */
  states(patientId: string): Promise<(string | null)[][]>;
  /** What was recorded outside the chat. */
  consent(patientId: string, entry: Partial<AgreementInput>): Promise<void>;
  log(): Promise<{ channel: string; text: string; correlation: string | null; phone: string }[]>;
  fault(fault: object): Promise<void>;
  noFaults(): Promise<void>;
  stop(): Promise<void>;
}

const token = '7000000001:test-token';
const whatsapp = {
  accessToken: 'test-access',
  phoneNumberId: '100000000000001',
  businessAccountId: '200000000000001',
  appSecret: 'test-secret',
  verifyToken: 'test-verify',
};

export async function createWorld(store: Store, start = '2026-11-23T06:00:00Z'): Promise<World> {
  const app = new Hono();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = standingClock(new Date(start));
  const sandbox = createSandbox({
    clock,
    telegram: { token, username: 'test_bot' },
    whatsapp: {
      ...whatsapp,
      displayPhone: '+78005550100',
      webhookUrl: () => `${origin}/webhooks/whatsapp`,
    },
  });
  const pool = createPooledFetch();
  const setup = {
    token,
    apiRoot: `${origin}/sandbox/telegram`,
    updates: 'poll' as const,
    webhookSecret: undefined,
    publicUrl: undefined,
  };
  const telegram = telegramChannel(setup, pool.fetch);
  const channels = [
    telegram,
    whatsAppChannel(
      { ...whatsapp, apiRoot: `${origin}/sandbox/whatsapp`, graphVersion: 'v25.0' },
      pool.fetch,
    ),
  ];
  const engine = createEngine(() => ctx);
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const ctx: Context = {
    db: store.db,
    clock,
    log: silent,
    channels,
    process: newId(),
    timers: systemTimers,
    templates: templateDefinitions(),
    wake: engine.wake,
  };
  app.route('/webhooks', createWebhooks(ctx, { challenge: null }));
  app.route('/sandbox', sandbox.app);
  await approveTemplates(sandbox.app, whatsapp);
  await prepareChannels(ctx);
  const ending = new AbortController();
  const polling = pollTelegram({
    token,
    apiRoot: `${origin}/sandbox/telegram`,
    signal: ending.signal,
    accept: (items) => accept(ctx, telegram, items),
  });
  const idle = async () => {
    await engine.idle();
    await sandbox.idle();
  };
  const settle = () => moveClock(ctx, clock, { to: clock.now(), idle });
  const call = callOf(`${origin}/sandbox/api`);
  await putClinic(ctx, clinic);
  await putDoctor(ctx, { id: 'd1', name: 'Доктор Орлов', clinicId: 'c1', post: null });

  const world: World = {
    ctx,
    clock,
    origin,
    settle,
    moveTo: (to) => moveClock(ctx, clock, { to: new Date(to), idle }),
    patient: async (id, options = {}) => {
      const phone =
        options.phone ?? `+7999${String(Number(id.replace(/\D/g, '')) + 1000000).padStart(7, '0')}`;
      const name = options.name ?? 'Анна Смирнова';
      const language = options.language ?? 'ru';
      await putPatient(ctx, {
        id,
        name,
        phone,
        language,
        birthDate: options.birthDate ?? null,
        guardian: options.guardian ?? null,
        clinicId: 'c1',
        actor: 'test',
      });
      const known = await call<{ id: string }>('POST', '/phones', { name, phone, language }).catch(
        () => ({ id: phone }),
      );
      return phoneOf(known.id, call, settle);
    },
    invitation: async (patientId, channel) => {
      const made = await invite(ctx, { patientId, actor: 'test' });
      if (!made.ok) throw new Error(made.fault.detail);
      const url = channel === 'telegram' ? made.value.telegramUrl : made.value.whatsappUrl;
      if (!url) throw new Error('no link');
      return url;
    },
    optIn: async (patientId, phone, channel) => {
      await phone.open(await world.invitation(patientId, channel));
      if (channel === 'telegram') await phone.act(channel, 'contact', { own: true });
      // A card that is filled in already is not asked for again.
      for (const data of ['agree:visit.yes', `channel:${channel}`, 'when:any']) {
        if (await phone.offers(channel, data)) await phone.act(channel, 'tap', { data });
      }
    },
    agreed: async (channel, id = 'p1') => {
      const phone = await world.patient(id);
      await world.optIn(id, phone, channel);
      await world.visit(`v-${id}`, id, '2026-11-26T12:00:00+03:00');
      return phone;
    },
    visit: async (id, patientId, startsAt, more = {}) => {
      const put = await putAppointment(ctx, {
        id,
        patientId,
        doctorId: 'd1',
        clinicId: 'c1',
        serviceId: null,
        startsAt: new Date(startsAt),
        durationMin: 30,
        status: 'booked',
        version: null,
        actor: 'test',
        ...more,
      });
      if (!put.ok) throw new Error(put.fault.detail);
      await settle();
    },
    messages: (patientId) => listMessages(store.db, { patientId, limit: 200 }),
    proactive: async (patientId) =>
      (await world.messages(patientId)).filter((message) => message.proactive),
    states: async (patientId) =>
      (await world.proactive(patientId)).map((one) => [one.kind, one.state, one.code]),
    consent: async (patientId, entry) => {
      const paper = { act: 'given', mechanism: 'paper', document: '1', wording: null } as const;
      const what = { purposes: ['visit'], channels: ['telegram'], strength: null } as const;
      const input = { ...paper, ...what, actor: 'test', ...entry, patientId };
      const made = await recordAgreements(ctx, input);
      if (!made.ok) throw new Error(made.fault.detail);
      await settle();
    },
    log: async () =>
      (await call<{ items: Awaited<ReturnType<World['log']>> }>('GET', '/log')).items,
    fault: async (fault) => void (await call('POST', '/faults', fault)),
    noFaults: async () => void (await call('DELETE', '/faults')),
    stop: async () => {
      ending.abort();
      await engine.stop();
      await sandbox.stop();
      await polling;
      await pool.close();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await store.close();
    },
  };
  return world;
}

const clinic = {
  id: 'c1',
  name: 'Клиника на Ленина',
  zone: 'Europe/Moscow',
  address: 'ул. Ленина, 5',
  directions: null,
  phone: '+74950000000',
  hours: null,
  languages: ['ru' as const],
};

export const everyHour = Object.fromEntries(
  weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]]),
);

type Call = <T>(method: string, path: string, body?: object) => Promise<T>;

function callOf(root: string): Call {
  return async <T>(method: string, path: string, body?: object) => {
    const init = body
      ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      : {};
    const response = await fetch(`${root}${path}`, { method, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
}

interface Chat {
  readonly messages: readonly {
    from: string;
    text: string;
    buttons: { label: string; data: string }[][];
  }[];
}

function phoneOf(id: string, call: Call, settle: () => Promise<void>): Phone {
  const chat = async (channel: ChannelId) =>
    (await call<Record<ChannelId, Chat>>('GET', `/phones/${encodeURIComponent(id)}`))[channel]
      .messages;
  const bot = async (channel: ChannelId) =>
    (await chat(channel)).filter((one) => one.from === 'bot');
  return {
    id,
    act: async (channel, what, body = {}) => {
      await call('POST', `/phones/${encodeURIComponent(id)}/${channel}/${what}`, body);
      await settle();
    },
    open: async (url) => {
      await call('POST', `/phones/${encodeURIComponent(id)}/open`, { url });
      await settle();
    },
    texts: async (channel) => (await bot(channel)).map((one) => one.text),
    buttons: async (channel) =>
      ((await bot(channel)).at(-1)?.buttons ?? []).flat().map((one) => one.label),
    offers: async (channel, data) =>
      ((await bot(channel)).at(-1)?.buttons ?? []).flat().some((one) => one.data === data),
  };
}
