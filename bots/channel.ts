/**
 * The contract between the core and a messenger. An adapter turns a platform's bytes into
 * `InboundEvent`s and a `Content` into one HTTP request with one `SendOutcome`. The core asks
 * what a channel can carry, never which one it is.
 */

import type { Content, TemplateDefinition } from '../src/domain/content.ts';
import type { ChannelId } from '../src/domain/words.ts';

export interface Capabilities {
  /** The platform accepts free-form messages only for 24 h after the patient's last one. */
  readonly window: boolean;
  /** Our own messages can be edited after sending. */
  readonly edits: boolean;
  /** Delivered and read statuses come back. */
  readonly receipts: boolean;
  /** The patient can share the account's own phone number by a button. */
  readonly contactRequest: boolean;
  /** A person can be written to by phone number without having written first. */
  readonly writesFirst: boolean;
  /** A file for the phone's calendar can be handed over. */
  readonly calendarFiles: boolean;
  /** How long the platform keeps what it could not hand over to us; without it, for ever. */
  readonly keepsUpdatesMs?: number | undefined;
  /** Requests per second for the whole account, and the gap between two to one address. */
  readonly rate: { readonly perSecond: number; readonly addressGapMs: number };
}

/** An account on a channel. At least one field is set. */
export interface AddressRef {
  /** Telegram: user id. WhatsApp: business-scoped user id. */
  readonly userId?: string | undefined;
  /** E.164 with `+`. */
  readonly phone?: string | undefined;
}

export interface Sender extends AddressRef {
  readonly displayName?: string | undefined;
  readonly username?: string | undefined;
  /** IETF tag as the platform gives it. */
  readonly language?: string | undefined;
}

interface InboundBase {
  /** Unique per (channel, account): Telegram `update_id`; WhatsApp wamid, `wamid:status`, … */
  readonly externalId: string;
  /** Telegram: bot id. WhatsApp: phone_number_id the event came for. */
  readonly account: string;
  /** The platform's own time of the event, ISO 8601 UTC, if it says one. */
  readonly at: string | null;
  readonly sender: Sender | null;
}

export type InboundEvent = InboundBase &
  (
    | { readonly type: 'text'; readonly text: string; readonly replyTo?: string | undefined }
    /** The patient opened an invitation link; `token` is empty for a bare start. */
    | { readonly type: 'start'; readonly token: string }
    | {
        readonly type: 'button';
        readonly data: string;
        readonly label: string;
        /** The platform's id of the message that carried the button. */
        readonly messageId?: string | undefined;
        /** Handle for `acknowledge`. */
        readonly callbackId?: string | undefined;
      }
    /** A shared phone number; `own` only if the platform proves that it is the sender's. */
    | { readonly type: 'contact'; readonly phone: string; readonly own: boolean }
    | {
        readonly type: 'media';
        readonly media: 'photo' | 'video' | 'audio' | 'voice' | 'document' | 'sticker' | 'location';
        readonly caption?: string | undefined;
        readonly mediaId?: string | undefined;
      }
    | { readonly type: 'reaction'; readonly emoji: string | null; readonly messageId: string }
    /** The patient corrected an earlier message of theirs. */
    | { readonly type: 'edited'; readonly text: string; readonly messageId: string }
    | { readonly type: 'reachability'; readonly reachable: boolean; readonly code: string }
    /** The patient pressed the platform's own stop (or resume) for marketing. */
    | { readonly type: 'platform_stop'; readonly stopped: boolean; readonly scope: 'marketing' }
    /** The account changed hands or ids: what the old binding proves is in doubt. */
    | { readonly type: 'account_changed'; readonly previous: AddressRef; readonly code: string }
    | {
        readonly type: 'status';
        readonly messageId: string;
        readonly status: 'sent' | 'delivered' | 'read' | 'failed';
        /** What we gave as `SendRequest.messageId`. */
        readonly correlation?: string | undefined;
        /** With `failed`: the same union a send gives. */
        readonly outcome?: SendOutcome | undefined;
        readonly priceCategory?: string | undefined;
      }
    | {
        readonly type: 'template';
        readonly name: string;
        readonly language: string;
        readonly status?: string | undefined;
        readonly category?: string | undefined;
        readonly quality?: string | undefined;
      }
    /** Restrictions, bans, limits: for the owner, not for the dialogue. */
    | { readonly type: 'account'; readonly field: string; readonly code: string }
    | { readonly type: 'unsupported'; readonly what: string }
  );

/** What one HTTP request came to. Closed: a new case must break every switch. */
export type SendOutcome =
  | {
      readonly type: 'accepted';
      readonly externalId: string;
      /** What the answer taught about the address. */
      readonly address?: AddressRef | undefined;
    }
  /** Not accepted, may be tried again. `scope` says what has to wait. */
  | {
      readonly type: 'throttled';
      readonly retryAfterMs: number;
      readonly scope: 'message' | 'address' | 'account';
      readonly code: string;
    }
  /** Provably failed before the first byte. */
  | { readonly type: 'not_sent'; readonly code: string }
  /** The request may have been accepted. Never repeat blindly. */
  | { readonly type: 'unknown'; readonly code: string }
  | { readonly type: 'window_closed'; readonly code: string }
  /** Changes reachability, never consent. */
  | { readonly type: 'recipient_gone'; readonly code: string }
  | { readonly type: 'stopped_by_patient'; readonly code: string }
  | { readonly type: 'template_unusable'; readonly code: string }
  | { readonly type: 'channel_down'; readonly code: string }
  /** `elsewhere`: another channel may still carry it. */
  | { readonly type: 'rejected'; readonly code: string; readonly elsewhere: boolean };

export interface SendRequest {
  /** Our message id; given to the platform where it takes one, and returned in statuses. */
  readonly messageId: string;
  readonly to: AddressRef;
  /** `template` only where `capabilities.window` and outside the window. */
  readonly form: 'session' | 'template';
  readonly content: Content;
  readonly signal: AbortSignal;
}

export interface EditRequest {
  readonly to: AddressRef;
  /** The platform's id of our message. */
  readonly externalId: string;
  readonly content: Content;
  readonly signal: AbortSignal;
}

export interface InvitationLink {
  readonly token: string;
  /** Words put before the token where the patient sends them as a message. */
  readonly greeting: string;
}

/** A platform's answer about one registered template. */
export interface TemplateState {
  readonly name: string;
  readonly language: string;
  /** `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`, … as the platform says it. */
  readonly status: string;
  readonly category: string;
}

export interface WebhookRequest {
  readonly headers: Headers;
  /** The raw bytes, before any parsing. */
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface Channel {
  readonly id: ChannelId;
  /** Telegram: bot id. WhatsApp: phone_number_id. */
  readonly account: string;
  readonly capabilities: Capabilities;

  /** Constant time, over the raw bytes. */
  verify(request: WebhookRequest): Promise<boolean>;
  /** Pure and total: what it does not know becomes `unsupported`, never an exception. Every entry of a batch is taken. */
  parse(body: Uint8Array): readonly InboundEvent[];
  /** One message, no retries: one request, or for a file its upload and then one request. Never throws. */
  send(request: SendRequest): Promise<SendOutcome>;
  /** Only with `capabilities.edits`. */
  edit?(request: EditRequest): Promise<SendOutcome>;
  /** Stops the spinner on a pressed button, marks a message read. Best effort; never throws. */
  acknowledge?(event: InboundEvent): Promise<void>;
  /** The link that starts the dialogue with `token`, or null while the platform has not told us our own name. */
  invitationUrl(link: InvitationLink): string | null;
  /**
   * Learns our own name, registers webhook and commands. Throws nothing: null when ready, else a
   * code for the owner (`unauthorized`, `unreachable`, …). Called at start and again until ready.
   */
  prepare(): Promise<string | null>;
  /**
   * Whether what people write would reach us now: null if that is proven, else a code for the owner.
   * Throws nothing. Not there where every answered poll is the proof.
   */
  listens?(): Promise<string | null>;
  /** Registers the missing templates and tells the state of all. Only with `capabilities.window`. */
  syncTemplates?(wanted: readonly TemplateDefinition[]): Promise<readonly TemplateState[]>;
}
