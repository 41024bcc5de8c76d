/** The little HTTP that both simulated platforms need. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Rejects if the body breaks off. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (!request.complete) throw new Error('broken off');
  return Buffer.concat(chunks).toString();
}

export function answerJson(
  response: ServerResponse,
  { status = 200, body, sent }: { status?: number; body: unknown; sent?: () => void },
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text, sent);
}

/** Asks again until it is so; false when the time is up. Something that fails is not so yet. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 50 }: { withinMs: number; everyMs?: number },
): Promise<boolean> {
  const end = performance.now() + withinMs;
  for (;;) {
    if (await Promise.resolve(isSo()).catch(() => false)) return true;
    if (performance.now() > end) return false;
    await pause(everyMs);
  }
}

/** What the buttons in the body of a request say when pressed, on either platform. */
export const buttonsOf = (body: string): string[] =>
  [...body.matchAll(/"(?:callback_data|payload)":"([^"]+)"/g)].map(([, data = '']) => data);
