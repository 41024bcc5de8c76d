/** Small readings shared by the webhook's parts. */

import { isBusinessScopedUserId } from '@kapso/whatsapp-cloud-api';
import { z } from 'zod';
import type { AddressRef, InboundEvent } from '../channel.ts';
import { rawId } from '../http.ts';

/** An event before it knows for which account it came. */
export type Body = InboundEvent extends infer E
  ? E extends InboundEvent
    ? Omit<E, 'account'>
    : never
  : never;

/** An event's own part, beside `externalId`, `at` and `sender`. */
export type Part = Body extends infer E
  ? E extends Body
    ? Omit<E, 'externalId' | 'at' | 'sender'>
    : never
  : never;

/** An optional string; a wrong type counts as missing and does not spoil the rest. */
export const text = z.string().optional().catch(undefined);

/** Unix seconds as a string (messages, statuses) or a number (`entry.time`, `user_preferences`). */
export const seconds = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,13}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(0).max(8_640_000_000_000))
  .optional()
  .catch(undefined);

export const isoOf = (unixSeconds: number | undefined): string | null =>
  unixSeconds === undefined ? null : new Date(unixSeconds * 1000).toISOString();

/**
 * An address from whatever fields came. A BSUID is also met where a phone belongs
 * (github.com/chatwoot/chatwoot/issues/13837), and the phone may be missing altogether.
 */
export function addressOf(
  phoneOrId: string | undefined,
  userId: string | undefined,
): AddressRef | null {
  const id = [userId, phoneOrId].find(
    (value) => value !== undefined && isBusinessScopedUserId(value),
  );
  const phone = phoneOf(phoneOrId);
  return id === undefined && phone === undefined ? null : { userId: id, phone };
}

/** E.164 with `+`, from digits with or without it. */
export function phoneOf(value: string | undefined): string | undefined {
  const digits = value?.replace(/[\s()-]/g, '').match(/^\+?(\d{5,15})$/)?.[1];
  return digits === undefined ? undefined : `+${digits}`;
}

/** An id from the content, for what the platform gave none: the same delivered again gives the same. */
export const fingerprint = (value: unknown): string =>
  rawId(value instanceof Uint8Array ? value : serialised(value));

function serialised(value: unknown): Uint8Array {
  try {
    return new TextEncoder().encode(JSON.stringify(value));
  } catch {
    // JSON.parse takes nesting that JSON.stringify cannot.
    return new TextEncoder().encode('too_deep');
  }
}

export function unsupported(what: string, value: unknown): Body {
  const part = { type: 'unsupported', what: what.slice(0, 64) } as const;
  return { ...part, externalId: fingerprint(value), at: null, sender: null };
}
