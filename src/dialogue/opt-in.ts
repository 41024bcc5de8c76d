/**
 * From an invitation (or «настройки») to an agreed service card: purpose, channel, days, hours,
 * summary. Five messages of ours at most; every answer takes effect at once, so a patient who goes
 * silent half-way is still agreed with correctly.
 */

import type { Purpose } from '../domain/words.ts';
import { readChannel, readPurpose, readWhen, type When } from './answers.ts';
import type { ButtonAction, PurposeChoice } from './buttons.ts';
import {
  both,
  chooseChannel,
  chooseDays,
  chooseHours,
  choosePurpose,
  unchanged,
} from './card-answers.ts';
import { ask, goOn } from './opt-in-turns.ts';
import { questionOf, spansOffered } from './questions.ts';
import { handOver, marked, paragraphs, result, say, silence, texts } from './reply.ts';
import { messagesMax, summary } from './summary.ts';
import type { Effect, PersonFacts, StepInput, StepResult, Topic } from './types.ts';

/** Words this long, or with a question mark, are for a person even while we ask. */
const answerCharsMax = 80;

export type CardAction = Extract<ButtonAction, { verb: 'agree' | 'channel' | 'days' | 'hours' }>;

/** A pressed button that answers a question of this topic, the open one or an earlier one. */
export function answerButton(
  input: StepInput,
  { topic, person, action }: { topic: Topic; person: PersonFacts; action: CardAction },
): StepResult {
  const label = input.event.type === 'button' ? input.event.label : '';
  const open = stepOf(action) === topic.step;
  // Pressed again because our answer never came: the open question once more, and it counts once.
  if (!open && isRepeated(topic, action)) {
    return ask(input, { topic: { ...topic, asked: (topic.asked ?? 1) - 1 }, ...unchanged(person) });
  }
  const edit = open ? marked(topic.question, `✓ ${label}`) : [];
  const answered = answerWith(input, { topic, person, action, label });
  return answered === null
    ? ask(input, { topic: { ...topic, step: 'purpose' }, ...unchanged(person) })
    : withEffects(edit, answered);
}

function answerWith(
  input: StepInput,
  {
    topic,
    person,
    action,
    label,
  }: { topic: Topic; person: PersonFacts; action: CardAction; label: string },
): StepResult | null {
  if (action.verb === 'agree') {
    // Consent needs the very words that were answered, kept only while the question is open; refusal is never put off.
    const { choice } = action;
    const now = topic.step === 'purpose' || choice === 'nothing';
    return now ? agree(input, { topic, person, choice, label }) : null;
  }
  if (topic.purposes.length === 0) return null;
  switch (action.verb) {
    case 'channel':
      return goOn(input, {
        topic: { ...topic, channel: action.channel },
        ...chooseChannel(person, action.channel, input.facts),
      });
    case 'days':
      return goOn(input, {
        topic: { ...topic, days: action.days },
        ...chooseDays(person, action.days),
      });
    case 'hours':
      return summary(input, { topic, ...chooseHours(person, action.span) }, 'done');
  }
}

/** A typed answer. Null if the words are no answer and belong to someone else. */
export function answerText(
  input: StepInput,
  { topic, person, text }: { topic: Topic; person: PersonFacts; text: string },
): StepResult | null {
  const { facts } = input;
  if (topic.step === 'purpose') {
    const choice = readPurpose(text);
    return choice && agree(input, { topic, person, choice, label: text });
  }
  if (topic.step === 'channel') {
    const channel = readChannel(text, { here: facts.channel, others: facts.otherChannels });
    if (channel === null) return null;
    return goOn(input, { topic: { ...topic, channel }, ...chooseChannel(person, channel, facts) });
  }
  const when = readWhen(text);
  return when && answerWhen(input, { topic, person, when });
}

function answerWhen(
  input: StepInput,
  { topic, person, when }: { topic: Topic; person: PersonFacts; when: When },
): StepResult {
  // «Любые» to "at what time?" speaks of the hours, not of the days.
  const anyTime = topic.step === 'hours' && when.days === 'any';
  const span = when.span ?? (anyTime ? spansOffered.day : null);
  const days = anyTime ? null : (when.days ?? (topic.step === 'days' ? 'any' : null));
  const first = days ? chooseDays(person, days) : unchanged(person);
  const next = { ...topic, days: days ?? topic.days };
  if (span === null) return goOn(input, { topic: next, ...first });
  return summary(input, { topic: next, ...both(first, (one) => chooseHours(one, span)) }, 'done');
}

function agree(
  input: StepInput,
  {
    topic,
    person,
    choice,
    label,
  }: { topic: Topic; person: PersonFacts; choice: PurposeChoice; label: string },
): StepResult {
  const asked = topic.step === 'purpose' ? topic.question : undefined;
  const question = asked ?? questionOf({ ...topic, step: 'purpose' }, input.facts, null).text;
  const wording = paragraphs(question, `— ${label}`);
  const answered = choosePurpose(person, { choice, wording }, input.facts);
  if (choice === 'nothing') {
    return result(
      silence,
      ...answered.effects,
      say('opt_in_nothing', texts(input.facts).optIn.nothing),
    );
  }
  const next = { ...topic, purposes: answered.person.consents };
  const known = topic.via === 'invitation' && person.card.channels[0] === input.facts.channel;
  return known
    ? summary(input, { topic: next, ...answered }, 'done')
    : goOn(input, { topic: next, ...answered });
}

/** Words that are no answer: asked again once, then the default stands and a person reads them. */
export function unclear(
  input: StepInput,
  { topic, person, text }: { topic: Topic; person: PersonFacts; text: string },
): StepResult {
  const own = texts(input.facts).optIn;
  const forPerson = text.includes('?') || text.length > answerCharsMax;
  const passed = handOver('not_understood', topic.patientId);
  if (!topic.again && (topic.asked ?? 0) < messagesMax - 1) {
    const turn = { topic: { ...topic, again: true }, person };
    return forPerson
      ? ask(input, { ...turn, effects: [passed], intro: own.passedOn })
      : ask(input, { ...turn, effects: [], intro: own.again });
  }
  if (topic.step === 'purpose') {
    const told = input.facts.thread.open ? [] : [say('opt_in_undecided', own.undecided)];
    return result({ topic }, passed, ...told);
  }
  return goOn(input, {
    topic: defaulted(topic, input),
    person,
    effects: [passed],
    intro: own.passedOn,
  });
}

/** Nothing is written: the card already says what stands without an answer. */
function defaulted(topic: Topic, input: StepInput): Topic {
  if (topic.step === 'channel') return { ...topic, channel: input.facts.channel };
  return topic.step === 'days' ? { ...topic, days: 'any' } : { ...topic, asked: messagesMax };
}

function isRepeated(topic: Topic, action: CardAction): boolean {
  switch (action.verb) {
    case 'agree':
      return action.choice === purposeOf(topic.purposes);
    case 'channel':
      return topic.channel === action.channel;
    case 'days':
      return topic.days === action.days;
    case 'hours':
      return false;
  }
}

function purposeOf(purposes: readonly Purpose[]): PurposeChoice | null {
  if (purposes.includes('wellbeing')) return 'wellbeing';
  return purposes.includes('visit') ? 'visits' : null;
}

function stepOf(action: CardAction): Topic['step'] {
  return action.verb === 'agree' ? 'purpose' : action.verb;
}

function withEffects(first: readonly Effect[], { session, effects }: StepResult): StepResult {
  return { session, effects: [...effects, ...first] };
}
