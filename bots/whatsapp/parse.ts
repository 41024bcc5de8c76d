import { z } from 'zod';
import type { InboundEvent } from '../channel.ts';
import { jsonOf } from '../http.ts';
import { type Body, fingerprint, phoneOf, seconds, text, unsupported } from './body.ts';
import { type Entry, readManagement } from './management.ts';
import { readMessage } from './message.ts';
import { profilesOf } from './sender.ts';
import { readStatus } from './status.ts';

/**
 * Every message, status, error and notice of a batch, each for the number it came for. Total: what
 * is malformed becomes one `unsupported` and the rest of the batch is kept.
 *
 * @param ownAccount the phone_number_id for events that name none (templates, account notices)
 */
export function parseWebhook(body: Uint8Array, ownAccount: string): readonly InboundEvent[] {
  const json = jsonOf(body);
  const parsed = envelope.safeParse(json);
  if (!parsed.success) {
    const what = json === undefined ? 'not_json' : 'no_entry';
    return [{ ...unsupported(what, body), account: ownAccount }];
  }
  return parsed.data.entry.flatMap((value) => readEntry(value, ownAccount));
}

/** Our own number as people write to it, if this webhook tells it. */
export function displayPhone(body: Uint8Array, account: string): string | null {
  const entries = envelope.safeParse(jsonOf(body)).data?.entry ?? [];
  const changes = entries.flatMap((value) => entry.safeParse(value).data?.changes ?? []);
  const values = changes.flatMap((value) => change.safeParse(value).data?.value ?? []);
  const own = values
    .map((value) => messagesValue.parse(value).metadata)
    .find((metadata) => metadata?.phone_number_id === account);
  return phoneOf(own?.display_phone_number) ?? null;
}

/** An empty list is our own knock at the door, and nothing is lost with it. */
const envelope = z.object({ entry: z.array(z.unknown()) });
const entry = z.object({ id: text, time: seconds, changes: z.array(z.unknown()).min(1) });
const change = z.object({ field: z.string(), value: z.record(z.string(), z.unknown()) });
const list = z.array(z.unknown()).optional();
const messagesValue = z.object({
  metadata: z
    .object({ phone_number_id: z.string().min(1), display_phone_number: text })
    .optional()
    .catch(undefined),
  contacts: list.catch(undefined),
  messages: list.catch(undefined),
  statuses: list.catch(undefined),
  errors: list.catch(undefined),
});

function readEntry(value: unknown, ownAccount: string): readonly InboundEvent[] {
  const parsed = entry.safeParse(value);
  if (!parsed.success) return [{ ...unsupported('entry.malformed', value), account: ownAccount }];
  return parsed.data.changes.flatMap((item) => readChange(item, parsed.data, ownAccount));
}

function readChange(value: unknown, of: Entry, ownAccount: string): readonly InboundEvent[] {
  const parsed = change.safeParse(value);
  if (!parsed.success) return [{ ...unsupported('change.malformed', value), account: ownAccount }];
  const { field, value: content } = parsed.data;
  // One POST may hold several clinics: the number is read from each change.
  const account = messagesValue.parse(content).metadata?.phone_number_id ?? ownAccount;
  const bodies = field === 'messages' ? readMessages(content) : readManagement(field, content, of);
  return bodies.map((body) => ({ ...body, account }));
}

function readMessages(content: Readonly<Record<string, unknown>>): readonly Body[] {
  const { contacts = [], messages = [], statuses = [], errors = [] } = messagesValue.parse(content);
  const profiles = profilesOf(contacts);
  const bodies = [
    ...messages.map((value) => readMessage(value, profiles)),
    ...statuses.map(readStatus),
    ...errors.map(readError),
  ];
  return bodies.length > 0 ? bodies : [unsupported('messages.empty', content)];
}

const error = z.object({ code: z.int() });

/** `value.errors[]`: a fault of the number or the app, about no message of ours. */
function readError(value: unknown): Body {
  const parsed = error.safeParse(value);
  if (!parsed.success) return unsupported('error.malformed', value);
  const base = { externalId: fingerprint(value), at: null, sender: null };
  return { ...base, type: 'account', field: 'errors', code: String(parsed.data.code) };
}
