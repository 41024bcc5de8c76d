/** «Настройки», item by item: each asks one question, each answer is a receipt of the new card. */

import type { Purpose } from '../domain/words.ts';
import { readAgree, readChannel, readCount, readLabel, readLimit } from './answers.ts';
import {
  type Answered,
  changeCard,
  chooseChannel,
  chooseHours,
  chooseLimit,
  giveConsent,
  rename,
  unchanged,
  weekOfChoice,
  withdrawConsent,
} from './card-answers.ts';
import { noticeOf } from './notices.ts';
import { type CardAction, isForPerson } from './opt-in.ts';
import { cardQuestion } from './questions.ts';
import { handOver, marked, paragraphs, result, say, silence, texts } from './reply.ts';
import { linkOf, receipt, withdrawnReceipt } from './summary.ts';
import type { CardTopic, PersonFacts, StepInput, StepResult } from './types.ts';
import { readWhen } from './when-words.ts';
import { plainOf } from './words.ts';
import { readZone } from './zone-words.ts';

type Field = CardTopic['field'];

interface Open {
  /** Null: an old button, outside any open question. */
  readonly topic: CardTopic | null;
  readonly person: PersonFacts;
}

export function askItem(
  { facts }: StepInput,
  person: PersonFacts,
  asked: Pick<CardTopic, 'field' | 'purpose' | 'again'> & { readonly intro?: string | null },
): StepResult {
  const { intro = null, ...rest } = asked;
  const topic: CardTopic = { name: 'card', patientId: person.patientId, ...rest };
  const content = cardQuestion(topic, { person, facts, intro });
  const kind = topic.field === 'menu' ? 'settings' : `card_${topic.field}`;
  return result({ topic: { ...topic, question: content.text } }, say(kind, content));
}

/** A pressed button does what it says, whatever is open. */
export function itemButton(
  input: StepInput,
  { topic, person, action }: Open & { readonly action: CardAction },
): StepResult {
  const label = input.event.type === 'button' ? input.event.label : '';
  const answered = pressed(input, { topic, person, action }, label);
  const { session, effects } = answered;
  const answers = topic?.question && topic.field === fieldOf[action.verb] && !isList(topic);
  if (!answers || session.topic?.name === 'card') return answered;
  return { session, effects: [...effects, ...marked(topic.question, `✓ ${label}`)] };
}

const fieldOf: Readonly<Record<CardAction['verb'], Field>> = {
  agree: 'purpose',
  channel: 'channel',
  when: 'when',
  often: 'reminders',
  limit: 'budget',
  zone: 'zone',
  label: 'label',
};

/** A list to choose from stays as it is: its rows remain true questions. */
export const isList = ({ field, purpose }: CardTopic): boolean =>
  field === 'menu' || (field === 'purpose' && !purpose);

function pressed(
  input: StepInput,
  { topic, person, action }: Open & { readonly action: CardAction },
  label: string,
): StepResult {
  const changed = (answered: Answered) => done(input, answered);
  switch (action.verb) {
    case 'agree':
      return action.answer === 'no'
        ? turnOff(input, { topic, person }, { purpose: action.purpose, label })
        : turnOn(input, { topic, person }, { purpose: action.purpose, label });
    case 'channel': {
      const link = linkOf(input.facts, person, action.channel);
      return done(input, chooseChannel(person, action.channel, input.facts), link);
    }
    case 'when':
      return changed(chooseHours(person, weekOfChoice(action.choice)));
    case 'often':
      return changed(changeCard(person, { reminders: action.count }));
    case 'limit':
      return changed(chooseLimit(person, action.perWeek));
    case 'zone':
      return changed(changeCard(person, { zone: action.zone === 'clinic' ? null : action.zone }));
    case 'label':
      return changed(person.label.trim() ? rename(person, person.label) : unchanged(person));
  }
}

function done(input: StepInput, answered: Answered, link?: ReturnType<typeof linkOf>): StepResult {
  const { changed, asBefore } = texts(input.facts).settings;
  const intro = answered.effects.length > 0 ? changed : asBefore;
  return receipt(input, { ...answered, intro, link });
}

interface Choice {
  readonly purpose: Purpose;
  readonly label: string;
}

/** Consent needs the very words of its question; any other press of "yes" asks it. */
function turnOn(input: StepInput, { topic, person }: Open, { purpose, label }: Choice): StepResult {
  const own = texts(input.facts);
  const name = own.purposes[purpose];
  if (person.consents.includes(purpose)) {
    const intro = own.agree.alreadyAgreed(name);
    return receipt(input, { ...unchanged(person), intro });
  }
  const question = topic?.field === 'purpose' && topic.purpose === purpose && topic.question;
  if (!question) return askItem(input, person, { field: 'purpose', purpose });
  const wording = paragraphs(question, `— ${label}`);
  const given = giveConsent(input, person, { purpose, wording });
  return receipt(input, { ...given, intro: own.optIn.recorded(name) });
}

function turnOff(
  input: StepInput,
  { topic, person }: Open,
  { purpose, label }: Choice,
): StepResult {
  const { facts } = input;
  const open = topic?.field === 'purpose' ? topic.question : undefined;
  const wording = paragraphs(open ?? noticeOf(purpose, facts.language).text, `— ${label}`);
  const answered = withdrawConsent(input, person, { purpose, wording });
  return withdrawnReceipt(input, answered, texts(facts).purposes[purpose]);
}

/** A typed answer. Null if the words are no answer and belong to someone else. */
export function itemText(
  input: StepInput,
  { topic, person, text }: { topic: CardTopic; person: PersonFacts; text: string },
): StepResult | null {
  const { facts } = input;
  switch (topic.field) {
    case 'menu':
      return null;
    case 'purpose':
      return agreeText(input, { topic, person }, text);
    case 'channel': {
      const channel = readChannel(text, { here: facts.channel, others: facts.otherChannels });
      const link = channel && linkOf(facts, person, channel);
      return channel && done(input, chooseChannel(person, channel, facts), link ?? undefined);
    }
    default: {
      const answered = changedBy(text, topic.field, person);
      return answered && done(input, answered);
    }
  }
}

function agreeText(input: StepInput, { topic, person }: Open, text: string): StepResult | null {
  const answer = topic?.purpose && readAgree(text);
  if (!topic?.purpose || !answer) return null;
  const choice = { purpose: topic.purpose, label: text };
  const turn = answer === 'yes' ? turnOn : turnOff;
  return turn(input, { topic, person }, choice);
}

function changedBy(
  text: string,
  field: Exclude<Field, 'menu' | 'purpose' | 'channel'>,
  person: PersonFacts,
): Answered | null {
  switch (field) {
    case 'when': {
      const hours = readWhen(text, person.card.hours);
      return hours && changeCard(person, { hours });
    }
    case 'reminders': {
      const reminders = readCount(text);
      return reminders && changeCard(person, { reminders });
    }
    case 'budget': {
      const perWeek = readLimit(text);
      return perWeek === null ? null : chooseLimit(person, perWeek);
    }
    case 'zone': {
      const found = readZone(text);
      return found && changeCard(person, found);
    }
    case 'label': {
      const known = plainOf(text) === plainOf(person.label) && person.label;
      const label = known || readLabel(text);
      return label ? rename(person, label) : null;
    }
  }
}

/** Asked again once; then the card stays as it is and a person reads the words. */
export function itemUnclear(
  input: StepInput,
  { topic, person, text }: { topic: CardTopic; person: PersonFacts; text: string },
): StepResult {
  const { optIn, settings } = texts(input.facts);
  const passed = handOver('not_understood', topic.patientId);
  if (topic.again) {
    const told = paragraphs(settings.asBefore, optIn.passedOn);
    return result(silence, passed, say('card_undecided', told));
  }
  const intro = isForPerson(text) ? optIn.passedOn : optIn.again;
  const { field, purpose } = topic;
  const { session, effects } = askItem(input, person, { field, purpose, again: true, intro });
  return result(session, ...(isForPerson(text) ? [passed] : []), ...effects);
}
