/** The last message of the card's questions: what was agreed, how to change it, how to stop. */

import type { Answered } from './card-answers.ts';
import { agreementOf } from './questions.ts';
import { paragraphs, result, silence, texts } from './reply.ts';
import type { Effect, StepInput, StepResult, Topic } from './types.ts';

/** Messages of ours from start to done, the summary included. */
export const messagesMax = 5;

/** A state of the conversation between two of our messages. */
export interface Turn extends Answered {
  readonly topic: Topic;
  readonly intro?: string | null;
}

/** `open`: days or hours were left at their default and may still be said in words. */
export function summary(input: StepInput, turn: Turn, state: 'open' | 'done'): StepResult {
  const { facts } = input;
  const own = texts(facts).optIn;
  const link = linkOf(input, turn);
  const text = paragraphs(
    turn.intro,
    state === 'open' ? own.soFar : own.agreed,
    agreementOf(turn.person, facts),
    state === 'open' ? own.defaults : null,
    link ? own.connect(link.channel, facts.channel) : null,
    `${own.reason} ${own.changeOrStop}`,
  );
  const reply: Effect = { type: 'reply', kind: 'opt_in_summary', content: { text }, link };
  const open: Topic = { ...turn.topic, step: 'hours', again: true, asked: messagesMax };
  return result(state === 'open' ? { topic: open } : silence, ...turn.effects, reply);
}

/** Another messenger was chosen just now, so the patient has to open it once. */
function linkOf({ facts }: StepInput, { topic, person }: Turn) {
  const { channel } = topic;
  if (channel === null || channel === 'phone' || channel === facts.channel) return undefined;
  return { patientId: person.patientId, channel };
}
