/** What both bots make of connections and bytes. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import type { SendOutcome } from './channel.ts';

/** Only these come before the first byte of the request (nodejs.org/api/errors.html, undici). */
const refusals = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

const caused = z.object({ cause: z.object({ code: z.string().regex(/^[A-Z0-9_]{1,40}$/) }) });

/** A call without an answer: provably not begun, or unknown. */
export function connectionOutcome(error: unknown): SendOutcome {
  if (error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name))
    return { type: 'unknown', code: 'aborted' };
  const parsed = caused.safeParse(error);
  const code = parsed.success ? parsed.data.cause.code : 'no_answer';
  return { type: refusals.has(code) ? 'not_sent' : 'unknown', code };
}

/** An id for what the platform gave none: the same bytes delivered again give the same. */
export const rawId = (bytes: Uint8Array): string => `raw:${bytesToHex(sha256(bytes)).slice(0, 32)}`;

/** Undefined for what is no JSON. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** Compares digests: equal in length and telling nothing of the secret, whatever the time it takes. */
export function isSame(given: string, secret: string): boolean {
  const other = sha256(utf8ToBytes(secret));
  return sha256(utf8ToBytes(given)).every((byte, i) => byte === other[i]);
}
