/** One signed request to a clinic system, by Standard Webhooks. What it answers beyond its status is not read. */

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Reply, type RequestFault, retryAfterMs } from '../domain/webhooks.ts';
import type { Context, Outlet } from './context.ts';
import { faultOfUrl } from './webhook-url.ts';

const secret_prefix = 'whsec_';
const secret_bytes = 32;
const answer_ms = 15_000;

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

export const newSecret = (): string =>
  secret_prefix + base64(crypto.getRandomValues(new Uint8Array(secret_bytes)));

/** `v1,…` for each secret, the present one first. */
export function signatureOf(
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
  secrets: readonly string[],
): string {
  const signed = utf8ToBytes(`${id}.${timestamp}.${body}`);
  return secrets
    .map((secret) => hmac(sha256, fromBase64(secret.slice(secret_prefix.length)), signed))
    .map((hash) => `v1,${base64(hash)}`)
    .join(' ');
}

export interface Post {
  readonly url: string;
  /** The present one first. */
  readonly secrets: readonly string[];
  /** The same at every try. */
  readonly id: string;
  readonly body: string;
  /** Gives up early; the request then counts as not made. */
  readonly signal?: AbortSignal | undefined;
}

/** Without one of its own: the platform's, and https only. */
export const outletOf = (ctx: Pick<Context, 'outlet'>): Outlet =>
  ctx.outlet ?? { fetch: (...request) => fetch(...request), allowsHttp: false };

/** Null if `signal` ended it. */
export async function post(
  ctx: Context,
  { url, secrets, id, body, signal }: Post,
): Promise<Reply | null> {
  const outlet = outletOf(ctx);
  if (faultOfUrl(url, outlet)) return fault('refused_address');
  // Real time: the other side compares it with its own.
  const timestamp = Math.floor(Date.now() / 1000);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Zabota',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureOf({ id, timestamp, body }, secrets),
  };
  const timeout = ctx.timers.timeout(answer_ms);
  const ending = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    const init = { method: 'POST', headers, body, redirect: 'manual', signal: ending } as const;
    return await replyOf(await outlet.fetch(url, init));
  } catch (error) {
    if (signal?.aborted) return null;
    return fault(timeout.aborted ? 'timeout' : requestFaultOf(error));
  }
}

async function replyOf(response: Response): Promise<Reply> {
  await response.body?.cancel();
  const { status, headers } = response;
  const askedMs = retryAfterMs(headers.get('retry-after'), Date.now());
  return { status, code: `http_${status}`, retryAfterMs: askedMs };
}

const fault = (code: RequestFault): Reply => ({ status: null, code, retryAfterMs: null });

/** By the code that Node puts somewhere below; elsewhere it is only known that there was no answer. */
function requestFaultOf(error: unknown): RequestFault {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = String((at as { code?: unknown }).code ?? '');
    if (code === refused_address) return 'refused_address';
    if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) return 'no_such_host';
    if (/CERT|SELF_SIGNED|LEAF_SIGNATURE|SSL|TLS/.test(code)) return 'bad_certificate';
  }
  return 'unreachable';
}

/** `code` of the error with which a name is not resolved that leads where nothing may be posted. */
export const refused_address = 'EREFUSEDADDRESS';
