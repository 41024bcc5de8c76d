/** Brings webhooks to any running process of the product, as a balancer would, until one of them has said 200. */

import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { App } from './app.ts';
import type { Journal, Told } from './journal.ts';
import type { Traps } from './points.ts';
import type { Random } from './random.ts';

export interface Parcel {
  readonly path: '/webhooks/telegram' | '/webhooks/whatsapp';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly told: readonly Told[];
}

export interface Courier {
  /** After a moment; some parcels go twice. */
  send(parcel: Parcel): void;
  /** Parcels nobody has taken yet. */
  readonly waiting: () => number;
  stop(): void;
}

const late_ms_max = 300;
const again_ms = 400;
const answer_ms_max = 20_000;
const twice_share = 0.25;

export interface CourierOptions {
  readonly apps: () => readonly App[];
  readonly journal: Journal;
  readonly traps: Traps;
  readonly random: Random;
}

export function createCourier({ apps, journal, traps, random }: CourierOptions): Courier {
  let waiting = 0;
  let stopped = false;

  function post(parcel: Parcel, app: App): Promise<boolean> {
    journal.deliveries += 1;
    const where = { app: app.number };
    return new Promise((resolve) => {
      const { path, headers, body } = parcel;
      const post = request({ host: '127.0.0.1', port: app.port, path, method: 'POST', headers });
      post.setTimeout(answer_ms_max, () => post.destroy());
      post.once('error', () => resolve(false));
      post.once('finish', () => traps.reached('webhook-sent', where));
      post.once('response', (response) => {
        response.resume();
        const taken = response.statusCode === 200;
        if (taken) for (const one of parcel.told) one.answeredAt ??= performance.now();
        if (taken) traps.reached('webhook-answered', where);
        resolve(taken);
      });
      post.end(body);
    });
  }

  async function deliver(parcel: Parcel): Promise<void> {
    await pause(random.int(0, late_ms_max));
    while (!stopped) {
      // A balancer does not know yet that a process stands still.
      const app = random.pick(apps());
      if (await post(parcel, app)) return;
      await pause(again_ms);
    }
  }

  async function send(parcel: Parcel): Promise<void> {
    waiting += 1;
    await deliver(parcel);
    waiting -= 1;
  }

  return {
    send: (parcel) => {
      void send(parcel);
      if (random.chance(twice_share)) void send(parcel);
    },
    waiting: () => waiting,
    stop: () => {
      stopped = true;
    },
  };
}
