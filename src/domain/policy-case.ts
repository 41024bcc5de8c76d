/** Everything that the policy is told of a message: all that may speak for or against sending it. */

import type { ServiceCard } from './card.ts';
import type { DecisionCode } from './decision.ts';
import type { ChannelId, EvidenceStrength } from './words.ts';

/** One way to reach the patient, with all that may forbid it. */
export interface Path {
  readonly channel: ChannelId;
  readonly addressId: string;
  readonly bindingId: string | null;
  readonly consent: {
    readonly act: 'given' | 'withdrawn';
    readonly strength: EvidenceStrength;
    readonly expiresAt: Date | null;
  } | null;
  readonly stopped: boolean;
  /** Something doubtful was said that may mean stop. */
  readonly paused: boolean;
  /** It is proven who holds the account. */
  readonly verified: boolean;
  /** Whoever holds it may still speak for the patient. */
  readonly hasAuthority: boolean;
  /** Nothing was heard from it for so long that it may be somebody else's. */
  readonly silent: boolean;
  readonly quarantined: boolean;
  readonly unreachable: boolean;
  readonly channelDown: boolean;
  /** The way in is not proven open. */
  readonly deaf: boolean;
  /** It was not for so long that words of patients are lost, and nobody has agreed to go on. */
  readonly frozen: boolean;
  /** Too many recipients were gone at once to be believed. */
  readonly brakedUntil: Date | null;
  readonly pausedUntil: Date | null;
  /** False where the channel has a window and it is closed. */
  readonly windowOpen: boolean;
  /** The message has an approved template, or the channel needs none. */
  readonly templateUsable: boolean;
}

/**
 * What it is worth where it cannot be written. `news`: what the clinic changed, or was to ask, is said, by a
 * person if need be · `usual`: a person calls, unless the patient wanted to hear less · `help`: not worth a call ·
 * `invitation`: as usual, and who agreed to nothing but calls gets one.
 */
export type Weight = 'news' | 'usual' | 'help' | 'invitation';

export interface ProactiveCase {
  readonly type: 'proactive';
  readonly now: Date;
  readonly notAfter: Date;
  /** The fact it speaks of is still so; null while nothing contradicts it. */
  readonly staleCode: DecisionCode | null;
  /** The clinic's schedule has not been told for so long, or without this visit, that what it says may be untrue. */
  readonly scheduleDoubt: 'schedule_stale' | 'absent_from_schedule' | null;
  /** The neutral question whether the account is still the same person's. */
  readonly asksIdentity: boolean;
  readonly weight: Weight;
  readonly card: ServiceCard;
  readonly zone: string;
  readonly strengthNeeded: EvidenceStrength;
  /** What was said of phone calls for this purpose. */
  readonly phoneConsent: 'given' | 'withdrawn' | null;
  /** When proactive messages to this patient went out in the last seven days. */
  readonly sent: readonly Date[];
  readonly paths: readonly Path[];
}

/** An answer to what the patient wrote, from the bot or from staff, to the account that wrote. */
export interface AnswerCase {
  readonly type: 'answer';
  readonly now: Date;
  readonly notAfter: Date;
  readonly path: Path;
  readonly author: 'bot' | 'staff';
  /** Nobody asked for it in the chat: the copy of an agreement, the note that an answer waits. */
  readonly isUnasked: boolean;
  readonly writtenAt: Date;
  /** It was already waiting for the patient's next word. */
  readonly waited: boolean;
  readonly stoppedAt: Date | null;
  /** Since when this account no longer speaks for somebody it spoke for. */
  readonly disconnectedAt: Date | null;
  /** The patient's last word from this account. */
  readonly askedAt: Date | null;
}

export type PolicyCase = ProactiveCase | AnswerCase;
