/** What the dialogue takes and gives. `step` is pure: everything it may know comes in as `Facts`. */

import type { ServiceCard, WeekHours } from '../domain/card.ts';
import type { Content } from '../domain/content.ts';
import type {
  AppointmentStatus,
  CardChannel,
  ChannelId,
  Language,
  Purpose,
} from '../domain/words.ts';

/** The dialogue's memory with one contact on one address. JSON. */
export interface Session {
  readonly topic: Topic | null;
}

export type Topic = {
  readonly name: 'opt_in';
  readonly step: 'purpose' | 'channel' | 'days' | 'hours';
  readonly patientId: string;
  readonly purposes: readonly Purpose[];
  readonly channel: CardChannel | null;
  readonly days: 'any' | 'weekdays' | 'weekend' | null;
  /** The words of the question now open: with the answer they are the wording of a consent. */
  readonly question?: string | undefined;
  /** How many messages of ours this conversation has had; the fifth is always the summary. */
  readonly asked?: number | undefined;
  /** The open question was not understood once already. */
  readonly again?: boolean | undefined;
  /** Nothing else is asked after the purpose. */
  readonly only?: 'purpose' | undefined;
  /** `invitation`: a card that already names this channel is not asked for again. */
  readonly via?: 'invitation' | 'settings' | undefined;
};

export type DialogueEvent =
  | { readonly type: 'start' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'button'; readonly data: string; readonly label: string }
  | { readonly type: 'contact'; readonly phone: string; readonly own: boolean }
  /** Photo, voice, document, … */
  | { readonly type: 'media'; readonly media: string; readonly caption: string }
  /** Something we store but cannot read. */
  | { readonly type: 'unsupported' }
  /** Free words that mean stop; recognised before the dialogue, sends are already halted. */
  | {
      readonly type: 'stop';
      /** The patient's own words, for the ledger. */
      readonly text?: string | undefined;
    };

export interface ClinicFacts {
  readonly name: string;
  readonly zone: string;
  readonly phone: string | null;
  readonly address: string | null;
  readonly directions: string | null;
}

export interface VisitFacts {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly startsAt: Date;
  readonly clinic: ClinicFacts;
  readonly status: AppointmentStatus;
  /** Grows when time or place changes: what an old button was about. */
  readonly scheduleVersion: number;
}

/** A patient this address is bound to. */
export interface PersonFacts {
  readonly patientId: string;
  readonly firstName: string;
  readonly card: ServiceCard;
  /** Purposes with a live consent on this channel. */
  readonly consents: readonly Purpose[];
  /** Upcoming, soonest first. */
  readonly visits: readonly VisitFacts[];
}

/** What the pressed button's message was about, re-read now. */
export interface AboutFacts {
  readonly messageId: string;
  readonly kind: string;
  readonly patientId: string | null;
  /** The visit as it is now; null if there is none. */
  readonly visit: VisitFacts | null;
  /** `scheduleVersion` when the message was written. */
  readonly scheduleVersion: number | null;
  /** The message as it was sent: an edit keeps every word of it. Without it nothing is edited. */
  readonly text?: string | null | undefined;
  readonly wellbeing: { readonly reasonId: string; readonly answered: boolean } | null;
}

export interface Facts {
  readonly clinic: ClinicFacts;
  readonly channel: ChannelId;
  /** Other messengers this clinic can be written to on. */
  readonly otherChannels: readonly ChannelId[];
  readonly language: Language;
  readonly people: readonly PersonFacts[];
  /** With a `start` event that carried a token. */
  readonly invitation:
    | null
    | { readonly status: 'valid'; readonly patientId: string }
    /** This very account has used it already. */
    | { readonly status: 'used_here'; readonly patientId: string }
    | { readonly status: 'used' | 'expired' | 'unknown' };
  readonly about: AboutFacts | null;
  /** `withPerson`: staff have written in the open thread, so the bot keeps quiet. */
  readonly thread: { readonly open: boolean; readonly withPerson: boolean };
}

export type HandOverReason =
  | 'not_understood'
  | 'asked_for_person'
  | 'media'
  | 'move_visit'
  | 'cancel_visit'
  | 'wellbeing_bad'
  | 'wellbeing_words'
  | 'red_flag';

export type Effect =
  /** An answer to what the patient has just said. `{{link}}` in the text becomes an invitation to `link.channel`. */
  | {
      readonly type: 'reply';
      readonly kind: string;
      readonly content: Content;
      readonly link?: { readonly patientId: string; readonly channel: ChannelId } | undefined;
    }
  /** Replaces our message whose button was pressed, where the channel can. */
  | { readonly type: 'edit_pressed'; readonly content: Content }
  /** Redeems the invitation: binds this address to its patient. */
  | { readonly type: 'accept_invitation'; readonly patientId: string }
  | {
      readonly type: 'consent';
      readonly act: 'given' | 'withdrawn';
      readonly patientId: string;
      readonly purposes: readonly Purpose[];
      /** The exact words the patient answered to. */
      readonly wording: string;
      readonly noticeVersion: string;
    }
  | {
      readonly type: 'card';
      readonly patientId: string;
      readonly change: {
        readonly channels?: readonly CardChannel[];
        readonly hours?: WeekHours;
      };
    }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'confirm_visit'; readonly appointmentId: string }
  | {
      readonly type: 'hand_over';
      readonly reason: HandOverReason;
      readonly urgent: boolean;
      readonly patientId: string | null;
    }
  | {
      readonly type: 'wellbeing_answer';
      readonly reasonId: string;
      readonly answer: 'good' | 'unsure' | 'bad';
    }
  /** Withdraws every consent of every patient on this address and cancels what is queued. */
  | { readonly type: 'stop_everything'; readonly wording: string }
  /** The patient agreed anew after a stop: the halt on this address ends. */
  | { readonly type: 'resume' };

export interface StepInput {
  readonly session: Session;
  readonly event: DialogueEvent;
  readonly facts: Facts;
  readonly now: Date;
}

export interface StepResult {
  readonly session: Session;
  readonly effects: readonly Effect[];
}
