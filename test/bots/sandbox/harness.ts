import { createSandbox, type Sandbox, type SandboxOptions } from '../../../bots/sandbox/sandbox.ts';

export const token = '42:TEST-token';
export const secret = 'app-secret';
export const numberId = '1000';
export const accountId = '2000';
export const hookUrl = 'http://bot.test/webhooks/whatsapp';

// biome-ignore lint/suspicious/noExplicitAny: answers are read by path, as JSON in tests is.
export type Json = Record<string, any>;

export interface Received {
  readonly url: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly body: Json;
}

export interface Harness {
  readonly sandbox: Sandbox;
  readonly lines: string[];
  readonly received: Received[];
  /** What the bot answers to webhooks; may be changed on the way. */
  readonly bot: { status: number };
  advance(ms: number): void;
  now(): Date;
  /** A control call; the body of the answer with its status. */
  control(method: string, path: string, body?: unknown): Promise<Json>;
  telegram(method: string, params?: unknown, withToken?: string): Promise<Json>;
  graph(method: string, path: string, body?: unknown, bearer?: string): Promise<Json>;
  again(): Harness;
}

interface Begin {
  readonly lines?: string[];
  readonly start?: number;
  readonly options?: Partial<SandboxOptions>;
}

export function begin({ lines = [], start = Date.UTC(2026, 5, 1, 9), options = {} }: Begin = {}) {
  let nowMs = start;
  const received: Received[] = [];
  const bot = { status: 200 };
  const receive = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    if (request.method === 'GET') {
      return new Response(new URL(request.url).searchParams.get('hub.challenge'));
    }
    const bytes = new Uint8Array(await request.arrayBuffer());
    const body = JSON.parse(new TextDecoder().decode(bytes)) as Json;
    received.push({ url: request.url, headers: request.headers, bytes, body });
    return new Response(null, { status: bot.status });
  };
  const sandbox = createSandbox({
    clock: { now: () => new Date(nowMs) },
    telegram: { token, username: 'zabota_bot' },
    whatsapp: {
      accessToken: 'wa-token',
      phoneNumberId: numberId,
      businessAccountId: accountId,
      appSecret: secret,
      verifyToken: 'verify',
      displayPhone: '+15550001111',
      webhookUrl: () => hookUrl,
    },
    journal: { load: () => [...lines], append: (line) => void lines.push(line) },
    fetch: receive as typeof fetch,
    ...options,
  });
  const call = async (path: string, init: RequestInit): Promise<Json> => {
    const response = await sandbox.app.request(path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, ...(text && JSON.parse(text)) };
  };
  const json = (
    method: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const harness: Harness = {
    sandbox,
    lines,
    received,
    bot,
    advance: (ms) => {
      nowMs += ms;
    },
    now: () => new Date(nowMs),
    control: (method, path, body) => call(`/api${path}`, json(method, body)),
    telegram: (method, params, withToken = token) =>
      call(`/telegram/bot${withToken}/${method}`, json('POST', params ?? {})),
    graph: (method, path, body, bearer = 'wa-token') =>
      call(`/whatsapp/v25.0/${path}`, json(method, body, { authorization: `Bearer ${bearer}` })),
    again: () => begin({ lines, start: nowMs, options }),
  };
  return harness;
}

export const hour = 3_600_000;

export interface Phone {
  readonly id: string;
  readonly chatId: number;
  readonly bsuid: string;
  readonly phone: string;
}

export async function addPhone(h: Harness, extra: object = {}): Promise<Phone> {
  const phone = '+79990000001';
  const made = await h.control('POST', '/phones', { name: 'Анна Смирнова', phone, ...extra });
  return {
    id: made.id,
    chatId: made.telegram.userId,
    bsuid: made.whatsapp.userId,
    phone: made.phone,
  };
}

/** A phone whose Telegram was started. */
export async function started(h: Harness): Promise<Phone> {
  const phone = await addPhone(h);
  await h.control('POST', `/phones/${phone.id}/telegram/start`);
  return phone;
}

/** A phone whose WhatsApp window is open, with the message of that already delivered. */
export async function opened(h: Harness, extra: object = {}): Promise<Phone> {
  const phone = await addPhone(h, extra);
  await h.control('POST', `/phones/${phone.id}/whatsapp/text`, { text: 'Hello' });
  await h.sandbox.idle();
  h.received.length = 0;
  return phone;
}

export const statuses = (h: Harness): Json[] =>
  h.received.flatMap((hook) => hook.body.entry?.[0].changes[0].value.statuses ?? []);
export const inbound = (h: Harness): Json[] =>
  h.received.flatMap((hook) => hook.body.entry?.[0].changes[0].value.messages ?? []);
