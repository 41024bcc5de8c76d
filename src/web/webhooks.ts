/** The doors of the messengers. Answered with 200 only after what came in is on disk. */

import { Hono, type MiddlewareHandler, type Context as Request } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type Accept, acceptTogether } from '../app/accept.ts';
import { type Context, channelOf } from '../app/context.ts';
import type { ChannelId } from '../domain/words.ts';

const mebibyte = 1024 * 1024;
/** Meta sends batches of up to 3 MB. */
const body_bytes_max: Readonly<Record<ChannelId, number>> = {
  telegram: mebibyte,
  whatsapp: 3 * mebibyte,
};

/** Meta's `GET` at registration: the text to answer with, or null to refuse. */
export type Challenge = (query: URLSearchParams) => string | null;

export function createWebhooks(ctx: Context, { challenge }: { challenge: Challenge | null }): Hono {
  const app = new Hono();
  const door = { ctx, accept: acceptTogether(ctx) };
  app.post('/telegram', limited('telegram'), (c) => take(door, c, 'telegram'));
  app.post('/whatsapp', limited('whatsapp'), (c) => take(door, c, 'whatsapp'));
  app.get('/whatsapp', (c) => {
    if (!challenge || !channelOf(ctx, 'whatsapp')) return c.text('not found', 404);
    const answer = challenge(new URL(c.req.url).searchParams);
    return answer === null ? c.text('forbidden', 403) : c.text(answer);
  });
  app.all('*', (c) => c.text('not found', 404));
  return app;
}

const limited = (id: ChannelId): MiddlewareHandler => {
  const maxSize = body_bytes_max[id];
  const tooLarge = (c: Request) => c.text('too large', 413);
  const counted = bodyLimit({ maxSize, onError: tooLarge });
  return async (c, next) => {
    const length = c.req.header('transfer-encoding') ? null : c.req.header('content-length');
    // Platforms say the length. Only without it are the bytes counted, which copies the body.
    if (!length) return counted(c, next);
    return Number(length) <= maxSize ? next() : tooLarge(c);
  };
};

interface Door {
  readonly ctx: Context;
  readonly accept: Accept;
}

async function take({ ctx, accept }: Door, c: Request, id: ChannelId): Promise<Response> {
  const channel = channelOf(ctx, id);
  if (!channel) return c.text('not found', 404);
  const body = new Uint8Array(await c.req.arrayBuffer());
  if (!(await channel.verify({ headers: c.req.raw.headers, body }))) {
    ctx.log.warn('webhook_unsigned', { channel: id });
    return c.text('unauthorized', 401);
  }
  const items = channel.parse(body).map((event) => ({
    event,
    raw: event.type === 'unsupported' ? new TextDecoder().decode(body) : '',
  }));
  try {
    await accept(channel, items);
  } catch {
    // Anything but 2xx makes the platform send it again: the only copy is still theirs.
    ctx.log.error('inbound_not_stored', { channel: id, count: items.length });
    return c.text('try again', 503, { 'retry-after': '5' });
  }
  return c.body(null, 200);
}
