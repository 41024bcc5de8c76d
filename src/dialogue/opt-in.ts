/**
 * From an invitation (or «настройки») to an agreed service card: who it is, what to call the patient,
 * one purpose, where, when. Five messages of ours at most, the last of them the summary; every answer
 * takes effect at once, so a patient who goes silent half-way is still agreed with correctly.
 */

import type { Purpose } from '../domain/words.ts';
import { readAgree, readChannel, readLabel } from './answers.ts';
import type { ButtonAction } from './buttons.ts';
import {
  changeCard,
  chooseChannel,
  chooseHours,
  giveConsent,
  rename,
  weekOfChoice,
  withdrawConsent,
} from './card-answers.ts';
import { noticeOf } from './notices.ts';
import { ask, goOn, repeat } from './opt-in-turns.ts';
import { handOver, marked, paragraphs, result, say, texts } from './reply.ts';
import { messagesMax, summary, type Turn, withdrawnReceipt } from './summary.ts';
import type { OptInTopic, PersonFacts, StepInput, StepResult } from './types.ts';
import { readWhen } from './when-words.ts';
import { plainOf, wishOf } from './words.ts';

export type CardAction = Extract<
  ButtonAction,
  { verb: 'agree' | 'channel' | 'when' | 'often' | 'limit' | 'zone' | 'label' }
>;

interface Open {
  readonly topic: OptInTopic;
  readonly person: PersonFacts;
}

/** A pressed button, of the open question or an earlier one. */
export function optInButton(
  input: StepInput,
  { topic, person, action }: Open & { readonly action: CardAction },
): StepResult {
  const label = input.event.type === 'button' ? input.event.label : '';
  const answered = pressed(input, { topic, person, action, label });
  if (answered === null) return repeat(input, { topic, person });
  if (verbOf[topic.step] !== action.verb) return answered;
  const { session, effects } = answered;
  return { session, effects: [...effects, ...marked(topic.question, `✓ ${label}`)] };
}

const verbOf: Readonly<Record<OptInTopic['step'], CardAction['verb'] | null>> = {
  verify: null,
  label: 'label',
  purpose: 'agree',
  channel: 'channel',
  when: 'when',
};

/** A session outlives a new version of this program, and may hold a step that is no more. */
export const isKnownStep = ({ step }: OptInTopic): boolean => Object.hasOwn(verbOf, step);

/** Null: pressed again because our answer never came, or not to be answered yet. */
function pressed(
  input: StepInput,
  { topic, person, action, label }: Open & { action: CardAction; label: string },
): StepResult | null {
  switch (action.verb) {
    case 'agree': {
      // Refusal is never put off; consent needs the very words, kept only while their question is open.
      if (action.answer === 'no') return refuse(input, { topic, person }, { ...action, label });
      const open = topic.step === 'purpose' && action.purpose === 'visit';
      return open ? agree(input, { topic, person }, label) : null;
    }
    case 'label':
      return topic.step === 'label' ? named(input, { topic, person }, person.label) : null;
    case 'channel': {
      if (!topic.agreed || topic.channel === action.channel) return null;
      const chosen = chooseChannel(person, action.channel, input.facts);
      return goOn(input, { topic: { ...topic, channel: action.channel }, ...chosen });
    }
    case 'when': {
      if (!topic.agreed) return null;
      const chosen = chooseHours(person, weekOfChoice(action.choice));
      return summary(input, { topic, ...chosen }, 'done');
    }
    default:
      return null;
  }
}

/** A typed answer. Null if the words are no answer and belong to someone else. */
export function optInText(
  input: StepInput,
  { topic, person, text }: Open & { readonly text: string },
): StepResult | null {
  const open = { topic, person };
  switch (topic.step) {
    case 'verify':
      return null;
    case 'label': {
      const known = plainOf(text) === plainOf(person.label) || wishOf(text)?.type === 'yes';
      const label = known && person.label ? person.label : readLabel(text);
      return label ? named(input, open, label) : null;
    }
    case 'purpose': {
      const answer = readAgree(text);
      if (answer === 'no') return refuse(input, open, { purpose: 'visit', label: text });
      return answer && agree(input, open, text);
    }
    case 'channel': {
      const to = { here: input.facts.channel, others: input.facts.otherChannels };
      const channel = readChannel(text, to);
      if (channel === null) return whenAsWell(input, open, text);
      const chosen = chooseChannel(person, channel, input.facts);
      return goOn(input, { topic: { ...topic, channel }, ...chosen });
    }
    case 'when':
      return whenAsWell(input, open, text);
  }
}

/** Hours said before they were asked for count as well: then here is the place. */
function whenAsWell(input: StepInput, { topic, person }: Open, text: string): StepResult | null {
  const hours = readWhen(text, person.card.hours);
  return hours && summary(input, { topic, ...changeCard(person, { hours }) }, 'done');
}

function named(input: StepInput, { topic, person }: Open, label: string): StepResult {
  const step = { ...topic, step: 'purpose', again: undefined } as const;
  return ask(input, { topic: step, ...rename(person, label) });
}

function agree(input: StepInput, { topic, person }: Open, label: string): StepResult {
  const { facts } = input;
  const question = topic.question ?? noticeOf('visit', facts.language).text;
  const wording = paragraphs(question, `— ${label}`);
  const given = giveConsent(input, person, { purpose: 'visit', wording });
  const turn: Turn = { topic: { ...topic, agreed: true, again: undefined }, ...given };
  // A card that was filled before needs no second filling.
  if (person.card.channels.length > 0) return summary(input, turn, 'done');
  const own = texts(facts);
  return goOn(input, { ...turn, intro: own.optIn.recorded(own.purposes.visit) });
}

function refuse(
  input: StepInput,
  { topic, person }: Open,
  { purpose, label }: { readonly purpose: Purpose; readonly label: string },
): StepResult {
  const { facts } = input;
  const open = topic.step === 'purpose' ? topic.question : undefined;
  const wording = paragraphs(open ?? noticeOf(purpose, facts.language).text, `— ${label}`);
  const answered = withdrawConsent(input, person, { purpose, wording });
  return withdrawnReceipt(input, answered, texts(facts).purposes[purpose]);
}

/** Words this long, or with a question mark, are for a person even while we ask. */
const answerCharsMax = 80;

export const isForPerson = (text: string): boolean =>
  text.includes('?') || text.length > answerCharsMax;

/** Words that are no answer: asked again once, then the default stands and a person reads them. */
export function optInUnclear(
  input: StepInput,
  { topic, person, text }: Open & { readonly text: string },
): StepResult {
  const own = texts(input.facts).optIn;
  const passed = handOver('not_understood', topic.patientId);
  if (!topic.again && (topic.asked ?? 0) < messagesMax - 1) {
    const turn = { topic: { ...topic, again: true }, person };
    return isForPerson(text)
      ? ask(input, { ...turn, effects: [passed], intro: own.passedOn })
      : ask(input, { ...turn, effects: [], intro: own.again });
  }
  const turn = { topic, person, effects: [passed], intro: own.passedOn };
  switch (topic.step) {
    case 'verify':
    case 'purpose':
      return undecided(input, topic);
    case 'label':
      return ask(input, { ...turn, topic: { ...topic, step: 'purpose', again: undefined } });
    case 'channel':
      return goOn(input, { ...turn, topic: { ...topic, channel: input.facts.channel } });
    case 'when':
      return goOn(input, { ...turn, topic: { ...topic, asked: messagesMax } });
  }
}

/** Neither has a default: nothing is agreed, a person reads the words, and the question stays open. */
function undecided({ facts }: StepInput, topic: OptInTopic): StepResult {
  const { optIn, verify } = texts(facts);
  const text = topic.step === 'verify' ? verify.undecided : optIn.undecided;
  const told = facts.thread.open ? [] : [say('opt_in_undecided', text)];
  const asked = Math.min((topic.asked ?? 0) + told.length, messagesMax - 2);
  return result(
    { topic: { ...topic, asked } },
    handOver('not_understood', topic.patientId),
    ...told,
  );
}
