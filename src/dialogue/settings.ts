/** «Настройки»: the card's questions again, for whoever this account is bound to. */

import { unchanged } from './card-answers.ts';
import { answerButton, type CardAction } from './opt-in.ts';
import { ask, newTopic } from './opt-in-turns.ts';
import { agreementOf, purposesOf } from './questions.ts';
import {
  button,
  nameAmong,
  paragraphs,
  personOf,
  phoneLine,
  result,
  say,
  shortLabel,
  texts,
  withButtons,
} from './reply.ts';
import type { PersonFacts, StepInput, StepResult, Topic } from './types.ts';

/** As many as a list can hold (CHANNELS A.7). */
const listRowsMax = 10;

export function settings(input: StepInput): StepResult {
  const { facts } = input;
  const [person] = facts.people;
  if (person === undefined) {
    const text = paragraphs(texts(facts).settings.notBound(facts.clinic.name), phoneLine(facts));
    return result(input.session, say('settings', text));
  }
  return facts.people.length > 1 ? askWhose(input) : settingsOf(input, person);
}

/** One of several patients was chosen by name. The label decides if their order has changed since. */
export function settingsOfChosen(input: StepInput, index: number): StepResult {
  const pressed = input.event.type === 'button' ? input.event.label : '';
  const { people } = input.facts;
  const labels = nameLabels(people);
  const at = labels[index] === pressed ? index : labels.indexOf(pressed);
  const person = people[at];
  return person ? settingsOf(input, person) : settings(input);
}

/** Only what we write about, the rest of the card stays. */
export function topics(input: StepInput): StepResult {
  const { topic } = input.session;
  const person = topic ? personOf(input.facts, topic.patientId) : input.facts.people[0];
  if (!person || (topic === null && input.facts.people.length > 1)) return settings(input);
  if (person.consents.length === 0) return settingsOf(input, person);
  const { settings: own } = texts(input.facts);
  const now = own.topicsNow(input.facts.clinic.name, purposesOf(person, input.facts));
  return ask(input, {
    topic: { ...newTopic(person.patientId), only: 'purpose' },
    intro: paragraphs(forWhom(input, person), now),
    ...unchanged(person),
  });
}

/** A card button outside any open conversation: an old message. It acts as if the card were open. */
export function lateCardButton(input: StepInput, action: CardAction): StepResult {
  const [person] = input.facts.people;
  if (person === undefined || input.facts.people.length > 1) return settings(input);
  const refused = action.verb === 'agree' && action.choice === 'nothing';
  if (action.verb === 'agree' && !refused) return topics(input);
  if (person.consents.length === 0 && !refused) return settings(input);
  return answerButton(input, { topic: answeredTopic(person), person, action });
}

function settingsOf(input: StepInput, person: PersonFacts): StepResult {
  const { facts } = input;
  const { settings: own } = texts(facts);
  const name = forWhom(input, person);
  if (person.consents.length === 0) {
    const intro = paragraphs(name, own.silentNow(facts.clinic.name));
    return ask(input, { topic: newTopic(person.patientId), intro, ...unchanged(person) });
  }
  const intro = paragraphs(own.now, agreementOf(person, facts));
  return ask(input, { topic: openCard(person), intro, ...unchanged(person) });
}

function openCard(person: PersonFacts): Topic {
  const { patientId, consents } = person;
  return { ...newTopic(patientId), step: 'channel', purposes: consents, via: 'settings' };
}

/** Everything is answered already, so one more answer leads straight to the summary. */
function answeredTopic(person: PersonFacts): Topic {
  return { ...openCard(person), step: 'hours', only: 'purpose' };
}

function askWhose(input: StepInput): StepResult {
  const { facts } = input;
  const buttons = nameLabels(facts.people).map((label, index) =>
    button(label, { verb: 'whose', index }),
  );
  const text = texts(facts).settings.whose;
  return result(input.session, say('settings', withButtons(text, buttons, facts)));
}

/** Channels refuse a button without words and two that say the same: namesakes get their number. */
function nameLabels(people: readonly PersonFacts[]): readonly string[] {
  const listed = people.slice(0, listRowsMax);
  const names = listed.map(({ firstName }) => firstName.trim());
  const isAlone = (name: string) => names.filter((one) => one === name).length === 1;
  return names.map((name, index) =>
    isAlone(name) && name ? shortLabel(name) : shortLabel(`${index + 1}. ${name}`.trim()),
  );
}

function forWhom(input: StepInput, person: PersonFacts): string | null {
  const name = nameAmong(input.facts, person);
  return name === null ? null : texts(input.facts).settings.forWhom(name);
}
