/** The local stand-in for Telegram: takes everything, after so many milliseconds, and remembers when. */

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { address_line } from '../senders/seed.ts';
import { answer } from './child.ts';
import { wallMs } from './stats.ts';

/** To whom, when the request had been read, as `wallMs`, and whether it was a reminder of the seeded clinic. */
export type Arrival = readonly [chatId: number, atMs: number, reminder: boolean];

let delayMs = 0;
let arrivals: Arrival[] = [];
let furthest = 0;

const me = { id: 42, is_bot: true, first_name: 'Bench', username: 'bench_bot' };

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('latin1');
  request.on('data', (chunk) => {
    text += chunk;
  });
  await once(request, 'end');
  return text;
}

function resultOf(url: string, body: string): unknown {
  if (url.endsWith('/getMe')) return me;
  if (!url.endsWith('/sendMessage')) return true;
  const chatId = Number(/"chat_id":"?(\d+)/.exec(body)?.[1]);
  const reminder = body.includes(address_line);
  if (reminder) furthest = Math.max(furthest, chatId);
  arrivals.push([chatId, wallMs(), reminder]);
  return {
    message_id: arrivals.length,
    date: 1_770_000_000,
    chat: { id: chatId, type: 'private' },
  };
}

const server = createServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
  const result = resultOf(request.url ?? '', await textOf(request));
  const reply = () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, result }));
  };
  if (delayMs > 0) setTimeout(reply, delayMs);
  else reply();
});

answer({
  start: async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  },
  /** Forgets what came, and answers so late from now on. */
  reset: async (ms: number) => {
    delayMs = ms;
    arrivals = [];
    furthest = 0;
  },
  count: async () => arrivals.length,
  /** The highest person number that was reminded. */
  furthest: async () => furthest,
  arrivals: async () => arrivals,
});
