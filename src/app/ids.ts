/** Ids and secrets. UUIDs grow with time, so rows sort in the order they were made. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { v7 } from 'uuid';

export const newId = (): string => v7();

/** Not above any id made at that moment or later, in ms of the epoch. */
export const idSince = (msecs: number): string => v7({ msecs, seq: 0, random: new Uint8Array(16) });

/** 32 random bytes, base64url: 43 characters, fit for a deep link. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** What is stored instead of a token. */
export const hashToken = (token: string): string => bytesToHex(sha256(utf8ToBytes(token)));
