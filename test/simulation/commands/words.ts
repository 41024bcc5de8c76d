/** What people write, in words. */

import { cancels, doubts, harmless, stops } from '../../domain/stop-corpus.ts';
import type { Command, Random, World } from '../contract.ts';
import { castOf, newWord, nextSerial, phoneOf, type Whose } from './cast.ts';
import { labelOf } from './names.ts';
import { anyone, command } from './shape.ts';

const wishes = [
  ...['настройки', 'settings', 'помощь', 'человек', 'privacy', 'мои данные', 'english', 'русский'],
  ...['да', 'нет', 'подтверждаю', 'перенести', 'спасибо', 'завтра', 'все', 'этот визит', 'ничего'],
  ...['по будням с 10 до 18', 'вечером', 'в любое время', '12', '7', 'Europe/Berlin', '/start'],
] as const;
const oddities = ['👍', '🙏🏽', '\u0000стоп\u0000', '\uD800', '...', ' ', '<b>&"\''] as const;

/** Words that nobody else writes, with a mark to find them by. */
export function marked(world: World, person: number, words: string): string {
  const mark = newWord(world);
  castOf(world).said.push({ mark, person: person % world.people.length, atMs: world.nowMs() });
  return `${words} ${mark}`;
}

interface Saying extends Whose {
  readonly words: string;
  readonly mark: boolean;
  /** Repeated so often. */
  readonly times: number;
}

function anyWords(random: Random): Pick<Saying, 'words' | 'mark' | 'times'> {
  const once = (words: string, mark = false) => ({ words, mark, times: 1 });
  return random.pick([
    () => once(random.pick(harmless), random.chance(0.5)),
    () => once(random.pick(harmless), true),
    () => once(random.pick(wishes)),
    () => once(random.pick(wishes)),
    () => once(random.pick(cancels)),
    () => once(random.pick(doubts)),
    () => once(random.pick(oddities)),
    () => ({ words: 'очень длинно ', mark: true, times: 400 }),
  ])();
}

const say = command<Saying>('say', 6, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && { ...whose, ...anyWords(random) };
  },
  run: async (world, { words, mark, times, ...whose }) => {
    const text = words.repeat(times);
    phoneOf(world, whose)?.text(mark ? marked(world, whose.person, text) : text);
  },
});

const photo = command<Whose & { words: string | null }>('photo', 1, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && { ...whose, words: random.chance(0.4) ? random.pick(stops) : null };
  },
  run: async (world, { words, ...whose }) => {
    phoneOf(world, whose)?.photo(words ?? marked(world, whose.person, 'фото'));
  },
});

const stop = command<Whose & { words: string }>('stop', 4, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && { ...whose, words: random.pick(stops) };
  },
  run: async (world, { words, ...whose }) => phoneOf(world, whose)?.text(words),
});

const phrase = (name: string, weight: number, all: readonly string[]) =>
  command<Whose & { words: string }>(name, weight, {
    choose: (world, random) => {
      const whose = anyone(world, random);
      return whose && { ...whose, words: random.pick(all) };
    },
    run: async (world, { words, ...whose }) => phoneOf(world, whose)?.text(words),
  });

/** What the patient is to be called, with a name of its own. */
const label = command<Whose>('say-label', 1, {
  choose: anyone,
  run: async (world, whose) => {
    const name = labelOf(nextSerial(world));
    // Whose label it becomes depends on the talk: all whom this person speaks for.
    for (const patient of castOf(world).patients) {
      if (patient.speakers.includes(whose.person)) patient.marks.push(name);
    }
    phoneOf(world, whose)?.text(name);
  },
});

const whys = ['почему вы мне пишете', 'why are you writing to me', 'кто вам дал мой номер'];
const strangers = ['не я', 'это не я', 'not me', 'вы ошиблись номером'];
const rights = ['/mydata', '/privacy', '/forget', 'удалите мои данные'];

export const wordCommands: readonly Command[] = [
  say,
  photo,
  stop,
  phrase('why', 1, whys),
  phrase('not-me', 1, strangers),
  phrase('rights', 1, rights),
  label,
];
