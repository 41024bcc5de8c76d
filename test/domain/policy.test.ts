/** Long because each code has its case. Each code of the policy by example, and which of two wins. */

import { describe, expect, test } from 'vitest';
import {
  type AnswerCase,
  type Decision,
  type DecisionCode,
  decide,
  decisionCodes,
  type Path,
  type PolicyCase,
  type ProactiveCase,
} from '../../src/domain/policy.ts';
import { answerable, daytimeCard, from, now, openPath, sendable } from './policy-arbitrary.ts';
import { day, minute } from './wall-clock.ts';

/** `verdict code until-in-minutes`, as one would say it. */
function told({ verdict, code, until }: Decision): string {
  const wait = until ? ` ${(until.getTime() - now.getTime()) / minute}` : '';
  return `${verdict} ${code}${wait}`;
}

const first = (change: Partial<ProactiveCase>): PolicyCase => ({ ...sendable, ...change });
const by = (change: Partial<Path>): PolicyCase => first({ paths: [{ ...openPath, ...change }] });
const reply = (change: Partial<AnswerCase>): PolicyCase => ({ ...answerable, ...change });
const replyBy = (change: Partial<Path>): PolicyCase => reply({ path: { ...openPath, ...change } });
const given = { act: 'given', strength: 2, expiresAt: null } as const;
const withdrawn = { act: 'withdrawn', strength: 2, expiresAt: null } as const;
const night = from(now, 12 * 60 * minute);
const card = (change: Partial<ProactiveCase['card']>) =>
  first({ card: { ...daytimeCard, ...change } });
const byPhone = { card: { ...daytimeCard, channels: ['phone'] } } as const;
const lastMinute = from(now, minute / 2);

const cases: readonly (readonly [string, PolicyCase, string])[] = [
  ['all is in order', sendable, 'send ok'],
  ['paper without an end', by({ consent: { ...given, strength: 4 } }), 'send ok'],
  ['nobody asked', by({ consent: null }), 'drop no_consent'],
  ['taken back', by({ consent: withdrawn }), 'drop withdrawn'],
  ['run out this moment', by({ consent: { ...given, expiresAt: now } }), 'drop expired'],
  ['imported', by({ consent: { ...given, strength: 0 } }), 'drop evidence_too_weak'],
  ['a strict clinic', first({ strengthNeeded: 4 }), 'drop evidence_too_weak'],
  ['STOP', by({ stopped: true }), 'drop stopped'],
  ['maybe STOP, still time', by({ paused: true }), `wait paused ${24 * 60 - 1}`],
  [
    'maybe STOP, no time',
    first({ paths: [{ ...openPath, paused: true }], notAfter: lastMinute }),
    'drop paused',
  ],
  ['one visit muted', first({ staleCode: 'muted' }), 'drop muted'],
  ['no account at all', first({ paths: [] }), 'drop no_address'],
  ['link opened, nothing proven', by({ verified: false }), 'drop unverified'],
  ['the child is grown', by({ hasAuthority: false }), 'drop authority_ended'],
  ['the number changed hands', by({ quarantined: true }), 'drop quarantined'],
  ['silent, still time', by({ silent: true }), `wait silent ${24 * 60 - 1}`],
  [
    'silent, no time',
    first({ paths: [{ ...openPath, silent: true }], notAfter: lastMinute }),
    'call silent',
  ],
  [
    'silent, and this is the question',
    first({ paths: [{ ...openPath, silent: true }], asksIdentity: true }),
    'send ok',
  ],
  ['forgotten', first({ staleCode: 'erased' }), 'drop erased'],
  [
    'staff write first as if answering',
    reply({ author: 'staff', askedAt: null }),
    'drop no_question',
  ],
  [
    'staff answer a week later',
    reply({ author: 'staff', askedAt: from(now, -7 * day) }),
    'send answer',
  ],
  [
    'staff answer later still',
    reply({ author: 'staff', askedAt: from(now, -7 * day - 1) }),
    'drop no_question',
  ],
  [
    'at night, morning is in time',
    first({ now: night, notAfter: from(night, day) }),
    'wait outside_hours 1260',
  ],
  [
    'at night, morning is the last moment',
    first({ now: night, notAfter: from(night, 9 * 60 * minute) }),
    'wait outside_hours 1260',
  ],
  [
    'at night, morning is a breath too late',
    first({ now: night, notAfter: from(night, 9 * 60 * minute - 1) }),
    'call outside_hours',
  ],
  [
    'at night, morning is too late',
    first({ now: night, notAfter: from(night, day / 8) }),
    'call outside_hours',
  ],
  ['twice today', first({ sent: [now, now] }), 'wait budget 1260'],
  [
    'twice today, and it is urgent',
    first({ sent: [now, now], notAfter: from(now, day / 2) }),
    'drop budget',
  ],
  ['never to be written to first', card({ budget: { perDay: 0, perWeek: 4 } }), 'drop budget'],
  ['too late', first({ notAfter: from(now, -1) }), 'drop past_deadline'],
  ['the last moment', first({ notAfter: now }), 'send ok'],
  [
    'twice today, and the clinic has moved the visit',
    first({ sent: [now, now], weight: 'news' }),
    'call budget',
  ],
  [
    'the same, and no calls are wanted',
    first({ sent: [now, now], weight: 'news', phoneConsent: 'withdrawn' }),
    'drop budget',
  ],
  ['muted, and it is off', first({ staleCode: 'muted', weight: 'news' }), 'call muted'],
  [
    'muted, and it is off, and nothing was agreed to',
    first({ staleCode: 'muted', weight: 'news', paths: [{ ...openPath, consent: withdrawn }] }),
    'drop withdrawn',
  ],
  ['booked late', first({ staleCode: 'booked_late' }), 'drop booked_late'],
  ['chosen when its time had passed', first({ staleCode: 'planned_late' }), 'drop planned_late'],
  ['known already', first({ staleCode: 'known_already' }), 'drop known_already'],
  ['merged', first({ staleCode: 'merged' }), 'drop merged'],
  ['the visit moved', first({ staleCode: 'stale_fact' }), 'drop stale_fact'],
  ['confirmed', first({ staleCode: 'confirmed' }), 'drop confirmed'],
  ['answered', first({ staleCode: 'already_answered' }), 'drop already_answered'],
  ['somebody looks after the patient', first({ staleCode: 'alarm_open' }), 'drop alarm_open'],
  [
    'schedule not told for long',
    first({ scheduleDoubt: 'schedule_stale' }),
    'wait schedule_stale 60',
  ],
  [
    'not told for long, half an hour before the end',
    first({ scheduleDoubt: 'schedule_stale', notAfter: from(now, 30 * minute) }),
    'wait schedule_stale 29',
  ],
  [
    'a schedule without this visit',
    first({ scheduleDoubt: 'absent_from_schedule' }),
    'wait absent_from_schedule 60',
  ],
  [
    'a schedule without this visit, and no time left',
    first({ scheduleDoubt: 'absent_from_schedule', notAfter: lastMinute }),
    'call absent_from_schedule',
  ],
  [
    'and no time left',
    first({ scheduleDoubt: 'schedule_stale', notAfter: lastMinute }),
    'call schedule_stale',
  ],
  [
    'and no consent',
    first({ scheduleDoubt: 'schedule_stale', paths: [{ ...openPath, consent: withdrawn }] }),
    'drop withdrawn',
  ],
  ['blocked the bot', by({ unreachable: true }), 'call unreachable'],
  [
    'blocked the bot, wants no calls',
    first({ phoneConsent: 'withdrawn', paths: [{ ...openPath, unreachable: true }] }),
    'drop unreachable',
  ],
  [
    'a note about afterwards, blocked the bot',
    first({ weight: 'help', paths: [{ ...openPath, unreachable: true }] }),
    'drop unreachable',
  ],
  [
    'a note about afterwards, at night',
    first({ weight: 'help', now: night, notAfter: from(night, day / 8) }),
    'drop outside_hours',
  ],
  [
    'a note about afterwards, phone first',
    first({ ...byPhone, weight: 'help' }),
    'drop phone_chosen',
  ],
  [
    'an answer outside the window',
    replyBy({ windowOpen: false, templateUsable: false }),
    `wait window_closed ${24 * 60 + 1 / minute}`,
  ],
  [
    'no usable template',
    by({ windowOpen: false, templateUsable: false }),
    'call template_unusable',
  ],
  ['the channel is down', by({ channelDown: true }), 'wait channel_down 5'],
  [
    'the channel is down, four minutes before the end',
    first({ notAfter: from(now, 4 * minute), paths: [{ ...openPath, channelDown: true }] }),
    'wait channel_down 3',
  ],
  [
    'the channel is down to the end',
    first({ notAfter: from(now, minute), paths: [{ ...openPath, channelDown: true }] }),
    'call channel_down',
  ],
  ['the way in is not proven', by({ deaf: true }), 'wait deaf 5'],
  ['an answer while deaf', replyBy({ deaf: true }), 'send answer'],
  ['deaf for so long that words are lost', by({ frozen: true }), `wait frozen ${24 * 60 - 1}`],
  [
    'frozen to the end',
    first({ notAfter: from(now, minute), paths: [{ ...openPath, frozen: true }] }),
    'call frozen',
  ],
  ['an answer while frozen', replyBy({ frozen: true }), 'send answer'],
  ['everybody is gone at once', by({ brakedUntil: from(now, 9 * minute) }), 'wait braked 9'],
  ['braked for longer than there is time', by({ brakedUntil: from(now, 2 * day) }), 'call braked'],
  ['the brake is off again', by({ brakedUntil: now }), 'send ok'],
  ['an answer while braked', replyBy({ brakedUntil: from(now, minute) }), 'send answer'],
  ['the platform asked for peace', by({ pausedUntil: from(now, 5 * minute) }), 'wait throttled 5'],
  ['for longer than there is time', by({ pausedUntil: from(now, 2 * day) }), 'call throttled'],
  ['phone first', first(byPhone), 'call phone_chosen'],
  ['phone first, no account', first({ ...byPhone, paths: [] }), 'call phone_chosen'],
  ['phone first, taken back', first({ ...byPhone, phoneConsent: 'withdrawn' }), 'drop withdrawn'],
  [
    'phone first, STOP in the chat',
    first({ ...byPhone, paths: [{ ...openPath, stopped: true }] }),
    'drop stopped',
  ],
  [
    'phone first, schedule not told',
    first({ ...byPhone, scheduleDoubt: 'schedule_stale' }),
    'wait schedule_stale 60',
  ],
  ['an answer', answerable, 'send answer'],
  ['an answer without any consent', replyBy({ consent: null, verified: false }), 'send answer'],
  ['written before the STOP', reply({ stoppedAt: from(now, 1) }), 'drop stopped'],
  ['the answer to the STOP', reply({ stoppedAt: now }), 'send answer'],
  ['it was waiting when STOP came', reply({ stoppedAt: now, waited: true }), 'drop stopped'],
  ['before "not me"', reply({ disconnectedAt: from(now, 1) }), 'drop no_address'],
  ['the answer to "not me"', reply({ disconnectedAt: now }), 'send answer'],
  ['an answer to who blocked us', replyBy({ unreachable: true }), 'drop unreachable'],
  ['an answer to nobody knows whom', replyBy({ quarantined: true }), 'drop quarantined'],
  ['an answer, channel down', replyBy({ channelDown: true }), 'wait channel_down 5'],
  [
    'an answer, peace asked for',
    replyBy({ pausedUntil: from(now, 9 * day) }),
    `wait throttled ${24 * 60 + 1 / minute}`,
  ],
];

test.each(cases)('%s', (_, input, decision) => {
  expect(told(decide(input))).toBe(decision);
});

test('every code is reachable here or belongs to what came of trying', () => {
  const reached = new Set(cases.map(([, input]) => decide(input).code));
  const elsewhere: DecisionCode[] = ['too_many_tries', 'rejected', 'outcome_unknown'];
  expect([...reached, ...elsewhere].toSorted()).toEqual([...decisionCodes].toSorted());
});

const withAll = <T>(start: T, changes: readonly Partial<T>[]): T =>
  Object.assign({}, start, ...changes);

describe('which of two reasons is told', () => {
  /** Strongest first: a path with this flaw and all that follow gives this code. */
  const flaws: readonly (readonly [Partial<Path>, DecisionCode])[] = [
    [{ stopped: true }, 'stopped'],
    [{ consent: withdrawn }, 'withdrawn'],
    [{ consent: { ...given, strength: 0, expiresAt: now } }, 'expired'],
    [{ consent: { ...given, strength: 0 } }, 'evidence_too_weak'],
    [{ hasAuthority: false }, 'authority_ended'],
    [{ verified: false }, 'unverified'],
    [{ quarantined: true }, 'quarantined'],
    [{ paused: true }, 'paused'],
    [{ silent: true }, 'silent'],
    [{ unreachable: true }, 'unreachable'],
    [{ windowOpen: false, templateUsable: false }, 'template_unusable'],
    [{ channelDown: true }, 'channel_down'],
    [{ deaf: true }, 'deaf'],
    [{ frozen: true }, 'frozen'],
    [{ brakedUntil: from(now, minute) }, 'braked'],
    [{ pausedUntil: from(now, minute) }, 'throttled'],
  ];

  test.each(flaws.map(([, code], i) => [code, i] as const))('%s', (code, i) => {
    const path = withAll(
      openPath,
      flaws
        .slice(i)
        .map(([flaw]) => flaw)
        .toReversed(),
    );
    expect(decide(first({ paths: [path] })).code).toBe(code);
  });

  test('no consent is no consent, whatever else is wrong', () => {
    const path = withAll(
      openPath,
      flaws.slice(4).map(([flaw]) => flaw),
    );
    expect(decide(first({ paths: [{ ...path, consent: null }] })).code).toBe('no_consent');
  });

  const lateAndFull = { now: night, sent: [night, night] };
  test('too late, then untrue, then consent, then stale, then budget, then hours', () => {
    const worst: Partial<ProactiveCase> = {
      ...lateAndFull,
      notAfter: from(night, -1),
      staleCode: 'stale_fact',
      paths: [{ ...openPath, stopped: true }],
      scheduleDoubt: 'schedule_stale',
    };
    const steps: Partial<ProactiveCase>[] = [
      {},
      { notAfter: from(night, 3 * day) },
      { staleCode: null },
      { paths: [openPath] },
      { scheduleDoubt: null },
      { sent: [] },
      { now },
    ];
    const codes = steps.map((_, i) => {
      return decide(first(withAll(worst, steps.slice(0, i + 1)))).code;
    });
    expect(codes).toEqual([
      'past_deadline',
      'stale_fact',
      'stopped',
      'schedule_stale',
      'budget',
      'outside_hours',
      'ok',
    ]);
  });
});

describe('which way', () => {
  const telegram: Path = { ...openPath, addressId: 'telegram' };
  const whatsapp: Path = {
    ...openPath,
    channel: 'whatsapp',
    addressId: 'whatsapp',
    windowOpen: false,
  };
  const route = (change: Partial<ProactiveCase>) => decide(first(change)).route?.addressId ?? null;
  const ordered = (...channels: ProactiveCase['card']['channels']) => ({
    card: { ...daytimeCard, channels },
    paths: [telegram, whatsapp],
  });

  test('the order is the card’s', () => {
    expect(route(ordered('telegram', 'whatsapp'))).toBe('telegram');
    expect(route(ordered('whatsapp', 'telegram'))).toBe('whatsapp');
    expect(route(ordered('whatsapp'))).toBe('whatsapp');
    expect(route({ ...ordered(), paths: [whatsapp, telegram] })).toBe('whatsapp');
  });

  test('one that is closed leaves it to the next', () => {
    const paths = [{ ...telegram, channelDown: true }, whatsapp];
    expect(decide(first({ paths }))).toEqual({
      verdict: 'send',
      code: 'ok',
      route: { channel: 'whatsapp', addressId: 'whatsapp', bindingId: 'binding', form: 'template' },
    });
  });

  test('with one way shut for good and the other for a minute, it waits', () => {
    const paths = [
      { ...telegram, stopped: true },
      { ...whatsapp, channelDown: true },
    ];
    expect(told(decide(first({ paths })))).toBe('wait channel_down 5');
  });

  test('of two that rest, the sooner counts', () => {
    const paths = [30, 10].map((n) => ({ ...telegram, pausedUntil: from(now, n * minute) }));
    expect(told(decide(first({ paths })))).toBe('wait throttled 10');
  });
});
