/** Webhook bodies in Meta's shapes (CHANNELS.md A.12, A.13). */

import type { Core } from '../core.ts';
import { digitsOf, unixSeconds } from '../ids.ts';
import type { Person } from '../people.ts';
import type { SandboxRecord } from '../state.ts';
import type { WaEvent, WaMessage, WaStatus } from './state.ts';

interface NewEvent {
  /** What waits behind what. */
  readonly lane: string;
  readonly field: string;
  readonly value: Record<string, unknown>;
}

/** `number`: which of the events of this commit it is, from 0. */
export function eventRecord(core: Core, event: NewEvent, number = 0): SandboxRecord[] {
  const { businessAccountId } = core.options.whatsapp!;
  if (!core.state.whatsapp.subscribed) return [];
  const body = {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: businessAccountId,
        time: unixSeconds(core.now()),
        changes: [{ field: event.field, value: event.value }],
      },
    ],
  };
  const record: WaEvent = {
    id: core.state.whatsapp.lastEvent + 1 + number,
    lane: event.lane,
    body: JSON.stringify(body),
    at: core.now(),
  };
  return [{ type: 'wa/event', event: record }];
}

function metadata(core: Core): Record<string, unknown> {
  const { displayPhone, phoneNumberId } = core.options.whatsapp!;
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: digitsOf(displayPhone), phone_number_id: phoneNumberId },
  };
}

/** The phone is there only if the person does not hide it. */
function phoneAs<K extends string>(person: Person, key: K): Record<string, string> {
  return person.hidePhone ? {} : { [key]: digitsOf(person.phone) };
}

export function messageEvent(
  core: Core,
  person: Person,
  message: Pick<WaMessage, 'id' | 'at' | 'replyTo'>,
  content: Record<string, unknown>,
): SandboxRecord[] {
  const context = message.replyTo && {
    context: { from: digitsOf(core.options.whatsapp!.displayPhone), id: message.replyTo },
  };
  const value = {
    ...metadata(core),
    contacts: [
      { profile: { name: person.name }, ...phoneAs(person, 'wa_id'), user_id: person.bsuid },
    ],
    messages: [
      {
        ...context,
        ...phoneAs(person, 'from'),
        from_user_id: person.bsuid,
        id: message.id,
        timestamp: String(unixSeconds(message.at)),
        ...content,
      },
    ],
  };
  return eventRecord(core, { lane: `user ${person.bsuid}`, field: 'messages', value });
}

export interface StatusEvent {
  readonly message: WaMessage;
  readonly person: Person | undefined;
  readonly status: Exclude<WaStatus, 'accepted'>;
  readonly error?: { readonly code: number; readonly title: string; readonly details: string };
  readonly number: number;
}

export function statusEvent(core: Core, event: StatusEvent): SandboxRecord[] {
  const { message, person, status } = event;
  const who = person
    ? { ...phoneAs(person, 'recipient_id'), recipient_user_id: person.bsuid }
    : { recipient_id: digitsOf(message.recipient) };
  const value = {
    ...metadata(core),
    statuses: [
      {
        id: message.id,
        status,
        timestamp: String(unixSeconds(core.now())),
        ...who,
        ...(message.correlation && { biz_opaque_callback_data: message.correlation }),
        ...(status !== 'failed' && {
          pricing: { pricing_model: 'PMP', type: 'regular', category: message.category },
        }),
        ...(event.error && { errors: [errorShape(event.error)] }),
      },
    ],
  };
  const lane = `status ${person?.bsuid ?? message.recipient}`;
  return eventRecord(core, { lane, field: 'messages', value }, event.number);
}

function errorShape(error: NonNullable<StatusEvent['error']>): Record<string, unknown> {
  return {
    code: error.code,
    title: error.title,
    message: error.title,
    error_data: { details: error.details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}

/** A message of WhatsApp itself: it comes without `contacts`. */
export function systemEvent(
  core: Core,
  person: Person,
  id: string,
  system: Record<string, unknown>,
): SandboxRecord[] {
  const value = {
    ...metadata(core),
    messages: [
      {
        ...phoneAs(person, 'from'),
        from_user_id: person.bsuid,
        id,
        timestamp: String(unixSeconds(core.now())),
        type: 'system',
        system,
      },
    ],
  };
  return eventRecord(core, { lane: `user ${person.bsuid}`, field: 'messages', value });
}

export function preferenceEvent(core: Core, person: Person, stopped: boolean): SandboxRecord[] {
  const value = {
    ...metadata(core),
    contacts: [
      { profile: { name: person.name }, ...phoneAs(person, 'wa_id'), user_id: person.bsuid },
    ],
    user_preferences: [
      {
        ...phoneAs(person, 'wa_id'),
        user_id: person.bsuid,
        detail: `User requested to ${stopped ? 'stop' : 'resume'} marketing messages`,
        category: 'marketing_messages',
        value: stopped ? 'stop' : 'resume',
        timestamp: unixSeconds(core.now()),
      },
    ],
  };
  return eventRecord(core, { lane: `user ${person.bsuid}`, field: 'user_preferences', value });
}
