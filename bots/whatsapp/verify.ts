import { hexToBytes } from '@noble/hashes/utils.js';
import type { WebhookRequest } from '../channel.ts';
import { isSame } from '../http.ts';

/** HMAC-SHA256 of the raw bytes with the app secret; without a secret nothing is let in. */
export async function verifySignature(
  { headers, body }: WebhookRequest,
  appSecret: string | undefined,
): Promise<boolean> {
  const signature = hexBytes(headers.get('x-hub-signature-256'));
  if (!appSecret || signature === null) return false;
  return crypto.subtle.verify('HMAC', await keyOf(appSecret), signature, body);
}

/** An installation has one secret, and making its key takes as long as using it. */
const keys = new Map<string, Promise<CryptoKey>>();

function keyOf(appSecret: string): Promise<CryptoKey> {
  const known = keys.get(appSecret);
  if (known) return known;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = crypto.subtle.importKey('raw', utf8(appSecret), algorithm, false, ['verify']);
  keys.set(appSecret, key);
  return key;
}

/** The answer to Meta's `GET` at registration: the challenge, or null (answer 403). */
export function challenge(query: URLSearchParams, verifyToken: string): string | null {
  const given = query.get('hub.verify_token');
  if (query.get('hub.mode') !== 'subscribe' || verifyToken === '' || given === null) return null;
  return isSame(given, verifyToken) ? query.get('hub.challenge') : null;
}

function hexBytes(header: string | null): Uint8Array<ArrayBuffer> | null {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  return hex === undefined ? null : hexToBytes(hex);
}

const utf8 = (text: string) => new TextEncoder().encode(text);
