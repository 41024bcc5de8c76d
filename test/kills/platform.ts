/**
 * The simulated Telegram and WhatsApp of one world, over real HTTP. They count what they accept, and
 * how they answer can be decided request by request.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerJson, bodyOf } from './http.ts';
import type { Accepted, Asked, Journal } from './journal.ts';
import type { Traps } from './points.ts';
import { type Telegram, telegramOf } from './telegram.ts';
import { whatsAppOf } from './whatsapp.ts';

/** How a message that has arrived is met. */
export type Reception = 'accept' | 'throttle' | 'fail' | 'accept-and-fail';

/** What one platform makes of a request to send. */
export interface Sending {
  readonly asked: Omit<Asked, 'startedAt' | 'app'>;
  accept(): { readonly externalId: string; readonly body: unknown };
  readonly throttled: unknown;
}

export interface Caller {
  readonly app: number;
  readonly startedAt: number;
}

export interface Platform {
  readonly port: number;
  readonly journal: Journal;
  readonly telegram: Telegram;
  /** How the next message that arrives is met; then all is well again. */
  meetNext(reception: Reception): void;
  close(): void;
}

export interface PlatformOptions {
  readonly journal: Journal;
  readonly traps: Traps;
  /** Who asks, by the port the request came from. */
  readonly callerOf: (port: number) => Caller | null;
  readonly onAccepted: (accepted: Accepted) => void;
}

export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { journal, traps } = options;
  const telegram = telegramOf({ journal, traps });
  const whatsapp = whatsAppOf();
  let next: Reception = 'accept';

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const caller = options.callerOf(request.socket.remotePort ?? 0);
    // Its process is gone already.
    if (!caller) {
      response.destroy();
      return;
    }
    const call = { url: request.url ?? '', body, caller };
    const platform = call.url.startsWith('/bot') ? telegram : whatsapp;
    const sending = platform.sending(call);
    if (sending) receive(sending, caller, response);
    else answerJson(response, { body: await platform.answer(call, response) });
  }

  function receive(sending: Sending, caller: Caller, response: ServerResponse): void {
    const where = { app: caller.app };
    journal.asked.push({ ...sending.asked, ...caller });
    traps.reached('request-arrived', where);
    const reception = next;
    next = 'accept';
    if (reception === 'throttle') {
      answerJson(response, { status: 429, body: sending.throttled });
      return;
    }
    if (reception === 'fail') {
      bad(response);
      return;
    }
    const { externalId, body } = sending.accept();
    const accepted = { ...sending.asked, ...caller, externalId };
    journal.accepted.push(accepted);
    options.onAccepted(accepted);
    traps.reached('request-accepted', where);
    if (reception === 'accept-and-fail') bad(response);
    else answerJson(response, { body, sent: () => traps.reached('request-answered', where) });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    journal,
    telegram,
    meetNext: (reception) => {
      next = reception;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Something between the product and the platform speaks: it says nothing of what became of the message. */
function bad(response: ServerResponse): void {
  response.writeHead(502, { 'content-type': 'text/html' });
  response.end('<h1>502</h1>');
}
