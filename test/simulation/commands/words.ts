/** What people write, in words. */

import { cancels, doubts, harmless, stops } from '../../domain/stop-corpus.ts';
import { lastPhoto } from '../checks/eyes.ts';
import type { Command, Phone, Random, World } from '../contract.ts';
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
export const marked = (world: World, words: string): string => `${words} ${newWord(world)}`;

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
    phoneOf(world, whose)?.text(mark ? marked(world, text) : text);
  },
});

const photo = command<Whose & { words: string | null }>('photo', 1, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && { ...whose, words: random.chance(0.4) ? random.pick(stops) : null };
  },
  run: async (world, { words, ...whose }) => {
    phoneOf(world, whose)?.photo(words ?? marked(world, 'фото'));
  },
});

const phrase = (name: string, weight: number, any: (random: Random) => string) =>
  command<Whose & { words: string }>(name, weight, {
    choose: (world, random) => {
      const whose = anyone(world, random);
      return whose && { ...whose, words: any(random) };
    },
    run: async (world, { words, ...whose }) => phoneOf(world, whose)?.text(words),
  });

function speaksFor(world: World, { channel, userId }: Phone, patient: string): boolean {
  const { addresses = [], bindings = [] } = lastPhoto(world) ?? {};
  const own = addresses.find((one) => one.channel === channel && one.user_id === userId);
  return bindings.some((one) => one.address_id === own?.id && one.patient_id === patient);
}

/** What the patient is to be called, with a name of its own. */
const label = command<Whose>('say-label', 1, {
  choose: anyone,
  run: async (world, whose) => {
    const name = labelOf(nextSerial(world));
    const phone = phoneOf(world, whose);
    if (!phone) return;
    // Whose label it becomes depends on the talk: all whom this account speaks for.
    for (const patient of castOf(world).patients) {
      if (speaksFor(world, phone, patient.id)) patient.marks.push(name);
    }
    phone.text(name);
  },
});

const plainStops = stops.filter((one) => /^(?:стоп|stop|отписаться|unsubscribe)[.!]*$/i.test(one));
/** Mostly said plainly. */
export const anyStop = (random: Random): string =>
  random.pick(random.chance(0.5) ? plainStops : stops);

const whys = ['почему вы мне пишете', 'why are you writing to me', 'кто вам дал мой номер'];
export const strangers = ['не я', 'это не я', 'not me', 'вы ошиблись номером'];
const rights = ['/mydata', '/privacy', '/forget', 'удалите мои данные'];

export const wordCommands: readonly Command[] = [
  say,
  photo,
  phrase('stop', 4, anyStop),
  phrase('why', 1, (random) => random.pick(whys)),
  phrase('not-me', 1, (random) => random.pick(strangers)),
  phrase('rights', 1, (random) => random.pick(rights)),
  label,
];
