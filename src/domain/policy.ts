/**
 * The one policy: what becomes of a planned message, and why. Asked when a message is planned (for
 * a forecast that staff can read) and again inside the claim, with facts read in that transaction.
 */

import { budgetOpens } from './budget.ts';
import { isLive } from './consent.ts';
import type { Decision, DecisionCode } from './decision.ts';
import { isAgreed, nextAgreed } from './hours.ts';
import type { AnswerCase, Path, PolicyCase, ProactiveCase } from './policy-case.ts';
import { dayMs } from './time.ts';
import type { CardChannel } from './words.ts';

export {
  type Decision,
  type DecisionCode,
  decisionCodes,
  type Route,
  type Verdict,
} from './decision.ts';
export type {
  AnswerCase,
  Path,
  PolicyCase,
  ProactiveCase,
  Weight,
} from './policy-case.ts';

const drop = (code: DecisionCode): Decision => ({ verdict: 'drop', code });
const wait = (code: DecisionCode, until: Date): Decision => ({ verdict: 'wait', code, until });

const earlierOf = (a: Date, b: Date) => (a < b ? a : b);

/** How long to wait for something that names no time of its own. */
const RECHECK_MS = 60_000;
/** A channel that works again wakes what waited for it; should that be lost, it is asked about again. */
const CHANNEL_RECHECK_MS = 5 * RECHECK_MS;
const SCHEDULE_RECHECK_MS = 60 * RECHECK_MS;
const later = (now: Date, ms = RECHECK_MS) => new Date(now.getTime() + ms);

/** Total: each case gets exactly one decision with a code. */
export function decide(input: PolicyCase): Decision {
  if (input.now > input.notAfter) return drop('past_deadline');
  return input.type === 'answer' ? decideAnswer(input) : decideProactive(input);
}

/** A person may go on answering this long after the patient's last word; later it is a contact of its own. */
const answerMs = 7 * dayMs;

function decideAnswer(input: AnswerCase): Decision {
  const { path, now, notAfter } = input;
  if (isBeforeStop(input)) return drop('stopped');
  if (input.author === 'bot' && isBeforeDisconnection(input)) return drop('no_address');
  if (input.author === 'staff' && isLastWord(input)) return drop('stopped');
  if (input.author === 'staff' && !isAsked(input)) return drop('no_question');
  if (path.unreachable) return drop('unreachable');
  if (path.quarantined) return drop('quarantined');
  const end = new Date(notAfter.getTime() + 1);
  if (path.channelDown) return wait('channel_down', earlierOf(later(now, CHANNEL_RECHECK_MS), end));
  if (path.pausedUntil && path.pausedUntil > now) {
    return wait('throttled', earlierOf(path.pausedUntil, end));
  }
  // The patient's next word opens the window and wakes what waits for it; the clock alone never does.
  if (!path.windowOpen && !path.templateUsable) return wait('window_closed', end);
  return send(path, 'answer');
}

/** Written, or already waiting, before the patient said stop; the answer to the stop comes after it, and is asked for. */
function isBeforeStop({ stoppedAt, writtenAt, waited, isUnasked }: AnswerCase): boolean {
  if (!stoppedAt) return false;
  return isUnasked || writtenAt < stoppedAt || (waited && writtenAt <= stoppedAt);
}

/** It may name somebody of whom the account is to hear nothing any more. */
const isBeforeDisconnection = ({ disconnectedAt, writtenAt }: AnswerCase): boolean =>
  disconnectedAt !== null && writtenAt < disconnectedAt;

/** Nothing was asked since: "stop" was the patient's last word. */
const isLastWord = ({ stoppedAt, askedAt }: AnswerCase): boolean =>
  stoppedAt !== null && (askedAt === null || askedAt <= stoppedAt);

function isAsked({ askedAt, writtenAt }: AnswerCase): boolean {
  return askedAt !== null && writtenAt.getTime() - askedAt.getTime() <= answerMs;
}

function decideProactive(input: ProactiveCase): Decision {
  const { card, now } = input;
  if (input.staleCode === 'muted' && input.weight === 'news') return mutedNews(input);
  if (input.staleCode) return drop(input.staleCode);
  if (card.channels[0] === 'phone') return decidePhone(input);
  const paths = inOrder(input.paths, card.channels);
  const refusals = paths.map((path) => refusal(path, input));
  const open = paths.find((_, index) => refusals[index] === null);
  if (!open) return whenNoneIsOpen(input, paths, refusals);
  // After consent: who refused is not even waited for, let alone called.
  if (input.scheduleDoubt) return untilTold(input.scheduleDoubt, input);
  const full = overBudget(input);
  if (full) return full;
  if (!isAgreed(now, card.hours, input.zone)) return outsideHours(input);
  return send(open, 'ok');
}

/** No more messages were wanted about this visit; that it is off, somebody has to say all the same. */
function mutedNews(input: ProactiveCase): Decision {
  const spoken = decideProactive({ ...input, staleCode: null });
  return spoken.verdict === 'drop' ? spoken : callInstead('muted', input);
}

/** No call instead: a call is a contact too, and the patient said how many are enough. But for news there is no later. */
function overBudget(input: ProactiveCase): Decision | null {
  const { card, sent, now, zone, notAfter } = input;
  const opens = budgetOpens({ budget: card.budget, sent, at: now, zone });
  if (opens === null) return null;
  if (input.weight === 'news') return callInstead('budget', input);
  const agreed = opens === 'never' ? null : nextAgreed(opens, card.hours, zone);
  return agreed && agreed <= notAfter ? wait('budget', agreed) : drop('budget');
}

/** The card's own word is enough for a person to call, until the patient takes it back anywhere. */
function decidePhone(input: ProactiveCase): Decision {
  const refused = phoneRefusal(input);
  if (refused) return drop(refused);
  // A person would say the wrong time just as well.
  if (input.scheduleDoubt) return untilTold(input.scheduleDoubt, input);
  return callInstead('phone_chosen', input);
}

function phoneRefusal({ phoneConsent, paths, now }: ProactiveCase): 'withdrawn' | 'stopped' | null {
  if (phoneConsent) return phoneConsent === 'withdrawn' ? 'withdrawn' : null;
  if (paths.some((path) => isLive(path.consent, now) && !path.stopped)) return null;
  if (paths.some((path) => path.stopped)) return 'stopped';
  return paths.some((path) => path.consent?.act === 'withdrawn') ? 'withdrawn' : null;
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
  if (!isLive(path.consent, input.now)) return 'expired';
  if (path.consent.strength < input.strengthNeeded) return 'evidence_too_weak';
  if (!path.hasAuthority) return 'authority_ended';
  if (!path.verified) return 'unverified';
  if (path.quarantined) return 'quarantined';
  if (path.paused) return 'paused';
  if (path.silent && !input.asksIdentity) return 'silent';
  if (path.unreachable) return 'unreachable';
  if (!path.windowOpen && !path.templateUsable) return 'template_unusable';
  if (path.channelDown) return 'channel_down';
  if (path.deaf) return 'deaf';
  if (path.frozen) return 'frozen';
  if (path.brakedUntil && path.brakedUntil > input.now) return 'braked';
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
  const refused = (code: DecisionCode) => paths.filter((_, index) => refusals[index] === code);
  const paused = soonest(refused('throttled').map(({ pausedUntil }) => pausedUntil));
  if (paused) return waitOrCall('throttled', paused, input);
  for (const code of ['channel_down', 'deaf'] as const) {
    if (has(code))
      return (
        untilTheEnd(code, input, later(input.now, CHANNEL_RECHECK_MS)) ?? callInstead(code, input)
      );
  }
  const braked = soonest(refused('braked').map(({ brakedUntil }) => brakedUntil));
  if (braked) return waitOrCall('braked', braked, input);
  // Whoever agrees to go on wakes what waits for it.
  if (has('frozen')) return untilTheEnd('frozen', input) ?? callInstead('frozen', input);
  // An answer ends these at once; until the last useful moment there is time for one.
  if (has('silent')) return untilTheEnd('silent', input) ?? callInstead('silent', input);
  if (has('paused')) return untilTheEnd('paused', input) ?? drop('paused');
  for (const code of ['template_unusable', 'unreachable'] as const) {
    if (has(code)) return callInstead(code, input);
  }
  for (const code of refusedForGood) if (has(code)) return drop(code);
  // Who agreed to calls about it, and to no messages, is invited by a person.
  if (input.weight === 'invitation' && input.phoneConsent === 'given')
    return callInstead('phone_chosen', input);
  return drop(input.paths.length === 0 ? 'no_address' : 'no_consent');
}

const soonest = (moments: readonly (Date | null)[]): Date | undefined =>
  moments.flatMap((at) => at ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0];

const refusedForGood: readonly DecisionCode[] = [
  'quarantined',
  'unverified',
  'authority_ended',
  'evidence_too_weak',
  'expired',
  'stopped',
  'withdrawn',
];

/** One look is left for the end itself: past it, all that could be said is that it is too late. */
function untilTheEnd(
  code: DecisionCode,
  { now, notAfter }: ProactiveCase,
  look = notAfter,
): Decision | null {
  const end = new Date(notAfter.getTime() - RECHECK_MS);
  return now < end ? wait(code, earlierOf(look, end)) : null;
}

/** Whoever tells the schedule wakes what waits for it. */
const untilTold = (code: DecisionCode, input: ProactiveCase): Decision =>
  untilTheEnd(code, input, later(input.now, SCHEDULE_RECHECK_MS)) ?? callInstead(code, input);

/** Waiting past the last useful moment helps nobody: a person calls instead. */
function waitOrCall(code: DecisionCode, until: Date, input: ProactiveCase): Decision {
  return until > input.notAfter ? callInstead(code, input) : wait(code, until);
}

/** Unless the patient wants no calls for this, or it is not worth one. */
function callInstead(code: DecisionCode, { phoneConsent, weight }: ProactiveCase): Decision {
  const isQuiet = phoneConsent === 'withdrawn' || weight === 'help';
  return isQuiet ? drop(code) : { verdict: 'call', code };
}

function outsideHours(input: ProactiveCase): Decision {
  const until = nextAgreed(input.now, input.card.hours, input.zone);
  if (until && until <= input.notAfter) return wait('outside_hours', until);
  return callInstead('outside_hours', input);
}

function send(path: Path, code: 'ok' | 'answer'): Decision {
  const form = path.windowOpen ? 'session' : 'template';
  const { channel, addressId, bindingId } = path;
  return { verdict: 'send', code, route: { channel, addressId, bindingId, form } };
}
