/** How an opt-in moves: one question after another, then the summary. */

import { unchanged } from './card-answers.ts';
import { optInQuestion } from './questions.ts';
import { result, say } from './reply.ts';
import { messagesMax, summary, type Turn } from './summary.ts';
import type { Facts, OptInTopic, PersonFacts, StepInput, StepResult } from './types.ts';

export function newTopic(patientId: string): OptInTopic {
  return { name: 'opt_in', step: 'purpose', patientId, asked: 0 };
}

/** From the first question that this account needs. */
export function begin(
  input: StepInput,
  { person, intro, effects, topic }: Omit<Turn, 'topic'> & { readonly topic?: OptInTopic },
): StepResult {
  const from = topic ?? newTopic(person.patientId);
  const step = !person.verified
    ? 'verify'
    : asksLabel(from, person, input.facts)
      ? 'label'
      : 'purpose';
  return ask(input, {
    topic: { ...from, step, again: undefined },
    person,
    effects,
    intro: intro ?? null,
  });
}

/** Who is meant has to be told apart; and three messages must be left for the rest. */
function asksLabel({ asked = 0 }: OptInTopic, person: PersonFacts, { people }: Facts): boolean {
  const others = people.some(({ patientId }) => patientId !== person.patientId);
  return (person.relation !== 'self' || others) && asked <= messagesMax - 3;
}

/** The open question once more, as it is. */
export function repeat(
  input: StepInput,
  { topic, person, intro }: Pick<Turn, 'topic' | 'person' | 'intro'>,
): StepResult {
  const asked = (topic.asked ?? 1) - 1;
  return ask(input, { topic: { ...topic, asked }, intro: intro ?? null, ...unchanged(person) });
}

/** The next unanswered question, or the summary when the fifth message is due. */
export function goOn(input: StepInput, turn: Turn): StepResult {
  const left = messagesMax - (turn.topic.asked ?? 0);
  if (left <= 1) return summary(input, turn, 'open');
  const step = asksChannel(input, turn, left) ? 'channel' : 'when';
  return ask(input, { ...turn, topic: { ...turn.topic, step, again: undefined } });
}

/** The first to go when messages run short: here is as good a place as any to begin with. */
function asksChannel({ facts }: StepInput, { topic, person }: Turn, left: number): boolean {
  const second = facts.people.some(
    (one) => one.patientId !== person.patientId && one.card.channels.length > 0,
  );
  return !topic.channel && left >= 3 && !second;
}

/** Asks the open question of a topic. */
export function ask(input: StepInput, { topic, person, intro, effects }: Turn): StepResult {
  const { facts } = input;
  const content = optInQuestion(topic.step, { person, facts, intro: intro ?? null });
  const asked = { ...topic, question: content.text, asked: (topic.asked ?? 0) + 1 };
  return result({ topic: asked }, ...effects, say(`opt_in_${topic.step}`, content));
}

/** Nothing more is asked of this topic; words may still change the hours once. */
export function isOver({ asked = 0 }: OptInTopic): boolean {
  return asked >= messagesMax;
}
