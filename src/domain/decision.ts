/** What the policy may say of a message: a verdict and the one code that explains it. */

import type { ChannelId } from './words.ts';

export type Verdict = 'send' | 'wait' | 'call' | 'drop';

export const decisionCodes = [
  'ok',
  'answer',
  // Consent and who is behind the account.
  'no_consent',
  'withdrawn',
  'expired',
  'evidence_too_weak',
  'stopped',
  'paused',
  'muted',
  'no_address',
  'unverified',
  'authority_ended',
  'quarantined',
  'silent',
  'erased',
  'no_question',
  // When and how often.
  'outside_hours',
  'budget',
  'past_deadline',
  'booked_late',
  'planned_late',
  'merged',
  // Whether it is still true.
  'stale_fact',
  'schedule_stale',
  'absent_from_schedule',
  'confirmed',
  'known_already',
  'already_answered',
  'alarm_open',
  // Whether the way is open.
  'unreachable',
  'window_closed',
  'template_unusable',
  'channel_down',
  'deaf',
  'frozen',
  'braked',
  'throttled',
  'phone_chosen',
  // What came of trying.
  'too_many_tries',
  'rejected',
  'outcome_unknown',
] as const;
export type DecisionCode = (typeof decisionCodes)[number];

export interface Decision {
  readonly verdict: Verdict;
  readonly code: DecisionCode;
  /** With `wait`. */
  readonly until?: Date;
  /** With `send`. */
  readonly route?: Route;
}

export interface Route {
  readonly channel: ChannelId;
  readonly addressId: string;
  readonly bindingId: string | null;
  readonly form: 'session' | 'template';
}
