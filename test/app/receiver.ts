/** A clinic system's own HTTP server, which checks what comes with the library of Standard Webhooks. */

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Webhook } from 'standardwebhooks';

export interface Heard {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly patientId: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Receiver {
  readonly url: string;
  readonly calls: Call[];
  /** Answers the next requests, one each; then 204 again. A promise is awaited first. */
  answers(...replies: readonly (Reply | (() => Promise<Reply>))[]): void;
  /** Once that many requests have come. */
  reached(count: number): Promise<void>;
  /** What came, once each signature was found to fit the secret. */
  heard(secret: string): Heard[];
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function openReceiver(): Promise<Receiver> {
  const calls: Call[] = [];
  const replies: (Reply | (() => Promise<Reply>))[] = [];
  const waiting: { readonly count: number; readonly go: () => void }[] = [];
  const app = new Hono();
  app.all('*', async (c) => {
    calls.push({ path: c.req.path, body: await c.req.text(), headers: c.req.header() });
    for (const { count, go } of waiting) if (calls.length >= count) go();
    const next = replies.shift() ?? { status: 204 };
    const { status, headers = {} } = typeof next === 'function' ? await next() : next;
    return new Response(null, { status, headers });
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    calls,
    answers: (...more) => void replies.push(...more),
    reached: (count) =>
      new Promise((go) => {
        if (calls.length >= count) go();
        else waiting.push({ count, go });
      }),
    heard: (secret) =>
      calls.map(({ body, headers }) => new Webhook(secret).verify(body, headers) as Heard),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
