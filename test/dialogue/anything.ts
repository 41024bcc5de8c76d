/** Whatever the dialogue may be given, as fast-check makes it up. */

import fc from 'fast-check';
import {
  cancelChoices,
  encodeButton,
  menuItems,
  stopScopes,
  type VisitStepAction,
  visitTag,
  whenChoices,
} from '../../src/dialogue/buttons.ts';
import type { DialogueEvent, Facts, Session, Topic } from '../../src/dialogue/types.ts';
import { blankCard } from '../../src/domain/card.ts';
import { proposedId } from '../../src/domain/proposed.ts';
import { cancelReasonCodes, visitRequestKinds } from '../../src/domain/wish.ts';
import {
  appointmentStatuses,
  channelIds,
  languages,
  purposes,
  reasonStates,
  relations,
} from '../../src/domain/words.ts';
import { messageVerbs, proactiveKinds } from '../../src/text/proactive.ts';
import { clinic } from './world.ts';

export const when = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
const anyPatient = fc.constantFrom('anna', 'misha', 'stranger');
const label = fc.oneof(fc.constantFrom('Анна', 'О визитах'), fc.string());
const reasonId = '00000000-0000-7000-8000-0000000000a1';
const messageId = '00000000-0000-7000-8000-000000000001';

const visit = fc.record({
  appointmentId: fc.constantFrom('v1', 'v2'),
  patientId: anyPatient,
  startsAt: when,
  clinic: fc.constantFrom(clinic, { ...clinic, address: null, directions: null, phone: null }),
  status: fc.constantFrom(...appointmentStatuses),
  scheduleVersion: fc.nat(3),
  muted: fc.boolean(),
  offered: fc.option(when),
  asked: fc.subarray([...visitRequestKinds]),
});

const reason = fc.record({
  reasonId: fc.constantFrom(reasonId, 'r2'),
  patientId: anyPatient,
  purpose: fc.constantFrom(...purposes),
  state: fc.constantFrom(...reasonStates),
  dueAt: when,
  visit: visit.map((one) => ({
    ...one,
    appointmentId: proposedId(reasonId),
    status: 'cancelled' as const,
  })),
  booked: fc.option(visit),
  later: fc.option(when),
});

const anyPurpose = fc.constantFrom(...purposes);

const agreement = fc.record({
  purpose: anyPurpose,
  at: when,
  expiresAt: fc.option(when),
  mechanism: fc.constantFrom('chat', 'paper', 'import', 'stop_narrowed', 'desk', ''),
  actor: fc.constantFrom('patient', 'api', 'staff:1'),
  wording: fc.option(fc.string({ maxLength: 3000 })),
});

const longName = 'Александра-Виктория';

/** As the application gives them: nothing personal before it is proven who holds the account. */
const person = fc
  .record({
    patientId: anyPatient,
    label: fc.constantFrom('Анна', 'Миша', '', longName),
    relation: fc.constantFrom(...relations),
    verified: fc.boolean(),
    card: fc.constantFrom(blankCard, { ...blankCard, channels: ['telegram', 'phone'] as const }),
    consents: fc.subarray([...purposes]),
    agreements: fc.uniqueArray(agreement, { maxLength: 4, selector: (one) => one.purpose }),
    visits: fc.array(visit, { maxLength: 3 }),
    reasons: fc.array(reason, { maxLength: 2 }),
  })
  .map((one) => ({
    ...one,
    label: one.verified ? one.label : '',
    reasons: one.verified ? one.reasons.map((each) => ({ ...each, patientId: one.patientId })) : [],
    ...byStatus(
      one.verified ? one.visits.map((each) => ({ ...each, patientId: one.patientId })) : [],
    ),
  }));

function byStatus<T extends { status: string }>(all: readonly T[]) {
  return {
    visits: all.filter(({ status }) => status !== 'cancelled'),
    cancelled: all.filter(({ status }) => status === 'cancelled'),
  };
}

const about = fc.record({
  messageId: fc.constant(messageId),
  kind: fc.oneof(fc.constantFrom(...proactiveKinds), fc.string()),
  purpose: fc.constantFrom(...purposes, 'service' as const),
  patientId: fc.option(anyPatient),
  visit: fc.option(visit),
  scheduleVersion: fc.option(fc.nat(3)),
  text: fc.option(fc.string()),
  reason: fc.option(reason),
  wellbeing: fc.option(
    fc.record({
      reasonId: fc.string(),
      answered: fc.boolean(),
      closed: fc.constantFrom(true, false, undefined),
    }),
  ),
});

const proof = fc.oneof(
  fc.record({ status: fc.constant('proven'), by: fc.constant('code'), patientId: anyPatient }),
  fc.record({
    status: fc.constantFrom('differs', 'foreign', 'wrong', 'locked'),
    patientId: anyPatient,
  }),
);

export const facts: fc.Arbitrary<Facts> = fc.record({
  clinic: fc.constantFrom(clinic, { ...clinic, name: '', phone: null, address: null }),
  channel: fc.constantFrom(...channelIds),
  sharesContact: fc.boolean(),
  otherChannels: fc.subarray([...channelIds]),
  language: fc.constantFrom(...languages),
  people: fc.uniqueArray(person, { maxLength: 3, selector: (one) => one.patientId }),
  invitation: fc.oneof(
    fc.constant(null),
    fc.record({
      status: fc.constantFrom('valid', 'used_here'),
      patientId: anyPatient,
      relation: fc.constantFrom(...relations),
      proven: fc.boolean(),
      label: fc.constantFrom('', 'Анна'),
    }),
    fc.record({ status: fc.constantFrom('used', 'expired', 'unknown') }),
  ),
  about: fc.option(about),
  lastSent: fc.option(about),
  schedule: fc.option(
    fc.record({
      outcome: fc.constantFrom('free', 'held', 'moved', 'taken', 'changed'),
      slots: fc.option(fc.array(when, { maxLength: 12 })),
    }),
  ),
  proof: fc.option(proof, { freq: 5 }),
  halted: fc.constantFrom(null, 'stopped', 'paused'),
  erasure: fc.option(fc.record({ dueAt: when }), { freq: 5 }),
  thread: fc.record({ open: fc.boolean(), withPerson: fc.boolean() }),
  paperNeeded: fc.subarray([...purposes]),
  alarm: fc.boolean(),
}) as unknown as fc.Arbitrary<Facts>;

const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

const topic: fc.Arbitrary<Topic> = fc.oneof(
  fc.record({
    name: fc.constant('opt_in' as const),
    step: fc.constantFrom('verify', 'label', 'purpose', 'channel', 'when'),
    patientId: anyPatient,
    question: optional(fc.string()),
    asked: optional(fc.nat(6)),
    again: optional(fc.boolean()),
    agreed: optional(fc.boolean()),
    channel: optional(fc.constantFrom('telegram', 'whatsapp', 'phone')),
  }),
  fc.record({
    name: fc.constant('card' as const),
    field: fc.constantFrom('menu', 'purpose', 'channel', 'when', 'reminders', 'zone', 'label'),
    patientId: anyPatient,
    purpose: optional(anyPurpose),
    question: optional(fc.string()),
    again: optional(fc.boolean()),
  }),
  fc.record({
    name: fc.constant('stop' as const),
    patientId: fc.option(anyPatient),
    purpose: fc.option(anyPurpose),
    appointmentId: fc.option(fc.constantFrom('v1', 'v2')),
    question: fc.string(),
    held: fc.array(
      fc.record({ patientId: anyPatient, purposes: fc.subarray([...purposes], { minLength: 1 }) }),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    name: fc.constant('cancel' as const),
    patientId: anyPatient,
    appointmentId: fc.constantFrom('v1', 'v2'),
  }),
  fc.record({
    name: fc.constant('move' as const),
    step: fc.constantFrom('choose', 'wish'),
    patientId: anyPatient,
    appointmentId: fc.constantFrom('v1', 'v2'),
  }),
  fc.record({
    name: fc.constant('why_cancel' as const),
    patientId: anyPatient,
    appointmentId: fc.constantFrom('v1', 'v2'),
  }),
  fc.record({
    name: fc.constant('recall' as const),
    patientId: anyPatient,
    reasonId: fc.constant(reasonId),
  }),
  fc.record({ name: fc.constant('forget' as const), question: fc.string() }),
) as fc.Arbitrary<Topic>;

export const session: fc.Arbitrary<Session> = fc.record({ topic: fc.option(topic) });

function stepsOf(id: string): readonly string[] {
  const of = { tag: visitTag(id), version: 1 };
  const startsAt = new Date('2031-05-17T08:37:00Z');
  const steps: readonly VisitStepAction[] = [
    ...(['v.confirm', 'v.cancel', 'v.drop', 'v.wish', 'v.early', 'v.late', 'v.keep'] as const).map(
      (verb) => ({ verb, ...of }),
    ),
    ...cancelReasonCodes.map((reason) => ({ verb: 'v.why', ...of, reason }) as const),
    { verb: 'v.days', ...of, date: null },
    { verb: 'v.days', ...of, date: '2031-05-17' },
    { verb: 'v.day', ...of, date: '2031-05-17', time: null },
    { verb: 'v.pick', ...of, startsAt },
    { verb: 'v.take', ...of, startsAt },
  ];
  return steps.map(encodeButton);
}

const knownData = [
  ...messageVerbs.map((verb) => encodeButton({ verb, messageId })),
  ...menuItems.map((item) => encodeButton({ verb: 'menu', item })),
  ...stopScopes.map((scope) => encodeButton({ verb: 'scope', scope })),
  ...cancelChoices.map((choice) => encodeButton({ verb: 'cancel', choice })),
  ...whenChoices.map((choice) => encodeButton({ verb: 'when', choice })),
  ...['agree:visit.yes', 'agree:visit.no', 'agree:wellbeing.yes', 'agree:offers.no'],
  ...['channel:phone', 'channel:whatsapp', 'often:none', 'limit:4', 'zone:clinic'],
  ...['zone:Asia/Almaty', 'label:name', 'goon:all', 'forget:yes', 'forget:no', 'language:en'],
  ...['whose:0', 'whose:7'],
  ...['v1', 'v2', proposedId(reasonId)].flatMap(stepsOf),
  ...(['r.book', 'r.later', 'r.no', 'r.elsewhere'] as const).map((verb) =>
    encodeButton({ verb, tag: visitTag(reasonId) }),
  ),
  encodeButton({ verb: 'r.at', tag: visitTag(reasonId), date: '2031-06-17' }),
];

const saying = fc.oneof(
  fc.constantFrom('в четверг после 18', 'завтра', 'перенесите на 25 ноября', 'не приду'),
  fc.constantFrom('да', 'отменить', 'перенести', 'настройки', 'English', 'человек', 'спасибо'),
  fc.constantFrom('по будням после шести', 'звоните', 'не могу дышать', 'это не я', 'стоп', ''),
  fc.constantFrom('запишите', 'позже', 'уже сделал в другой клинике', 'через месяц', '20 января'),
  fc.constantFrom('отмена', 'cancel', 'не пишите про Мишу', 'почему вы мне пишете?', '123456'),
  fc.constantFrom('мои данные', 'удалите мои данные', 'этот визит', 'всё', 'да, это я', 'нет'),
  fc.constantFrom('пишите как раньше', 'да, спросите', 'не надо писать по утрам', 'Миша'),
  fc.string({ unit: 'binary' }),
);

export const event: fc.Arbitrary<DialogueEvent> = fc.oneof(
  fc.constant({ type: 'start' } as const),
  fc.constant({ type: 'unsupported' } as const),
  fc.record({ type: fc.constant('stop' as const), text: saying }),
  fc.record({ type: fc.constant('text' as const), text: saying }),
  fc.record({
    type: fc.constant('button' as const),
    data: fc.oneof(fc.constantFrom(...knownData), fc.string()),
    label,
  }),
  fc.record({ type: fc.constant('contact' as const), phone: fc.string(), own: fc.boolean() }),
  fc.record({ type: fc.constant('media' as const), media: fc.constant('photo'), caption: saying }),
);
