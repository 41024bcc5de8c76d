/** What the platforms have for the product, on its way to the doors of its processes. */

import { createHmac } from 'node:crypto';
import type { ChannelId } from '../../../src/domain/words.ts';
import type { Random, WebhookFault } from '../contract.ts';
import { ids, secrets } from '../identity.ts';
import type { Node } from '../process.ts';
import { background, type Gate, type Time } from '../time.ts';
import { Courier } from './courier.ts';
import type { Call, PlatformTime, Reply } from './platform.ts';
import type { Update } from './telegram.ts';
import type { Change } from './whatsapp.ts';

const day_ms = 24 * 3_600_000;
/** An answer that is late by more is none to the platform. */
const answer_ms_max = 20_000;
const second = 1_000;

export interface PostParts {
  readonly time: Time;
  readonly platformTime: PlatformTime;
  /** Telegram is asked for updates instead of telling them. */
  readonly polls: boolean;
  living(): readonly Node[];
  /** Of the step. */
  fate(): Random;
  strikes(fault: WebhookFault, channel: ChannelId): boolean;
  closedUntilMs(channel: ChannelId): number;
  trace(line: string): void;
  /** The way in has proved to be open. */
  proved(channel: ChannelId): void;
  /** Answered with 200, or confirmed by an offset. */
  stored(channel: ChannelId, bodyIds: readonly string[]): Promise<void>;
}

interface Poll {
  readonly answer: (reply: Reply) => void;
  readonly from: number;
}

export class Post {
  readonly #parts: PostParts;
  readonly #couriers: Readonly<Record<ChannelId, Courier>>;
  #polls: Poll[] = [];

  constructor(parts: PostParts) {
    this.#parts = parts;
    this.#couriers = { telegram: this.#courier('telegram'), whatsapp: this.#courier('whatsapp') };
  }

  get waitingUpdates() {
    return this.#couriers.telegram.waiting;
  }

  publishUpdate({ id, lane, body, livesMs }: Update): void {
    const { time, polls } = this.#parts;
    this.#couriers.telegram.add({ ids: [id], lane, content: body, isStatus: false, livesMs });
    if (polls) time.after(200, () => this.#answerPolls());
  }

  publishChange({ id, isStatus, field, value }: Change): void {
    const parcel = { ids: id === '' ? [] : [id], lane: null, isStatus, content: { field, value } };
    this.#couriers.whatsapp.add({ ...parcel, livesMs: 7 * day_ms });
  }

  /** Somebody is there again. */
  reopened(): void {
    for (const courier of Object.values(this.#couriers)) courier.reopened();
  }

  /** Nothing is late any more. */
  hurry(): void {
    for (const courier of Object.values(this.#couriers)) courier.hurry();
  }

  #courier(channel: ChannelId): Courier {
    const { platformTime, fate, strikes, closedUntilMs, polls } = this.#parts;
    const isTelegram = channel === 'telegram';
    return new Courier({
      time: platformTime,
      retries: isTelegram
        ? { firstMs: second, maxMs: 90 * second }
        : { firstMs: 10 * second, maxMs: 3600 * second },
      wrap: (parcels) => (isTelegram ? parcels[0]?.content : batchOf(parcels)),
      knock: (body, bodyIds) => this.#knock(channel, body, bodyIds),
      strikes: (fault) => !(isTelegram && fault === 'batched') && strikes(fault, channel),
      int: (below) => fate().int(below),
      closedUntilMs: () => closedUntilMs(channel),
      isPolled: isTelegram && polls,
    });
  }

  /** One delivery at the door of a living process. */
  async #knock(
    channel: ChannelId,
    content: unknown,
    bodyIds: readonly string[],
  ): Promise<number | null> {
    const { trace, proved, stored } = this.#parts;
    const body = new TextEncoder().encode(JSON.stringify(content));
    const status = await this.enter(channel, body, signed(channel, body));
    trace(`webhook ${channel} ${bodyIds.join(' ')} ${status}`);
    if (status !== 200) return status;
    proved(channel);
    await stored(channel, bodyIds);
    return status;
  }

  /** Through the public address to any of the processes; null if none answers in time. */
  enter(channel: ChannelId, body: Uint8Array, headers: Headers): Promise<number | null> {
    const { time, living, fate } = this.#parts;
    const nodes = living();
    if (nodes.length === 0) return Promise.resolve(null);
    const node = fate().pick(nodes);
    const { gate } = node;
    const answered = gate
      .whenAble(time, null)
      .then(() => node.deliver(channel, body, headers))
      .then((status) => gate.whenAble(time, status));
    return new Promise((resolve) => {
      const giveUp = time.after(answer_ms_max, () => resolve(null), background);
      void gate.unlessDead(answered).finally(giveUp).then(resolve);
    });
  }

  // --- Long polling.

  poll({ body }: Call, gate: Gate): Promise<Reply> {
    const from = Number(body.offset ?? 0);
    for (const other of this.#polls.splice(0)) other.answer(conflict);
    return new Promise((resolve) => {
      const answer = (reply: Reply) => {
        for (const spare of spares) spare();
        this.#polls = this.#polls.filter((one) => one !== poll);
        resolve(reply);
      };
      const poll = { answer, from };
      this.#polls.push(poll);
      void this.#confirmed(from).then(() => this.#answerPolls());
      const end = () => answer(nothing);
      const spares = [
        this.#parts.time.after(Number(body.timeout ?? 0) * second, end, gate),
        gate.onDeath(end),
      ];
    });
  }

  /** What was given out before is stored, says the offset. */
  async #confirmed(from: number): Promise<void> {
    const { proved, stored } = this.#parts;
    const courier = this.#couriers.telegram;
    const done = courier.available().filter((parcel) => Number(parcel.ids[0]) < from);
    courier.taken(done);
    proved('telegram');
    if (done.length > 0)
      await stored(
        'telegram',
        done.flatMap((parcel) => parcel.ids),
      );
  }

  #answerPolls(): void {
    const { time, closedUntilMs } = this.#parts;
    if (closedUntilMs('telegram') > time.nowMs) return;
    for (const { answer, from } of [...this.#polls]) {
      const waiting = this.#couriers.telegram.available();
      const updates = waiting.filter((parcel) => Number(parcel.ids[0]) >= from);
      const result = updates.map(({ content }) => content);
      if (result.length > 0) answer({ status: 200, body: { ok: true, result } });
    }
  }
}

const nothing: Reply = { status: 200, body: { ok: true, result: [] } };
const conflict: Reply = {
  status: 409,
  body: { ok: false, error_code: 409, description: 'Conflict: terminated by other getUpdates' },
};

const batchOf = (parcels: readonly { readonly content: unknown }[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: ids.business, changes: parcels.map(({ content }) => content) }],
});

function signed(channel: ChannelId, body: Uint8Array): Headers {
  if (channel === 'telegram') {
    return new Headers({ 'x-telegram-bot-api-secret-token': secrets.webhookSecret });
  }
  const mac = createHmac('sha256', secrets.appSecret).update(body).digest('hex');
  return new Headers({ 'x-hub-signature-256': `sha256=${mac}` });
}
