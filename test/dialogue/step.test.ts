import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { step } from '../../src/dialogue/step.ts';
import type { Effect } from '../../src/dialogue/types.ts';
import type { Content } from '../../src/domain/content.ts';
import { textsOf } from '../../src/text/catalogue.ts';
import { thorough } from '../support/thorough.ts';
import { event, facts, session, when } from './anything.ts';
import { type Line, replay } from './transcript.ts';
import { oldSession, secrets, unproven } from './unproven.ts';

const folder = join(import.meta.dirname, 'transcripts');

type Played = Line & { readonly file: string; readonly sent: readonly string[] };

/** Every line of every transcript, with what we had sent first until then. */
function allLines(): readonly Played[] {
  return readdirSync(folder).flatMap((file) => {
    const lines: Played[] = [];
    replay(readFileSync(join(folder, file), 'utf8'), (line) => {
      lines.push({ ...line, file, sent: line.world.sent.map(({ content }) => content.text) });
    });
    return lines;
  });
}

/** CHANNELS A.7 and B.2, both at once. */
function expectFits({ text, buttons = [], minor = [], menuLabel }: Content): void {
  const isList = buttons.length > 3;
  expect(text.trim()).not.toBe('');
  expect(text.length).toBeLessThanOrEqual(buttons.length > 0 && !isList ? 1024 : 4096);
  expect(buttons.length).toBeLessThanOrEqual(10);
  if (isList) expect(menuLabel).toMatch(/^.{1,20}$/u);
  for (const { label, data } of [...buttons, ...minor]) {
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

  it('records consent with the very words that were asked, and only after asking', () => {
    const asked = new Map<string, string[]>();
    for (const { file, effects, event, sent } of lines) {
      const before = [...(asked.get(file) ?? []), ...sent];
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

const forbidden = [
  ...['confirm_visit', 'card', 'label', 'export', 'forget', 'wellbeing_answer'],
  ...['decline_wellbeing', 'unpause', 'narrow_stop', 'resume', 'reason_answer'],
];
/** Before the secret visit, so that it is still to come. */
const soonBefore = fc.constant(new Date('2031-05-16T12:00:00Z'));

describe('whatever happens', () => {
  const runs = { numRuns: thorough(5_000) };
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

  it('gives consent only for an answer to a question that asked for it', () => {
    fc.assert(
      fc.property(input, (given) => {
        const gave = step(given).effects.some(
          (one) => one.type === 'consent' && one.act === 'given',
        );
        if (!gave) return;
        const open = given.session.topic;
        const asked =
          (open?.name === 'opt_in' && open.step) || (open?.name === 'card' && open.field);
        const { about: pressed, lastSent } = given.facts;
        const kinds = [pressed?.kind, lastSent?.kind];
        const proactive = kinds.includes('ask_wellbeing') || kinds.includes('ask_recall');
        expect(asked === 'purpose' || proactive).toBe(true);
      }),
      runs,
    );
  });

  it('brings nothing back after a stop but what was asked for in its own question', () => {
    fc.assert(
      fc.property(input, (given) => {
        const facts_ = { ...given.facts, halted: 'stopped' as const };
        const { effects } = step({ ...given, facts: facts_ });
        const types = effects.map(({ type }) => type);
        expect(types).not.toContain('unpause');
        if (types.includes('narrow_stop')) expect(given.session.topic?.name).toBe('stop');
        if (types.includes('resume')) expect(types).toContain('consent');
      }),
      runs,
    );
  });

  it('erases nothing without its own question, and exports nothing to an unproven account', () => {
    fc.assert(
      fc.property(input, (given) => {
        const types = step(given).effects.map(({ type }) => type);
        if (types.includes('forget')) expect(given.session.topic?.name).toBe('forget');
        const isProven = given.facts.people.some(({ verified }) => verified);
        if (types.includes('export')) expect(isProven).toBe(true);
      }),
      runs,
    );
  });

  it('tells an unproven account nothing personal, and does nothing for it but stop, let go and hand over', () => {
    const given = fc.record({ session: oldSession, event, facts: unproven, now: soonBefore });
    fc.assert(
      fc.property(given, (one) => {
        const { effects } = step(one);
        for (const effect of effects) {
          if (effect.type === 'consent') expect(effect.act).toBe('withdrawn');
          expect(forbidden).not.toContain(effect.type);
          const isSaid = effect.type === 'reply' || effect.type === 'edit_pressed';
          if (isSaid) expect(JSON.stringify(effect.content)).not.toMatch(secrets);
          const { about, lastSent } = one.facts;
          const asked = one.event.type === 'button' ? about : lastSent;
          if (effect.type === 'still_me') expect(asked?.kind).toBe('still_you');
        }
      }),
      { numRuns: thorough(10_000) },
    );
  });

  it('answers whoever proved to be somebody for whom they may not speak any more', () => {
    fc.assert(
      fc.property(input, (given) => {
        const proof = { status: 'proven', by: 'code', patientId: 'grown' } as const;
        const facts_ = { ...given.facts, proof };
        const { effects } = step({
          ...given,
          facts: facts_,
          event: { type: 'text', text: '070588' },
        });
        expect(effects).not.toEqual([]);
      }),
      runs,
    );
  });

  it('lets no words agree to anything once a stop was in doubt', () => {
    const doubtful = fc.constantFrom('не пишите мне по утрам', 'по утрам не пишите');
    const spoken = fc.oneof(
      doubtful.map((text) => ({ type: 'text' as const, text })),
      doubtful.map((caption) => ({ type: 'media' as const, media: 'photo', caption })),
    );
    const yes = fc.constantFrom('да', 'да, напоминайте', 'согласна', 'Миша', 'сюда', 'удалить');
    fc.assert(
      fc.property(input, spoken, yes, (given, said, text) => {
        const calm = { ...given, facts: { ...given.facts, lastSent: null, proof: null } };
        const first = step({ ...calm, event: said });
        expect(first.effects.map(({ type }) => type)).not.toContain('label');
        const second = step({ ...calm, session: first.session, event: { type: 'text', text } });
        for (const { type } of second.effects) {
          expect(['consent', 'label', 'card', 'forget', 'resume', 'unpause']).not.toContain(type);
        }
      }),
      runs,
    );
  });

  it('says nothing to free words while a person is in the thread, but for danger, stop and commands', () => {
    const { stop, wellbeing } = textsOf('ru');
    fc.assert(
      fc.property(input, fc.string(), (given, text) => {
        const thread = { open: true, withPerson: true };
        const facts_ = { ...given.facts, thread, proof: null, language: 'ru' as const };
        const { effects } = step({ ...given, facts: facts_, event: { type: 'text', text } });
        const allowed = ['stop', 'red_flag', 'settings', 'help', 'language', 'not_me', 'forget'];
        allowed.push('privacy', 'mydata');
        for (const { kind } of repliesOf(effects)) expect(allowed).toContain(kind);
      }),
      runs,
    );
    expect(stop.done + wellbeing.redFlag).not.toBe('');
  });
});
