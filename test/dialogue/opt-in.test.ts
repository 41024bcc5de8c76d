import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialogueEvent, Effect, StepResult } from '../../src/dialogue/types.ts';
import { relations } from '../../src/domain/words.ts';
import { firstNames } from './people.ts';
import { type Line, replay } from './transcript.ts';
import { World } from './world.ts';

const folder = join(import.meta.dirname, 'transcripts');
const files = readdirSync(folder).filter((name) => /^(?:opt-in|family)/.test(name));

const repliesOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'reply' ? [effect] : []));

/**
 * From a start to its summary. What repeats a question adds nothing: an answer to the very same press or
 * words once more, and a change of language.
 */
function messagesToSummary(lines: readonly Line[]): readonly number[] {
  const counts: number[] = [];
  let said = new Set<string>();
  let count = 0;
  for (const { event, effects } of lines) {
    const words = JSON.stringify(event);
    const repeats = said.has(words) || effects.some(({ type }) => type === 'language');
    if (!repeats && begins(event)) [count, said] = [0, new Set()];
    const kinds = repliesOf(effects).map(({ kind }) => kind);
    if (!repeats) count += kinds.filter((kind) => kind.startsWith('opt_in')).length;
    said.add(words);
    if (!kinds.includes('opt_in_summary')) continue;
    counts.push(count);
    [count, said] = [0, new Set()];
  }
  return counts;
}

const begins = (event: DialogueEvent) =>
  event.type === 'start' || /^(?:настройки|settings)$/.test(textOf(event));

const textOf = (event: DialogueEvent) => (event.type === 'text' ? event.text : '');

describe('from start to done', () => {
  it.each(files)('%s needs at most five messages of ours', (name) => {
    const lines: Line[] = [];
    replay(readFileSync(join(folder, name), 'utf8'), (line) => lines.push(line));
    for (const count of messagesToSummary(lines)) expect(count).toBeLessThanOrEqual(5);
  });

  it('is reached in these transcripts, in both languages and on both channels', () => {
    const done = files.filter((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return /договорились\.\n|that is settled\.\n/.test(text);
    });
    for (const way of ['ru.telegram', 'ru.whatsapp', 'en.telegram', 'en.whatsapp']) {
      expect(done.filter((name) => name.includes(way)).length, way).toBeGreaterThan(5);
    }
  });
});

type Move = (world: World) => DialogueEvent;
const text =
  (said: string): Move =>
  () => ({ type: 'text', text: said });
const words = [
  ...['123456', '000000', 'да', 'нет, спасибо', 'согласна', 'сынок', 'сюда', 'в ватсап'],
  ...['после шести', 'сб до 14', 'настройки', 'English', 'по-русски', 'не знаю', 'почему?'],
  ...['дни и часы', 'часовой пояс', 'в Тбилиси', '3', 'два', 'мои данные', 'это не я', 'СТОП'],
];
const contact =
  (phone: string, own: boolean): Move =>
  () => ({ type: 'contact', phone, own });

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.nat().map(
      (at): Move =>
        (world) =>
          pressed(world, at),
    ),
  },
  { weight: 5, arbitrary: fc.constantFrom(...words).map(text) },
  fc.constantFrom(contact('+79990000000', true), contact('+79990000000', false)),
  fc.constant<Move>(({ people }) => ({ type: 'contact', phone: people.phone, own: true })),
  fc.constant<Move>(() => ({ type: 'start' })),
);

/** Any button ever shown, the newest most likely. */
function pressed({ shown }: World, at: number): DialogueEvent {
  const buttons = shown.flatMap((content) => content.buttons ?? []).toReversed();
  const chosen = buttons[(at % 7 === 0 ? at : at % 4) % Math.max(buttons.length, 1)];
  return chosen ? { type: 'button', ...chosen } : { type: 'start' };
}

describe('whoever opens an invitation, and whatever they press or say', () => {
  const play = fc.record({
    proven: fc.boolean(),
    relation: fc.constantFrom(...relations),
    channel: fc.constantFrom('telegram', 'whatsapp'),
    family: fc.boolean(),
    moves: fc.array(move, { maxLength: 20 }),
  });

  /** Each step with the world as it was before and after. */
  function walk(
    { proven, relation, channel, family, moves }: ReturnType<typeof sample>,
    look: (step: StepResult, before: { readonly verified: boolean }, world: World) => void,
  ): void {
    const world = new World();
    world.channel = channel;
    if (family) world.people.bind('anna', { relation: 'self', verified: true, channel }, ['visit']);
    world.book('v1', 'misha', '2026-11-24T11:40');
    const label = proven ? `${firstNames.misha}` : '';
    world.invitation = { status: 'valid', patientId: 'misha', relation, proven, label };
    for (const make of [(): DialogueEvent => ({ type: 'start' }), ...moves]) {
      const step = world.play(make(world));
      const verified = world.people.find('misha')?.verified ?? false;
      look(step, { verified }, world);
    }
  }
  type Play = typeof play extends fc.Arbitrary<infer T> ? T : never;
  const sample = (one: Play) => one;

  it('nothing of the patient is said or agreed before it is proven who they are', () => {
    fc.assert(
      fc.property(play, (one) => {
        walk(one, ({ effects }, { verified }) => {
          if (verified) return;
          for (const { content } of repliesOf(effects)) {
            // With a patient of their own, that may be what they chose to call them.
            const secret = one.family ? /Миша|11:40/ : /Миша|11:40|сынок/;
            expect(JSON.stringify(content)).not.toMatch(secret);
          }
          const types = effects.flatMap((effect) =>
            'patientId' in effect && effect.patientId === 'misha' ? [effect.type] : [],
          );
          expect(types.filter((type) => /^(?:label|card)$/.test(type))).toEqual([]);
          const given = effects.some(
            (effect) =>
              effect.type === 'consent' && effect.act === 'given' && effect.patientId === 'misha',
          );
          expect(given).toBe(false);
        });
      }),
      { numRuns: 1500 },
    );
  });

  it('each consent and each withdrawal has its receipt, and the very words that were asked', () => {
    fc.assert(
      fc.property(play, (one) => {
        const asked: string[] = [];
        walk(one, ({ effects }) => {
          const texts = repliesOf(effects).map(({ content }) => content.text);
          for (const effect of effects) {
            if (effect.type !== 'consent') continue;
            expect(texts).toHaveLength(1);
            const [question = ''] = effect.wording.split('\n\n— ');
            if (effect.act === 'given') expect(asked).toContain(question);
          }
          asked.push(...texts);
        });
      }),
      { numRuns: 1500 },
    );
  });
});
