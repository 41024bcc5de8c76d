/**
 * What the dialogue takes and gives. `step` is pure: everything it may know comes in as `Facts`.
 * Long because this is the whole contract, to be read in one place.
 */

import type { Cadence } from '../domain/cadence.ts';
import type { Budget, ReminderCount, ServiceCard, WeekHours } from '../domain/card.ts';
import type { Content } from '../domain/content.ts';
import type { Feeling } from '../domain/wellbeing.ts';
import type { VisitRequestKind, VisitWish } from '../domain/wish.ts';
import type {
  AppointmentStatus,
  CardChannel,
  ChannelId,
  Language,
  Purpose,
  ReasonState,
  Relation,
} from '../domain/words.ts';

/** The dialogue's memory with one contact on one address. JSON. */
export interface Session {
  readonly topic: Topic | null;
}

export type Topic =
  | OptInTopic
  | CardTopic
  | StopTopic
  | CancelTopic
  | MoveTopic
  | WhyCancelTopic
  | RecallTopic
  | ForgetTopic;

/** From an invitation to an agreed card. */
export interface OptInTopic {
  readonly name: 'opt_in';
  readonly step: 'verify' | 'label' | 'purpose' | 'channel' | 'when';
  readonly patientId: string;
  /** The words of the question now open: with the answer they are the wording of a consent. */
  readonly question?: string | undefined;
  /** How many messages of ours this conversation has had; the fifth is always the summary. */
  readonly asked?: number | undefined;
  /** The open question was not understood once already. */
  readonly again?: boolean | undefined;
  /** Agreed to in this conversation. */
  readonly agreed?: boolean | undefined;
  readonly channel?: CardChannel | null | undefined;
}

/** One field of the card is being asked for, from «настройки»; `menu`: which one is. */
export interface CardTopic {
  readonly name: 'card';
  readonly field:
    | 'menu'
    | 'purpose'
    | 'channel'
    | 'when'
    | 'reminders'
    | 'zone'
    | 'budget'
    | 'label';
  readonly patientId: string;
  readonly purpose?: Purpose | undefined;
  readonly question?: string | undefined;
  readonly again?: boolean | undefined;
}

/** All is stopped; which part of it was meant? What is offered is what this remembers. */
export interface StopTopic {
  readonly name: 'stop';
  readonly patientId: string | null;
  readonly purpose: Purpose | null;
  readonly appointmentId: string | null;
  /** The words of the question: with the answer they are the wording of what is restored. */
  readonly question: string;
  /** What was agreed until that word, and will go on where it was not meant. */
  readonly held: readonly Held[];
}

export interface Held {
  readonly patientId: string;
  readonly purposes: readonly Purpose[];
}

/** "Cancel" after a reminder: this visit, or these messages? Sends wait meanwhile. */
export interface CancelTopic {
  readonly name: 'cancel';
  readonly patientId: string;
  readonly appointmentId: string;
}

/** Another time is being looked for; `wish`: a person is to look for it, by the patient's words. */
export interface MoveTopic {
  readonly name: 'move';
  readonly step: 'choose' | 'wish';
  readonly patientId: string;
  readonly appointmentId: string;
}

/** The visit is cancelled; the next words may say why. */
export interface WhyCancelTopic {
  readonly name: 'why_cancel';
  readonly patientId: string;
  readonly appointmentId: string;
}

/** Asked when an invitation would suit better. */
export interface RecallTopic {
  readonly name: 'recall';
  readonly patientId: string;
  readonly reasonId: string;
}

/** Asked whether to forget everything. */
export interface ForgetTopic {
  readonly name: 'forget';
  /** The words of the question: with the answer they are the wording of the wish. */
  readonly question: string;
}

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
  /** Null, or left out, is a day and two hours before. */
  readonly cadence?: Cadence | null | undefined;
  readonly name: string;
  readonly zone: string;
  readonly phone: string | null;
  readonly address: string | null;
  readonly directions: string | null;
  /** Where a content patient may write a review. */
  readonly reviewUrl?: string | null | undefined;
}

export interface VisitFacts {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly startsAt: Date;
  readonly clinic: ClinicFacts;
  readonly status: AppointmentStatus;
  /** Grows when time or place changes: what an old button was about. */
  readonly scheduleVersion: number;
  /** No more messages about this one, at the patient's wish. */
  readonly muted: boolean;
  /** An earlier time that is kept for the patient, as they asked. */
  readonly offered: Date | null;
  /** What the patient has asked for about it and waits to hear of. */
  readonly asked: readonly VisitRequestKind[];
}

/**
 * What has to be known, or tried, before the dialogue can answer. Two may want one time at once: then
 * only the database can say whose it is.
 */
export type ScheduleAsk =
  | { readonly type: 'free'; readonly appointmentId: string }
  /** Keeps the time for a few minutes. */
  | { readonly type: 'pick'; readonly appointmentId: string; readonly startsAt: Date }
  | {
      readonly type: 'move';
      readonly appointmentId: string;
      readonly scheduleVersion: number;
      readonly startsAt: Date;
    };

export interface ScheduleFacts {
  /** `free`: nothing was tried · `changed`: the visit is not what the button was about any more. */
  readonly outcome: 'free' | 'held' | 'moved' | 'taken' | 'changed';
  /** Free times of the doctor, in order; null where nobody told us when they can be booked. */
  readonly slots: readonly Date[] | null;
}

/** A live agreement, as the ledger holds it. */
export interface ConsentFacts {
  readonly purpose: Purpose;
  readonly at: Date;
  readonly expiresAt: Date | null;
  readonly mechanism: string;
  /** `patient`, `api` or `staff:<id>`. */
  readonly actor: string;
  /** Exactly what was shown and answered; null if it was not recorded. */
  readonly wording: string | null;
}

/** A patient this address is bound to. */
export interface PersonFacts {
  readonly patientId: string;
  /** What the contact calls the patient, else the first name; empty until it is proven who holds the account. */
  readonly label: string;
  readonly relation: Relation;
  readonly verified: boolean;
  readonly card: ServiceCard;
  /** Purposes with a live consent on this account; none while stopped. */
  readonly consents: readonly Purpose[];
  /** Live in the ledger, with their proof; at a stop still what held until that word. */
  readonly agreements: readonly ConsentFacts[];
  /** Upcoming, soonest first; none until verified. */
  readonly visits: readonly VisitFacts[];
  /** Cancelled ones that would still lie ahead. */
  readonly cancelled: readonly VisitFacts[];
  /** Why they were invited lately; left out is none. */
  readonly reasons?: readonly ReasonFacts[] | undefined;
}

/** Why a patient was invited, as it is now. */
export interface ReasonFacts {
  readonly reasonId: string;
  readonly patientId: string;
  readonly purpose: Purpose;
  readonly state: ReasonState;
  readonly dueAt: Date;
  /** What it calls for, as a visit that is not booked yet. */
  readonly visit: VisitFacts;
  /** What was booked for it. */
  readonly booked: VisitFacts | null;
  /** The day on which it comes up again, where the patient named one. */
  readonly later: Date | null;
}

/** What the pressed button's message was about, re-read now. */
export interface AboutFacts {
  readonly messageId: string;
  readonly kind: string;
  readonly purpose: Purpose | 'service';
  readonly patientId: string | null;
  /** The visit as it is now; null if there is none. */
  readonly visit: VisitFacts | null;
  /** `scheduleVersion` when the message was written. */
  readonly scheduleVersion: number | null;
  /** The message as it was sent: an edit keeps every word of it. Without it nothing is edited. */
  readonly text?: string | null | undefined;
  /** Of an invitation, or of the question whether one may come. */
  readonly reason?: ReasonFacts | null | undefined;
  readonly wellbeing: {
    readonly reasonId: string;
    readonly answered: boolean;
    /** Declined, done or called off: it is not asked any more. */
    readonly closed?: boolean | undefined;
  } | null;
}

export interface Facts {
  readonly clinic: ClinicFacts;
  readonly channel: ChannelId;
  /** The messenger has a button that shares the account's own number. */
  readonly sharesContact: boolean;
  /** Other messengers this clinic can be written to on. */
  readonly otherChannels: readonly ChannelId[];
  readonly language: Language;
  readonly people: readonly PersonFacts[];
  /** With a `start` event that carried a token. */
  readonly invitation:
    | null
    | {
        readonly status: 'valid';
        readonly patientId: string;
        readonly relation: Relation;
        /** The account is proven by the act of opening it: its number is known, or the link came from a proven chat. */
        readonly proven: boolean;
        /** What to call the patient if nothing else is chosen; empty until proven. */
        readonly label: string;
      }
    /** This very account has used it already. */
    | { readonly status: 'used_here'; readonly patientId: string }
    | { readonly status: 'used' | 'expired' | 'unknown' };
  readonly about: AboutFacts | null;
  /** The last proactive message to this account within three days: what "cancel" or "stop" is likely about. */
  readonly lastSent: AboutFacts | null;
  /** The answer to what `scheduleAsk` wanted to know. */
  readonly schedule: ScheduleFacts | null;
  /** With a shared contact or a typed desk code, while a binding waits to be proven. */
  readonly proof: Proof | null;
  /** All is stopped on this account, or waits because something doubtful was said. */
  readonly halted: 'stopped' | 'paused' | null;
  /** This account has asked to be forgotten. */
  readonly erasure: { readonly dueAt: Date } | null;
  /** `withPerson`: staff have written in the open thread, so the bot keeps quiet. */
  readonly thread: { readonly open: boolean; readonly withPerson: boolean };
  /** Words that may have meant "write no more" wait for a person, or for a plain word. */
  readonly inDoubt: boolean;
  /** Somebody feels bad and people were called for it: until that is closed a person answers, not the bot. */
  readonly alarm: boolean;
  /** For these the clinic demands a signed paper; until it is signed nothing is written about them. */
  readonly paperNeeded: readonly Purpose[];
}

/**
 * `differs`: the account's own number is not the one the clinic knows · `foreign`: somebody else's card was
 * shared · `wrong`: no such code · `locked`: too many wrong codes, only staff can help now. By then it is
 * written down; the dialogue only answers.
 */
export type Proof =
  | { readonly status: 'proven'; readonly by: 'phone' | 'code'; readonly patientId: string }
  | { readonly status: 'differs' | 'foreign' | 'wrong' | 'locked'; readonly patientId: string };

export type HandOverReason =
  | 'not_understood'
  | 'doubtful_stop'
  | 'not_me'
  | 'identity'
  | 'privacy'
  | 'asked_for_person'
  | 'media'
  | 'move_visit'
  | 'book_visit'
  | 'cancel_visit'
  | 'wellbeing_bad'
  | 'wellbeing_words'
  | 'low_score'
  | 'low_mark'
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
      /** The versioned question, without anything about this patient. */
      readonly notice: { readonly version: string; readonly text: string };
      /** The treatment episode it is given for. */
      readonly reasonId?: string | undefined;
    }
  | {
      readonly type: 'card';
      readonly patientId: string;
      readonly change: {
        readonly channels?: readonly CardChannel[];
        readonly hours?: WeekHours;
        readonly zone?: string | null;
        readonly reminders?: ReminderCount;
        readonly budget?: Budget;
      };
    }
  /** What this contact calls the patient from now on. */
  | { readonly type: 'label'; readonly patientId: string; readonly label: string }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'confirm_visit'; readonly appointmentId: string }
  /** The answer says when and where the visit is now: that is no news any more. */
  | {
      readonly type: 'visit_told';
      readonly appointmentId: string;
      readonly scheduleVersion: number;
    }
  /** Sends what goes with a visit: its entry for the calendar, the clinic's note about afterwards. */
  | {
      readonly type: 'visit_paper';
      readonly paper: 'calendar_entry' | 'aftercare_note';
      readonly appointmentId: string;
    }
  | {
      readonly type: 'cancel_visit';
      readonly appointmentId: string;
      readonly scheduleVersion: number;
    }
  | { readonly type: 'cancel_reason'; readonly appointmentId: string; readonly reason: string }
  /** A time was picked and is not wanted after all. */
  | { readonly type: 'release_time'; readonly patientId: string }
  /** A person, or a freed time, is to answer this. Said again it adds to what was said. */
  | {
      readonly type: 'visit_request';
      readonly kind: VisitRequestKind;
      readonly patientId: string;
      readonly appointmentId: string;
      readonly words: string | null;
      readonly wish: VisitWish | null;
    }
  /** Not wanted any more. */
  | {
      readonly type: 'withdraw_request';
      readonly kind: VisitRequestKind;
      readonly appointmentId: string;
    }
  | {
      readonly type: 'hand_over';
      readonly reason: HandOverReason;
      readonly urgent: boolean;
      readonly patientId: string | null;
    }
  | {
      readonly type: 'wellbeing_answer';
      readonly reasonId: string;
      /** Null: in words, which a person reads. */
      readonly answer: Feeling | null;
      readonly score: number | null;
    }
  /** Withdraws every consent of every patient of this contact, on every account, and cancels what is queued. */
  | { readonly type: 'stop_everything'; readonly wording: string }
  /**
   * After a stop, only this part of it was meant: everything else that was withdrawn by that stop is restored,
   * with these words as its wording, and the halt ends.
   */
  | {
      readonly type: 'narrow_stop';
      readonly scope:
        | { readonly type: 'visit'; readonly patientId: string; readonly appointmentId: string }
        | { readonly type: 'purpose'; readonly patientId: string; readonly purpose: Purpose }
        | { readonly type: 'person'; readonly patientId: string };
      readonly wording: string;
    }
  /** The patient agreed anew after a stop: the halt on this account ends. */
  | { readonly type: 'resume' }
  /** Proactive messages to this account wait until it is clear what was meant; or go on. */
  | { readonly type: 'pause' }
  | { readonly type: 'unpause' }
  /** "Still you?" was answered with yes. */
  | { readonly type: 'still_me' }
  /** Whoever holds this account is not the contact: every binding of it ends, what is queued is dropped, staff are told. */
  | { readonly type: 'not_me' }
  /** The doctor's question was declined: it is not asked. */
  | { readonly type: 'decline_wellbeing'; readonly reasonId: string }
  /** To an invitation, or to the question whether one may come. `book`: a time is being looked for, or a person is to look for one. */
  | {
      readonly type: 'reason_answer';
      readonly reasonId: string;
      readonly answer: 'book' | 'person' | 'elsewhere' | 'declined' | 'agreed';
    }
  | {
      readonly type: 'reason_answer';
      readonly reasonId: string;
      readonly answer: 'later';
      /** Local date. */
      readonly dueOn: string;
    }
  /** Sends this contact what we hold of their patients, as a file. */
  | { readonly type: 'export' }
  /** Records the wish to be forgotten for every patient this contact may speak for, and stops everything. */
  | { readonly type: 'forget'; readonly wording: string };

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
