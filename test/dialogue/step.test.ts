import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeButton } from '../../src/dialogue/buttons.ts';
import { step } from '../../src/dialogue/step.ts';
import type { DialogueEvent, Effect, Facts, Session } from '../../src/dialogue/types.ts';
import { blankCard } from '../../src/domain/card.ts';
import type { Content } from '../../src/domain/content.ts';
import { appointmentStatuses, channelIds, languages, purposes } from '../../src/domain/words.ts';
import { textsOf } from '../../src/text/catalogue.ts';
import { messageVerbs } from '../../src/text/proactive.ts';
import { type Line, replay } from './transcript.ts';
import { clinic } from './world.ts';

const folder = join(import.meta.dirname, 'transcripts');

/** Every line of every transcript. */
function allLines(): readonly (Line & { readonly file: string })[] {
  return readdirSync(folder).flatMap((file) => {
    const lines: (Line & { readonly file: string })[] = [];
    replay(readFileSync(join(folder, file), 'utf8'), (line) => lines.push({ ...line, file }));
    return lines;
  });
}

/** CHANNELS A.7 and B.2, both at once. */
function expectFits({ text, buttons = [], menuLabel }: Content): void {
  const isList = buttons.length > 3;
  expect(text.trim()).not.toBe('');
  expect(text.length).toBeLessThanOrEqual(buttons.length > 0 && !isList ? 1024 : 4096);
  expect(buttons.length).toBeLessThanOrEqual(10);
  if (isList) expect(menuLabel).toMatch(/^.{1,20}$/u);
  for (const { label, data } of buttons) {
    expect(label).toMatch(/^.{1,20}$/u);
    expect(data).toMatch(/^[\x21-\x7e]{1,64}$/);
  }
  expect(new Set(buttons.map(({ label }) => label)).size).toBe(buttons.length);
}

const repliesOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'reply' ? [effect] : []));

describe('every line of every transcript', () => {
  const lines = allLines();

  it('has one reply at most, and it fits both channels', () => {
    for (const { effects } of lines) {
      const replies = repliesOf(effects);
      expect(replies.length).toBeLessThanOrEqual(1);
      for (const { content } of replies) expectFits(content);
    }
  });

  it('needs at most five messages from an invitation to the summary', () => {
    for (const file of new Set(lines.map((line) => line.file))) {
      let count = Number.NEGATIVE_INFINITY;
      for (const { effects } of lines.filter((line) => line.file === file)) {
        if (effects.some((effect) => effect.type === 'accept_invitation')) count = 0;
        const replies = repliesOf(effects).filter(({ kind }) => kind.startsWith('opt_in'));
        count += replies.length;
        if (replies.some(({ kind }) => kind === 'opt_in_summary')) {
          expect(count, file).toBeLessThanOrEqual(5);
          count = Number.NEGATIVE_INFINITY;
        }
      }
    }
  });

  it('records consent with the very words that were asked, and only after asking', () => {
    const asked = new Map<string, string[]>();
    for (const { file, effects, event } of lines) {
      const before = asked.get(file) ?? [];
      for (const effect of effects) {
        if (effect.type !== 'consent' || effect.act !== 'given') continue;
        const said =
          event.type === 'button' ? event.label : event.type === 'text' ? event.text : '';
        expect(before).toContain(effect.wording.replace(`\n\n— ${said}`, ''));
      }
      asked.set(file, [...before, ...repliesOf(effects).map(({ content }) => content.text)]);
    }
  });
});

const when = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
const anyPatient = fc.constantFrom('anna', 'misha', 'stranger');
const label = fc.oneof(fc.constantFrom('Анна', 'О визитах'), fc.string());
const messageId = '00000000-0000-7000-8000-000000000001';

const visit = fc.record({
  appointmentId: fc.constantFrom('v1', 'v2'),
  patientId: anyPatient,
  startsAt: when,
  clinic: fc.constantFrom(clinic, { ...clinic, address: null, directions: null, phone: null }),
  status: fc.constantFrom(...appointmentStatuses),
  scheduleVersion: fc.nat(3),
});

const person = fc.record({
  patientId: anyPatient,
  firstName: fc.constantFrom('Анна', 'Миша', '', 'Александра-Виктория Константиновна'),
  card: fc.constantFrom(blankCard, { ...blankCard, channels: ['telegram', 'phone'] as const }),
  consents: fc.subarray([...purposes]),
  visits: fc.array(visit, { maxLength: 3 }),
});

const facts: fc.Arbitrary<Facts> = fc.record({
  clinic: fc.constantFrom(clinic, { ...clinic, name: '', phone: null, address: null }),
  channel: fc.constantFrom(...channelIds),
  otherChannels: fc.subarray([...channelIds]),
  language: fc.constantFrom(...languages),
  people: fc.uniqueArray(person, { maxLength: 3, selector: (one) => one.patientId }),
  invitation: fc.oneof(
    fc.constant(null),
    fc.record({ status: fc.constantFrom('valid', 'used_here'), patientId: anyPatient }),
    fc.record({ status: fc.constantFrom('used', 'expired', 'unknown') }),
  ),
  about: fc.option(
    fc.record({
      messageId: fc.constant(messageId),
      kind: fc.string(),
      patientId: fc.option(anyPatient),
      visit: fc.option(visit),
      scheduleVersion: fc.option(fc.nat(3)),
      text: fc.option(fc.string()),
      wellbeing: fc.option(fc.record({ reasonId: fc.string(), answered: fc.boolean() })),
    }),
  ),
  thread: fc.record({ open: fc.boolean(), withPerson: fc.boolean() }),
}) as fc.Arbitrary<Facts>;

const session: fc.Arbitrary<Session> = fc.record({
  topic: fc.option(
    fc.record({
      name: fc.constant('opt_in'),
      step: fc.constantFrom('purpose', 'channel', 'days', 'hours'),
      patientId: anyPatient,
      purposes: fc.subarray([...purposes]),
      channel: fc.option(fc.constantFrom('telegram', 'whatsapp', 'phone')),
      days: fc.option(fc.constantFrom('any', 'weekdays', 'weekend')),
      question: fc.option(fc.string(), { nil: undefined }),
      asked: fc.option(fc.nat(6), { nil: undefined }),
      again: fc.option(fc.boolean(), { nil: undefined }),
      only: fc.constantFrom('purpose', undefined),
      via: fc.constantFrom('invitation', 'settings', undefined),
    }),
  ),
}) as fc.Arbitrary<Session>;

const knownData = [
  ...messageVerbs.map((verb) => encodeButton({ verb, messageId })),
  ...['agree:visits', 'agree:wellbeing', 'agree:nothing', 'channel:phone', 'channel:whatsapp'],
  ...['days:weekend', 'hours:18:00-21:00', 'language:en', 'menu:settings', 'menu:topics'],
  ...['menu:person', 'menu:language', 'menu:stop', 'whose:0', 'whose:7'],
];

const saying = fc.oneof(
  fc.constantFrom('да', 'отменить', 'перенести', 'настройки', 'English', 'человек', 'спасибо'),
  fc.constantFrom('по будням после шести', 'звоните', 'не могу дышать', 'это не я', 'стоп', ''),
  fc.string({ unit: 'binary' }),
);

const event: fc.Arbitrary<DialogueEvent> = fc.oneof(
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

describe('whatever happens', () => {
  const runs = { numRuns: 5000 };
  const input = fc.record({ session, event, facts, now: when });

  it('answers at most once, within the limits, with a session that is plain data', () => {
    fc.assert(
      fc.property(input, (given) => {
        const result = step(given);
        const replies = repliesOf(result.effects);
        expect(replies.length).toBeLessThanOrEqual(1);
        for (const { content, link } of replies) {
          expectFits(content);
          expect(content.text.includes('{{link}}')).toBe(link !== undefined);
        }
        expect(JSON.parse(JSON.stringify(result.session))).toEqual(result.session);
      }),
      runs,
    );
  });

  it('touches only patients of this account, and binds first', () => {
    fc.assert(
      fc.property(input, ({ event: happened, ...given }) => {
        const { effects } = step({ event: happened, ...given });
        const bound = given.facts.people.map((one) => one.patientId);
        const accepted = effects.findIndex((one) => one.type === 'accept_invitation');
        expect(accepted).toBeLessThanOrEqual(0);
        for (const effect of effects) {
          if (effect.type === 'consent' || effect.type === 'card') {
            expect(bound).toContain(effect.patientId);
          }
        }
      }),
      runs,
    );
  });

  it('gives consent only for an answer to the purpose question', () => {
    fc.assert(
      fc.property(input, (given) => {
        const gave = step(given).effects.some(
          (one) => one.type === 'consent' && one.act === 'given',
        );
        if (gave) expect(given.session.topic?.step).toBe('purpose');
      }),
      runs,
    );
  });

  it('says nothing to free words while a person is in the thread, but for danger, stop and commands', () => {
    const { stop, wellbeing } = textsOf('ru');
    fc.assert(
      fc.property(input, fc.string(), (given, text) => {
        const thread = { open: true, withPerson: true };
        const facts_ = { ...given.facts, thread, language: 'ru' as const };
        const { effects } = step({ ...given, facts: facts_, event: { type: 'text', text } });
        const allowed = ['stop', 'red_flag', 'settings', 'help', 'language'];
        for (const { kind } of repliesOf(effects)) expect(allowed).toContain(kind);
      }),
      runs,
    );
    expect(stop.done + wellbeing.redFlag).not.toBe('');
  });
});
