/** Cases for the policy: one that says yes, and random ones, most of whose parts are in order. */

import fc from 'fast-check';
import { type ServiceCard, weekOf } from '../../src/domain/card.ts';
import type { AnswerCase, Path, ProactiveCase } from '../../src/domain/policy.ts';
import {
  cardChannels,
  channelIds,
  type EvidenceStrength,
  weekdays,
} from '../../src/domain/words.ts';
import { anyHours } from './hours-arbitrary.ts';
import { day, minute, zones } from './wall-clock.ts';

export const now = new Date('2026-06-03T09:00:00Z');
export const from = (base: Date, ms: number) => new Date(base.getTime() + ms);

export const openPath: Path = {
  channel: 'telegram',
  addressId: 'address',
  bindingId: 'binding',
  consent: { act: 'given', strength: 2, expiresAt: from(now, 100 * day) },
  stopped: false,
  paused: false,
  verified: true,
  hasAuthority: true,
  silent: false,
  quarantined: false,
  unreachable: false,
  channelDown: false,
  deaf: false,
  frozen: false,
  brakedUntil: null,
  pausedUntil: null,
  windowOpen: true,
  templateUsable: true,
};

export const daytimeCard: ServiceCard = {
  channels: ['telegram', 'whatsapp'],
  hours: weekOf(weekdays, [{ from: '09:00', to: '21:00' }]),
  zone: null,
  reminders: 'two',
  language: null,
  budget: { perDay: 2, perWeek: 4 },
};

export const sendable: ProactiveCase = {
  type: 'proactive',
  now,
  notAfter: from(now, day),
  staleCode: null,
  scheduleDoubt: null,
  asksIdentity: false,
  weight: 'usual',
  card: daytimeCard,
  zone: 'Europe/Moscow',
  strengthNeeded: 2,
  phoneConsent: null,
  sent: [],
  paths: [openPath],
};

export const answerable: AnswerCase = {
  type: 'answer',
  now,
  notAfter: from(now, day),
  path: openPath,
  author: 'bot',
  isUnasked: false,
  writtenAt: now,
  waited: false,
  stoppedAt: null,
  disconnectedAt: null,
  askedAt: from(now, -minute),
};

const seldom = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
const mostly = seldom.map((is) => !is);
const around = (base: Date, reach: number) =>
  fc.integer({ min: -reach, max: reach }).map((ms) => from(base, ms));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2, nil: null });
const strength = fc.constantFrom<EvidenceStrength>(0, 1, 2, 3, 4);

const consentAt = (at: Date) =>
  fc.record({
    act: fc.oneof(
      { weight: 5, arbitrary: fc.constant('given' as const) },
      { weight: 1, arbitrary: fc.constant('withdrawn' as const) },
    ),
    strength,
    expiresAt: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(null, from(at, 100 * day)) },
      { weight: 1, arbitrary: fc.oneof(around(at, day), fc.constant(at)) },
    ),
  });

export const anyPathAt = (at: Date): fc.Arbitrary<Path> =>
  fc.record({
    channel: fc.constantFrom(...channelIds),
    addressId: fc.uuid(),
    bindingId: maybe(fc.uuid()),
    consent: fc.option(consentAt(at), { freq: 6, nil: null }),
    stopped: seldom,
    paused: seldom,
    verified: mostly,
    hasAuthority: mostly,
    silent: seldom,
    quarantined: seldom,
    unreachable: seldom,
    channelDown: seldom,
    deaf: seldom,
    frozen: seldom,
    brakedUntil: maybe(around(at, day)),
    pausedUntil: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 2, arbitrary: around(at, 2 * day) },
      { weight: 1, arbitrary: fc.constant(at) },
    ),
    windowOpen: fc.boolean(),
    templateUsable: mostly,
  });

const anyCard: fc.Arbitrary<ServiceCard> = fc.record({
  channels: fc.uniqueArray(fc.constantFrom(...cardChannels), { maxLength: 3 }),
  hours: fc.oneof(anyHours, fc.constant(weekOf(weekdays, [{ from: '00:00', to: '24:00' }]))),
  zone: fc.constant(null),
  reminders: fc.constant('two' as const),
  language: fc.constant(null),
  budget: fc.record({
    perDay: fc.integer({ min: 0, max: 4 }),
    perWeek: fc.integer({ min: 0, max: 8 }),
  }),
});

const anyNow = fc
  .integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) })
  .map((ms) => new Date(ms));
const anyEnd = (at: Date) =>
  fc.oneof(
    around(at, 2 * minute),
    fc.constant(at),
    fc.integer({ min: 0, max: 9 * day }).map((ms) => from(at, ms)),
  );

export const anyProactive: fc.Arbitrary<ProactiveCase> = anyNow.chain((at) =>
  fc.record({
    type: fc.constant('proactive' as const),
    now: fc.constant(at),
    notAfter: anyEnd(at),
    staleCode: fc.oneof(
      { weight: 9, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom('stale_fact' as const, 'confirmed' as const) },
    ),
    scheduleDoubt: fc.oneof(
      { weight: 9, arbitrary: fc.constant(null) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('schedule_stale' as const, 'absent_from_schedule' as const),
      },
    ),
    asksIdentity: fc.boolean(),
    weight: fc.constantFrom(...(['news', 'usual', 'usual', 'help', 'invitation'] as const)),
    card: anyCard,
    zone: fc.constantFrom(...zones),
    strengthNeeded: fc.constantFrom<EvidenceStrength>(1, 2, 2, 4),
    phoneConsent: fc.constantFrom(null, null, 'given' as const, 'withdrawn' as const),
    sent: fc.array(
      fc.integer({ min: 0, max: 9 * day }).map((ms) => from(at, -ms)),
      { maxLength: 6 },
    ),
    paths: fc.array(anyPathAt(at), { maxLength: 3 }),
  }),
);

export const anyAnswer: fc.Arbitrary<AnswerCase> = anyNow.chain((at) =>
  fc.record({
    type: fc.constant('answer' as const),
    now: fc.constant(at),
    notAfter: anyEnd(at),
    path: anyPathAt(at),
    author: fc.constantFrom('bot' as const, 'staff' as const),
    isUnasked: fc.boolean(),
    writtenAt: fc.oneof(around(at, day), fc.constant(at)),
    waited: fc.boolean(),
    stoppedAt: maybe(fc.oneof(around(at, day), fc.constant(at))),
    disconnectedAt: maybe(around(at, day)),
    askedAt: maybe(around(at, 9 * day)),
  }),
);
