/** The way from a process to the platforms, with everything that may go wrong on it. */

import type { ChannelId } from '../../src/domain/words.ts';
import type { RequestFault, SeenRequest } from './contract.ts';
import type { Call, Platform, Reply, Sending } from './platforms/platform.ts';
import { forever, type Gate, type Time } from './time.ts';

export interface NetworkParts {
  readonly time: Time;
  readonly platforms: Readonly<Record<ChannelId, Platform>>;
  strikes(fault: RequestFault, channel: ChannelId): boolean;
  int(below: number): number;
  isDown(channel: ChannelId): boolean;
  now(): Date;
  trace(line: string): void;
  /** Before the platform has seen it. */
  starting(request: SeenRequest): Promise<void>;
  /** The platform has it, and has not answered. */
  reached(gate: Gate): void;
  /** A request to our own public address. */
  ownDoor(request: { url: URL; init: RequestInit }): Promise<number | null>;
  /** Long polling: answers when there is something. */
  poll(call: Call, gate: Gate): Promise<Reply>;
  /** The platform has said that the way in is open. */
  proved(channel: ChannelId): void;
}

type Fetch = typeof fetch;

export class Network {
  readonly requests: SeenRequest[] = [];
  readonly #parts: NetworkParts;
  /** Requests that have not been answered. */
  underWay = 0;

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  fetchOf(gate: Gate): Fetch {
    return (input, init = {}) => this.#answer(gate, new URL(String(input)), init);
  }

  #answer(gate: Gate, url: URL, init: RequestInit): Promise<Response> {
    const { time } = this.#parts;
    time.news();
    if (gate.dead) return forever();
    return new Promise((resolve, reject) => {
      let settled = false;
      const exchange: Exchange = { gate, url, init, seen: null };
      const isPoll = url.pathname.endsWith('/getUpdates');
      if (!isPoll) this.underWay += 1;
      const once = (run: () => void) => {
        if (settled) return;
        settled = true;
        spare();
        signal?.removeEventListener('abort', abort);
        if (!isPoll) this.underWay -= 1;
        this.#ended(exchange);
        void gate.whenAble(time, null).then(run);
      };
      const { signal } = init;
      const abort = () => once(() => reject(signal?.reason));
      const spare = gate.onDeath(() => once(() => {}));
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      void this.#exchange(exchange).then(
        (reply) => once(() => resolve(responseOf(reply))),
        (error: unknown) => once(() => reject(error)),
      );
    });
  }

  #ended({ seen }: Exchange): void {
    if (!seen) return;
    seen.accepted ??= false;
    seen.answer ??= 'none';
    seen.endedMs = this.#parts.time.nowMs;
  }

  async #exchange(exchange: Exchange): Promise<Reply> {
    const { gate, url, init } = exchange;
    const channel = channelAt(url);
    if (!channel) return this.#ownDoor(url, init);
    const { time, platforms, isDown } = this.#parts;
    const platform = platforms[channel];
    const call = await time.during(() => callOf(url, init));
    if (call.path.endsWith('/getUpdates')) {
      return isDown(channel) ? noWay('ECONNREFUSED') : this.#parts.poll(call, gate);
    }
    const sending = platform.sendingOf(call);
    if (sending) exchange.seen = await this.#seen(channel, sending);
    this.#parts.trace(`${gate.name} → ${call.method} ${call.path} ${JSON.stringify(call.body)}`);
    if (gate.dead) return forever();
    return this.#way(channel, { call, gate, seen: exchange.seen });
  }

  async #seen(channel: ChannelId, sending: Sending): Promise<SeenRequest> {
    const { time, now } = this.#parts;
    const seen = { channel, ...sending, startedAt: now(), startedMs: time.nowMs };
    this.requests.push(seen);
    await this.#parts.starting(seen);
    return seen;
  }

  async #way(
    channel: ChannelId,
    { call, gate, seen }: { call: Call; gate: Gate; seen: SeenRequest | null },
  ): Promise<Reply> {
    const { isDown, int } = this.#parts;
    const strikes = (fault: RequestFault) => this.#parts.strikes(fault, channel);
    const platform = this.#parts.platforms[channel];
    const answered = (reply: Reply): Reply => {
      if (seen) seen.answer = reply.status < 300 ? 'ok' : 'error';
      return reply;
    };
    if (isDown(channel) || strikes('refused')) {
      await this.#pass(1 + int(10));
      return int(2) ? noWay('ECONNREFUSED') : noWay('ENOTFOUND');
    }
    await this.#pass(1 + int(40));
    if (strikes('throttled')) {
      if (strikes('slow')) await this.#pass(500 + int(5_000));
      return answered(platform.throttled(1 + int(20)));
    }
    if (strikes('flooded')) return answered(platform.throttled(900 + int(2_700)));
    if (seen && strikes('false_gone')) return answered(platform.gone());
    if (strikes('server_error')) {
      const own = int(2) === 0;
      // What stands in between may fail after the platform has taken it.
      if (!own && int(2)) this.#take(call, { platform, seen });
      return answered(platform.serverError(own));
    }
    const reply = this.#take(call, { platform, seen });
    this.#parts.reached(gate);
    if (strikes('silent')) return forever();
    if (strikes('cut_off')) {
      await this.#pass(int(300));
      return int(2) ? noWay('UND_ERR_SOCKET') : { ...reply, body: '{"ok":tr' };
    }
    await this.#pass(strikes('slow') ? 500 + int(11_500) : 5 + int(150));
    this.#noteProof(channel, call, reply);
    return answered(reply);
  }

  #take(call: Call, { platform, seen }: { platform: Platform; seen: SeenRequest | null }): Reply {
    const reply = platform.handle(call);
    if (seen) seen.accepted = reply.status < 300;
    return reply;
  }

  #noteProof(channel: ChannelId, { path }: Call, { body }: Reply): void {
    if (!path.endsWith('/getWebhookInfo')) return;
    const { pending_update_count, last_error_date } = (body as { result: Json }).result;
    const failedMs = Number(last_error_date ?? 0) * 1000;
    const isQuiet = pending_update_count === 0 && Date.now() - failedMs >= 15 * 60_000;
    if (isQuiet) this.#parts.proved(channel);
  }

  async #ownDoor(url: URL, init: RequestInit): Promise<Reply> {
    await this.#pass(1 + this.#parts.int(20));
    const status = await this.#parts.ownDoor({ url, init });
    if (status === null) return noWay('ECONNREFUSED');
    return { status, body: '' };
  }

  #pass(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#parts.time.after(ms, resolve);
    });
  }
}

interface Exchange {
  readonly gate: Gate;
  readonly url: URL;
  readonly init: RequestInit;
  seen: SeenRequest | null;
}

type Json = Record<string, unknown>;

function channelAt({ hostname }: URL): ChannelId | null {
  if (hostname.startsWith('telegram.')) return 'telegram';
  return hostname.startsWith('whatsapp.') ? 'whatsapp' : null;
}

/** As undici says it. */
async function noWay(code: string): Promise<never> {
  throw Object.assign(new TypeError('fetch failed'), { cause: { code } });
}

async function callOf(url: URL, init: RequestInit): Promise<Call> {
  const { method = 'GET', body } = init;
  const base = { method: method.toUpperCase(), path: url.pathname, query: url.searchParams };
  if (body === undefined || body === null) return { ...base, body: {} };
  if (typeof body === 'string') return { ...base, body: JSON.parse(body) as Json };
  const form =
    body instanceof FormData ? body : await new Response(body, headersOf(init)).formData();
  return { ...base, body: await formBody(form) };
}

const headersOf = ({ headers }: RequestInit): ResponseInit => (headers ? { headers } : {});

/** Fields as they are; a file as its text. */
async function formBody(form: FormData): Promise<Json> {
  const body: Json = {};
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') body[name] = value;
    else body.document_text = await value.text();
  }
  return body;
}

/** As much of a response as the two SDKs use; a real one costs more than the statement it answers. */
function responseOf({ status, body, headers }: Reply): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    ok: status < 300,
    status,
    statusText: '',
    headers: new Headers({ 'content-type': 'application/json', ...headers }),
    text: async () => text,
    json: async () => JSON.parse(text) as unknown,
  } as unknown as Response;
}
