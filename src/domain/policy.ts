/**
 * The one policy: what becomes of a planned message, and why. Asked when a message is planned (for
 * a forecast that staff can read) and again inside the claim, with facts read in that transaction.
 */

import type { ServiceCard } from './card.ts';
import { isAgreed, nextAgreed } from './hours.ts';
import type { CardChannel, ChannelId, EvidenceStrength } from './words.ts';

export type Verdict = 'send' | 'wait' | 'call' | 'drop';

export const decisionCodes = [
  'ok',
  'answer',
  'no_consent',
  'withdrawn',
  'evidence_too_weak',
  'no_address',
  'unreachable',
  'quarantined',
  'outside_hours',
  'window_closed',
  'template_unusable',
  'stale_fact',
  'past_deadline',
  'booked_late',
  'merged',
  'confirmed',
  'stopped',
  'channel_down',
  'deaf',
  'throttled',
  'phone_chosen',
  'too_many_tries',
  'rejected',
  'outcome_unknown',
  'already_answered',
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

/** One way to reach the patient, with all that may forbid it. */
export interface Path {
  readonly channel: ChannelId;
  readonly addressId: string;
  readonly bindingId: string | null;
  readonly consent: {
    readonly act: 'given' | 'withdrawn';
    readonly strength: EvidenceStrength;
  } | null;
  readonly stopped: boolean;
  readonly quarantined: boolean;
  readonly unreachable: boolean;
  readonly channelDown: boolean;
  /** The way in is not proven open. */
  readonly deaf: boolean;
  readonly pausedUntil: Date | null;
  /** False where the channel has a window and it is closed. */
  readonly windowOpen: boolean;
  /** The message has an approved template, or the channel needs none. */
  readonly templateUsable: boolean;
}

export interface ProactiveCase {
  readonly type: 'proactive';
  readonly now: Date;
  readonly notAfter: Date;
  /** The fact it speaks of is still so; null while nothing contradicts it. */
  readonly staleCode: DecisionCode | null;
  readonly card: ServiceCard;
  readonly zone: string;
  readonly strengthNeeded: EvidenceStrength;
  /** What was said of phone calls for this purpose. */
  readonly phoneConsent: 'given' | 'withdrawn' | null;
  readonly paths: readonly Path[];
}

/** An answer to what the patient wrote, from the bot or from staff, to the account that wrote. */
export interface AnswerCase {
  readonly type: 'answer';
  readonly now: Date;
  readonly notAfter: Date;
  readonly path: Path;
}

export type PolicyCase = ProactiveCase | AnswerCase;

const drop = (code: DecisionCode): Decision => ({ verdict: 'drop', code });
const wait = (code: DecisionCode, until: Date): Decision => ({ verdict: 'wait', code, until });

const afterEnd = (notAfter: Date) => new Date(notAfter.getTime() + 1);

/** How long to wait for something that names no time of its own. */
const RECHECK_MS = 60_000;
const later = (now: Date) => new Date(now.getTime() + RECHECK_MS);

/** Total: each case gets exactly one decision with a code. */
export function decide(input: PolicyCase): Decision {
  if (input.now > input.notAfter) return drop('past_deadline');
  return input.type === 'answer' ? decideAnswer(input) : decideProactive(input);
}

function decideAnswer({ path, now, notAfter }: AnswerCase): Decision {
  if (path.unreachable) return drop('unreachable');
  if (path.quarantined) return drop('quarantined');
  if (path.channelDown) return wait('channel_down', later(now));
  if (path.pausedUntil && path.pausedUntil > now) return wait('throttled', path.pausedUntil);
  // The patient's next word opens the window and wakes what waits for it; the clock alone never does.
  if (!path.windowOpen && !path.templateUsable) return wait('window_closed', afterEnd(notAfter));
  return send(path, 'answer');
}

function decideProactive(input: ProactiveCase): Decision {
  const { card, now } = input;
  if (input.staleCode) return drop(input.staleCode);
  if (card.channels[0] === 'phone') return decidePhone(input);
  const paths = inOrder(input.paths, card.channels);
  const refusals = paths.map((path) => refusal(path, input));
  const open = paths.find((_, index) => refusals[index] === null);
  if (!open) return whenNoneIsOpen(input, paths, refusals);
  if (!isAgreed(now, card.hours, input.zone)) return outsideHours(input);
  return send(open, 'ok');
}

/** The card's own word is enough for a person to call, until the patient takes it back anywhere. */
function decidePhone({ phoneConsent, paths }: ProactiveCase): Decision {
  if (phoneConsent === 'withdrawn') return drop('withdrawn');
  const agreed = paths.some((path) => path.consent?.act === 'given' && !path.stopped);
  if (agreed || phoneConsent === 'given') return { verdict: 'call', code: 'phone_chosen' };
  if (paths.some((path) => path.stopped)) return drop('stopped');
  if (paths.some((path) => path.consent?.act === 'withdrawn')) return drop('withdrawn');
  return { verdict: 'call', code: 'phone_chosen' };
}

/** Channels the patient named, in that order, then whatever else they agreed to. */
function inOrder(paths: readonly Path[], channels: readonly CardChannel[]): readonly Path[] {
  const rank = (path: Path) => {
    const index = channels.indexOf(path.channel);
    return index < 0 ? channels.length : index;
  };
  return paths.toSorted((a, b) => rank(a) - rank(b));
}

/** The first rule that forbids this path, consent before everything else. */
function refusal(path: Path, input: ProactiveCase): DecisionCode | null {
  if (path.stopped) return 'stopped';
  if (!path.consent) return 'no_consent';
  if (path.consent.act === 'withdrawn') return 'withdrawn';
  if (path.consent.strength < input.strengthNeeded) return 'evidence_too_weak';
  if (path.quarantined) return 'quarantined';
  if (path.unreachable) return 'unreachable';
  if (!path.windowOpen && !path.templateUsable) return 'template_unusable';
  if (path.channelDown) return 'channel_down';
  if (path.deaf) return 'deaf';
  if (path.pausedUntil && path.pausedUntil > input.now) return 'throttled';
  return null;
}

/** Nobody may be called who said no; who agreed but cannot be written to gets a call. */
function whenNoneIsOpen(
  input: ProactiveCase,
  paths: readonly Path[],
  refusals: readonly (DecisionCode | null)[],
): Decision {
  const has = (code: DecisionCode) => refusals.includes(code);
  const pauses = paths.flatMap(({ pausedUntil }, index) =>
    refusals[index] === 'throttled' && pausedUntil ? [pausedUntil.getTime()] : [],
  );
  if (pauses.length > 0) return waitOrCall('throttled', new Date(Math.min(...pauses)), input);
  for (const code of ['channel_down', 'deaf'] as const) {
    if (has(code)) return waitOrCall(code, later(input.now), input);
  }
  for (const code of ['template_unusable', 'unreachable'] as const) {
    if (has(code)) return { verdict: 'call', code };
  }
  for (const code of ['quarantined', 'evidence_too_weak', 'stopped', 'withdrawn'] as const) {
    if (has(code)) return drop(code);
  }
  return drop(input.paths.length === 0 ? 'no_address' : 'no_consent');
}

/** Waiting past the last useful moment helps nobody: a person calls instead. */
function waitOrCall(code: DecisionCode, until: Date, input: ProactiveCase): Decision {
  return until > input.notAfter ? { verdict: 'call', code } : wait(code, until);
}

function outsideHours(input: ProactiveCase): Decision {
  const until = nextAgreed(input.now, input.card.hours, input.zone);
  if (until && until <= input.notAfter) return wait('outside_hours', until);
  return { verdict: 'call', code: 'outside_hours' };
}

function send(path: Path, code: 'ok' | 'answer'): Decision {
  const form = path.windowOpen ? 'session' : 'template';
  const { channel, addressId, bindingId } = path;
  return { verdict: 'send', code, route: { channel, addressId, bindingId, form } };
}
