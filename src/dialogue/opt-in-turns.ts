/** How the card's conversation moves: one question after another, then the summary. */

import { questionOf } from './questions.ts';
import { personOf, result, say } from './reply.ts';
import { messagesMax, summary, type Turn } from './summary.ts';
import type { PersonFacts, StepInput, StepResult, Topic } from './types.ts';

export function newTopic(patientId: string): Topic {
  return {
    name: 'opt_in',
    step: 'purpose',
    patientId,
    purposes: [],
    channel: null,
    days: null,
    asked: 0,
  };
}

/** The open question once more, as it is. */
export function repeat(input: StepInput, topic: Topic, intro: string | null = null): StepResult {
  const content = questionOf(topic, input.facts, intro);
  return result({ topic: { ...topic, question: content.text } }, say(kindOf(topic), content));
}

/** Whose card is being asked for; null once the binding is gone. */
export function personOfTopic(input: StepInput): PersonFacts | null {
  const { topic } = input.session;
  return topic && personOf(input.facts, topic.patientId);
}

/** The next unanswered question, or the summary when the fifth message is due. */
export function goOn(input: StepInput, turn: Turn): StepResult {
  if (turn.topic.only === 'purpose') return summary(input, turn, 'done');
  const step =
    turn.topic.channel === null ? 'channel' : turn.topic.days === null ? 'days' : 'hours';
  const topic = { ...turn.topic, step, again: undefined } as const;
  if ((topic.asked ?? 0) >= messagesMax - 1) return summary(input, { ...turn, topic }, 'open');
  return ask(input, { ...turn, topic });
}

/** Asks the open question of a topic. */
export function ask(input: StepInput, { topic, intro, effects }: Turn): StepResult {
  const content = questionOf(topic, input.facts, intro ?? null);
  const asked = { ...topic, question: content.text, asked: (topic.asked ?? 0) + 1 };
  return result({ topic: asked }, ...effects, say(kindOf(topic), content));
}

/** Nothing more is asked of this topic; words may still change the hours once. */
export function isOver(topic: Topic): boolean {
  return (topic.asked ?? 0) >= messagesMax;
}

function kindOf(topic: Topic): string {
  return `opt_in_${topic.step}`;
}
