/** Who may call, and how much they may send. */

import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { timingSafeEqual } from 'hono/utils/buffer';
import { bytesMax } from '../../domain/imports.ts';
import { problem } from '../problem.ts';

const body_bytes_max = 1024 * 1024;
/** A list, and what a form puts around it. */
const list_bytes_max = bytesMax + 64 * 1024;

/** `Authorization: Bearer <key>`, compared in constant time. Without a configured key nobody may call. */
export const bearer =
  (apiKey: string | null): MiddlewareHandler =>
  async (c, next) => {
    if (!apiKey) return unauthorized(c, 'no_key', 'this installation has no API key: set API_KEY');
    const given = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (given === undefined) {
      return unauthorized(c, 'key_missing', 'send the API key as Authorization: Bearer <key>');
    }
    if (!(await timingSafeEqual(given, apiKey))) {
      return unauthorized(c, 'key_wrong', 'this API key is not the one configured');
    }
    return next();
  };

function unauthorized(c: Context, code: string, detail: string): Response {
  const hint = code === 'key_wrong' ? ', error="invalid_token"' : '';
  const headers = { 'WWW-Authenticate': `Bearer realm="zabota"${hint}` };
  return problem(c, { status: 401, code, field: null, detail, headers });
}

const limitedTo = (maxSize: number, most: string) =>
  bodyLimit({
    maxSize,
    onError: (c) =>
      problem(c, {
        status: 413,
        code: 'too_large',
        field: null,
        detail: `the body may have at most ${most}`,
      }),
  });
const usual = limitedTo(body_bytes_max, '1 MiB');
const list = limitedTo(list_bytes_max, '16 MiB');

export const limited: MiddlewareHandler = (c, next) =>
  /\/imports\/\w+$/.test(c.req.path) ? list(c, next) : usual(c, next);
