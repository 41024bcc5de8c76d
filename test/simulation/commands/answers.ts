/** What patients answer to a question after a treatment and to an invitation: by buttons old and new, in words, or not at all. */

import type { Command, Phone, Random, Received, World } from '../contract.ts';
import { nth, phoneOf, type Whose } from './cast.ts';
import { anyone, command, some } from './shape.ts';

const turn_ms = 3_000;

type Verbs = readonly string[];
const hasAny = (verbs: Verbs) => (message: Received) =>
  message.buttons.some(({ data }) => verbs.some((verb) => data.startsWith(verb)));

/** The newest message with such a button, or one of those before it. */
function messageWith(phone: Phone, verbs: Verbs, back = 0): Received | undefined {
  return phone.inbox.filter(hasAny(verbs)).toReversed()[back];
}

/** Whether there was such a button to press. */
export function press(phone: Phone, verb: string, { back = 0, which = 0 } = {}): boolean {
  const message = messageWith(phone, [verb], back);
  const button =
    message &&
    nth(
      message.buttons.filter(({ data }) => data.startsWith(verb)),
      which,
    );
  if (message && button) phone.tap(message, button.data);
  return button !== undefined;
}

export const feelings = [
  ...['well.good', 'well.unsure', 'well.bad', 'well.bad', 'well.score', 'well.score'],
  ...['хорошо', 'так себе', 'плохо', '4', '4', '4', '6', '9', 'а можно кофе?'],
  ...['кровь не останавливается', 'сильный отёк и температура 39', 'severe pain, cannot swallow'],
] as const;
export const redWords: readonly string[] = feelings.slice(-3);

/** By a button where it is one, else in words. */
export function tell(phone: Phone, said: string, which = 0): void {
  if (!said.includes('.')) phone.text(said);
  else press(phone, said, { which });
}

interface Answer extends Whose {
  readonly said: string;
  readonly which: number;
  readonly back: number;
}

function anyAnswer(world: World, random: Random, verbs: Verbs, says: Verbs): Answer | null {
  const whose = anyone(world, random);
  const phone = whose && phoneOf(world, whose);
  if (!whose || !phone || !messageWith(phone, verbs)) return null;
  const back = random.chance(0.15) ? 1 : 0;
  return { ...whose, said: random.pick(says), which: some(random), back };
}

const feel = command<Answer>('answer-how-it-is', 4, {
  choose: (world, random) => anyAnswer(world, random, ['well.'], feelings),
  run: async (world, { said, which, ...whose }) => {
    const phone = phoneOf(world, whose);
    if (phone) tell(phone, said, which);
  },
});

export const replies = [
  ...[
    'recall.book',
    'recall.book',
    'recall.book',
    'recall.later',
    'recall.no',
    'recall.no',
    'recall.elsewhere',
  ],
  ...['давайте', 'завтра после 12', 'позже', 'напомните через полгода', 'больше не нужно'],
  ...['уже лечусь в другой клинике', 'а сколько это стоит?', 'да', 'нет'],
] as const;
/** Whatever the answer leads to next. */
const onward = ['v.day', 'v.pick', 'v.take', 'r.at'] as const;

/** To an invitation, and on by the buttons that come. */
export async function reply(world: World, phone: Phone, said: string, back = 0): Promise<void> {
  if (said.startsWith('recall.')) press(phone, said, { back });
  else phone.text(said);
  for (const verb of onward) {
    await world.advance(turn_ms);
    const newest = phone.inbox.findLast(({ buttons }) => buttons.length > 0);
    if (newest && hasAny([verb])(newest)) press(phone, verb);
  }
}

const invited = command<Answer>('answer-invitation', 3, {
  choose: (world, random) => anyAnswer(world, random, ['recall.'], replies),
  run: async (world, { said, back, ...whose }) => {
    const phone = phoneOf(world, whose);
    if (phone) await reply(world, phone, said, back);
  },
});

const others = ['r.no', 'r.elsewhere', 'r.later', 'agree.yes', 'agree.no', 'well.mark'] as const;
const more = [...others, 'review.yes', 'review.no', 'v.pick', 'v.take', 'aftercare.show'] as const;

/** The last word about it may be another than the first. */
const pressAny = command<Answer>('answer-once-more', 2, {
  choose: (world, random) => {
    const verb = random.pick(more);
    return anyAnswer(world, random, [verb], [verb]);
  },
  run: async (world, { said, which, back, ...whose }) => {
    const phone = phoneOf(world, whose);
    if (phone) press(phone, said, { which, back });
  },
});

export const answerCommands: readonly Command[] = [feel, invited, pressAny];
