/** What holds of the policy whatever it is asked, with its conditions said a second time. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AnswerCase,
  type Decision,
  decide,
  decisionCodes,
  type Path,
  type ProactiveCase,
} from '../../src/domain/policy.ts';
import { thorough } from '../support/thorough.ts';
import { anyAnswer, anyPathAt, anyProactive, from } from './policy-arbitrary.ts';
import { agreedByWall, day, minute, shown } from './wall-clock.ts';

const runs = { numRuns: thorough(4_000) };
const holds = (rule: (input: ProactiveCase) => void) =>
  fc.assert(fc.property(anyProactive, rule), runs);

const agrees = ({ consent }: Path, now: Date) =>
  consent !== null &&
  consent.act === 'given' &&
  (consent.expiresAt === null || now.getTime() < consent.expiresAt.getTime());

/** All that must be so before anything is sent on a path. */
const mayUse = (path: Path, { now, strengthNeeded, asksIdentity }: ProactiveCase): boolean =>
  agrees(path, now) &&
  path.consent!.strength >= strengthNeeded &&
  !path.stopped &&
  !path.paused &&
  path.verified &&
  path.hasAuthority &&
  !path.quarantined &&
  (!path.silent || asksIdentity) &&
  !path.unreachable &&
  !path.channelDown &&
  !path.deaf &&
  !path.frozen &&
  (path.brakedUntil === null || path.brakedUntil.getTime() <= now.getTime()) &&
  (path.pausedUntil === null || path.pausedUntil.getTime() <= now.getTime()) &&
  (path.windowOpen || path.templateUsable);

function inBudget({ card, sent, now, zone }: ProactiveCase): boolean {
  const date = (at: Date) => shown(at, zone).slice(0, 10);
  const today = sent.filter((at) => date(at) === date(now)).length;
  const week = sent.filter((at) => now.getTime() - at.getTime() < 7 * day).length;
  return today < card.budget.perDay && week < card.budget.perWeek;
}

const maySend = (input: ProactiveCase): boolean =>
  input.now <= input.notAfter &&
  input.staleCode === null &&
  input.scheduleDoubt === null &&
  input.card.channels[0] !== 'phone' &&
  input.paths.some((path) => mayUse(path, input)) &&
  inBudget(input) &&
  agreedByWall(input.now.getTime(), input.card.hours, input.zone);

/** One verdict, one known code, and exactly what belongs to that verdict. */
function wellFormed(decision: Decision): void {
  const { verdict, code } = decision;
  expect(['send', 'wait', 'call', 'drop']).toContain(verdict);
  expect(decisionCodes).toContain(code);
  const extra = { send: ['route'], wait: ['until'], call: [], drop: [] }[verdict];
  expect(new Set(Object.keys(decision))).toEqual(new Set(['verdict', 'code', ...extra]));
}

describe('a proactive message', () => {
  test('gets exactly one decision, and the same one when asked again', () => {
    const seen = new Set<string>();
    holds((input) => {
      const decision = decide(input);
      seen.add(decision.verdict);
      wellFormed(decision);
      expect(decide(input)).toEqual(decision);
    });
    expect([...seen].toSorted()).toEqual(['call', 'drop', 'send', 'wait']);
  });

  test('is sent if and only if nothing at all forbids it', () => {
    holds((input) => {
      expect(decide(input).verdict === 'send').toBe(maySend(input));
    });
  });

  test('goes the way that may be used and stands first on the card', () => {
    holds((input) => {
      const { route } = decide(input);
      if (!route) return;
      const rank = ({ channel }: Pick<Path, 'channel'>) =>
        [...input.card.channels, channel].indexOf(channel);
      const usable = input.paths.filter((path) => mayUse(path, input));
      const path = usable.find((one) => one.addressId === route.addressId);
      expect(path).toMatchObject({ channel: route.channel, bindingId: route.bindingId });
      expect(route.form).toBe(path?.windowOpen ? 'session' : 'template');
      for (const other of usable) expect(rank(route)).toBeLessThanOrEqual(rank(other));
    });
  });

  test('waits for a moment ahead that is still useful, and agreed where hours are the cause', () => {
    holds((input) => {
      const { verdict, code, until } = decide(input);
      if (verdict !== 'wait') return;
      expect(until!.getTime()).toBeGreaterThan(input.now.getTime());
      expect(until!.getTime()).toBeLessThanOrEqual(input.notAfter.getTime());
      if (code !== 'outside_hours' && code !== 'budget') return;
      expect(agreedByWall(until!.getTime(), input.card.hours, input.zone)).toBe(true);
      expect(decide({ ...input, now: until! }).code).not.toBe(code);
    });
  });

  test('nobody who refused, or never agreed to messages they do not get, is called', () => {
    holds((input) => {
      const { verdict, code } = decide(input);
      if (verdict !== 'call') return;
      expect(input.phoneConsent).not.toBe('withdrawn');
      expect(input.now.getTime()).toBeLessThanOrEqual(input.notAfter.getTime());
      const agreed = input.paths.some((path) => agrees(path, input.now) && !path.stopped);
      const refused = input.paths.some((path) => path.stopped || path.consent?.act === 'withdrawn');
      const callsAlone = input.weight === 'invitation' && input.phoneConsent === 'given';
      if (callsAlone && code === 'phone_chosen' && !refused) return;
      if (input.card.channels[0] !== 'phone') expect(agreed).toBe(true);
      else if (refused) expect(agreed || input.phoneConsent === 'given').toBe(true);
      else expect(['phone_chosen', 'schedule_stale', 'absent_from_schedule']).toContain(code);
    });
  });

  test('who refused everywhere hears nothing: no message, no wait, no call', () => {
    holds((input) => {
      const paths = input.paths.map((path) => ({ ...path, stopped: true }));
      expect(decide({ ...input, paths, phoneConsent: 'withdrawn' }).verdict).toBe('drop');
      const withdrawn = { act: 'withdrawn', strength: 2, expiresAt: null } as const;
      const refused = input.paths.map((path) => ({ ...path, consent: withdrawn }));
      expect(decide({ ...input, paths: refused, phoneConsent: 'withdrawn' }).verdict).toBe('drop');
    });
  });
});

/** Each makes one path worse. */
const refusals: readonly Partial<Path>[] = [
  { stopped: true },
  { paused: true },
  { consent: null },
  { consent: { act: 'withdrawn', strength: 4, expiresAt: null } },
  { verified: false },
  { hasAuthority: false },
  { quarantined: true },
  { silent: true },
  { unreachable: true },
  { channelDown: true },
  { deaf: true },
  { frozen: true },
  { windowOpen: false, templateUsable: false },
];

describe('never more than before', () => {
  /** If `worse` is still sent, so was `input`. */
  const neverWidens = (worse: ProactiveCase, input: ProactiveCase) => {
    if (decide(worse).verdict === 'send') expect(decide(input).verdict).toBe('send');
  };

  test('one more refusal on one path', () => {
    holds((input) => {
      for (const refusal of refusals) {
        for (const bad of input.paths.keys()) {
          const paths = input.paths.map((path, i) => (i === bad ? { ...path, ...refusal } : path));
          neverWidens({ ...input, paths }, input);
        }
      }
    });
  });

  test('a fact no longer true, calls withdrawn, more evidence asked, an earlier end', () => {
    holds((input) => {
      neverWidens({ ...input, staleCode: 'stale_fact' }, input);
      neverWidens({ ...input, scheduleDoubt: 'schedule_stale' }, input);
      neverWidens({ ...input, strengthNeeded: 4 }, input);
      neverWidens({ ...input, notAfter: from(input.notAfter, -minute) }, input);
      neverWidens({ ...input, asksIdentity: false }, { ...input, asksIdentity: true });
      const uncalled = decide({ ...input, phoneConsent: 'withdrawn' });
      expect(uncalled.verdict === 'send').toBe(decide(input).verdict === 'send');
      expect(uncalled.verdict).not.toBe('call');
    });
  });

  test('one more message sent, or a smaller budget', () => {
    holds((input) => {
      const { perDay, perWeek } = input.card.budget;
      const smaller = { perDay: perDay - 1, perWeek: perWeek - 1 };
      neverWidens({ ...input, sent: [...input.sent, input.now] }, input);
      neverWidens({ ...input, card: { ...input.card, budget: smaller } }, input);
    });
  });

  test('a larger budget never blocks, nor makes wait longer', () => {
    holds((input) => {
      const before = decide(input);
      const budget = {
        perDay: input.card.budget.perDay + 1,
        perWeek: input.card.budget.perWeek + 1,
      };
      const after = decide({ ...input, card: { ...input.card, budget } });
      if (before.code !== 'budget') expect(after).toEqual(before);
      else if (after.code === 'budget') {
        if (before.verdict === 'wait') expect(after.verdict).toBe('wait');
        expect(after.until?.getTime() ?? 0).toBeLessThanOrEqual(
          before.until?.getTime() ?? Infinity,
        );
      }
    });
  });

  test('another open way never silences, another shut one never opens', () => {
    fc.assert(
      fc.property(
        anyProactive.chain((input) => fc.tuple(fc.constant(input), anyPathAt(input.now))),
        ([input, path]) => {
          const more = decide({ ...input, paths: [...input.paths, path] });
          if (decide(input).verdict === 'send') expect(more.verdict).toBe('send');
          else if (!mayUse(path, input)) expect(more.verdict).not.toBe('send');
        },
      ),
      runs,
    );
  });
});

describe('an answer', () => {
  const forbidden = ({ now, notAfter, path, author, ...words }: AnswerCase): boolean => {
    const { stoppedAt, writtenAt, waited, askedAt, isUnasked, disconnectedAt } = words;
    const disconnected = author === 'bot' && disconnectedAt !== null && writtenAt < disconnectedAt;
    const toStop = stoppedAt !== null && writtenAt.getTime() - stoppedAt.getTime();
    const silenced = toStop !== false && (isUnasked || (waited ? toStop <= 0 : toStop < 0));
    const asked = askedAt !== null && writtenAt.getTime() <= askedAt.getTime() + 7 * day;
    const lastWord = stoppedAt !== null && (askedAt ?? stoppedAt) <= stoppedAt;
    const unasked = author === 'staff' && (!asked || lastWord);
    return (
      now > notAfter || silenced || disconnected || unasked || path.unreachable || path.quarantined
    );
  };
  const delayed = ({ now, path }: AnswerCase): boolean =>
    path.channelDown ||
    (path.pausedUntil !== null && path.pausedUntil > now) ||
    !(path.windowOpen || path.templateUsable);

  test('is dropped if forbidden, waits if the way is shut, else goes; it is never a call', () => {
    fc.assert(
      fc.property(anyAnswer, (input) => {
        const decision = decide(input);
        wellFormed(decision);
        const expected = forbidden(input) ? 'drop' : delayed(input) ? 'wait' : 'send';
        expect(decision.verdict).toBe(expected);
        if (!decision.until) return;
        expect(decision.until.getTime()).toBeGreaterThan(input.now.getTime());
        expect(decision.until.getTime()).toBeLessThanOrEqual(input.notAfter.getTime() + 1);
      }),
      runs,
    );
  });

  test('needs no consent, and knows no hours and no budget', () => {
    fc.assert(
      fc.property(anyAnswer, (input) => {
        const bare = {
          consent: null,
          verified: false,
          hasAuthority: false,
          silent: true,
          deaf: true,
          frozen: true,
          brakedUntil: from(input.now, minute),
        };
        const path = { ...input.path, ...bare };
        expect(decide({ ...input, path })).toEqual(decide(input));
      }),
      runs,
    );
  });
});
