import { z } from 'zod';
import { addressOf, type Body, isoOf, seconds, text, unsupported } from './body.ts';
import { graphOutcome } from './outcome.ts';

const status = z.object({
  id: z.string().min(1),
  status: z.string().min(1),
  timestamp: seconds,
  recipient_id: text,
  recipient_user_id: text,
  biz_opaque_callback_data: text,
  pricing: z.object({ category: text }).optional().catch(undefined),
  errors: z.array(z.unknown()).optional().catch(undefined),
});

/** `played` says of a voice message what `read` says of a text. */
const known = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
} as const;
const isKnown = (name: string): name is keyof typeof known => Object.hasOwn(known, name);

/** One element of `statuses[]`. */
export function readStatus(value: unknown): Body {
  const parsed = status.safeParse(value);
  if (!parsed.success) return unsupported('status.malformed', value);
  const { id, status: name, timestamp, recipient_id, recipient_user_id } = parsed.data;
  const base = {
    // The same message comes here once per status.
    externalId: `${id}:${name}`,
    at: isoOf(timestamp),
    sender: addressOf(recipient_id, recipient_user_id),
  };
  if (!isKnown(name)) return { ...base, type: 'unsupported', what: `status.${name}`.slice(0, 64) };
  return {
    ...base,
    type: 'status',
    messageId: id,
    status: known[name],
    correlation: parsed.data.biz_opaque_callback_data,
    outcome: name === 'failed' ? failure(parsed.data.errors ?? []) : undefined,
    priceCategory: parsed.data.pricing?.category,
  };
}

const coded = z.object({ code: z.int() });

function failure(errors: readonly unknown[]) {
  const code = errors
    .map((error) => coded.safeParse(error).data?.code)
    .find((c) => c !== undefined);
  if (code === undefined) return { type: 'rejected', code: 'failed', elsewhere: false } as const;
  return graphOutcome({ code });
}
