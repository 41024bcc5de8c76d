/** «Настройки»: the card of whoever this account is bound to, and what can be changed on it. */

import type { CardItem } from './buttons.ts';
import { unchanged } from './card-answers.ts';
import { askItem } from './card-items.ts';
import { ask, newTopic } from './opt-in-turns.ts';
import {
  button,
  paragraphs,
  personOf,
  phoneLine,
  result,
  say,
  shortLabel,
  texts,
  withButtons,
} from './reply.ts';
import type { CardTopic, Facts, PersonFacts, StepInput, StepResult } from './types.ts';
import { askVerify } from './verify.ts';
import { plainOf } from './words.ts';

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
  const labels = nameLabels(input.facts);
  const at = labels[index] === pressed ? index : labels.indexOf(pressed);
  const person = input.facts.people[at];
  return person ? settingsOf(input, person) : settings(input);
}

export function settingsOf(input: StepInput, person: PersonFacts): StepResult {
  const { facts } = input;
  if (!person.verified) return askVerify(input, person);
  if (person.consents.length > 0) return askItem(input, person, { field: 'menu' });
  const intro = texts(facts).settings.silentNow(facts.clinic.name);
  return ask(input, { topic: newTopic(person.patientId), ...unchanged(person), intro });
}

const fieldOf: Readonly<Record<CardItem, CardTopic['field']>> = {
  topics: 'purpose',
  where: 'channel',
  when: 'when',
  often: 'reminders',
  limit: 'budget',
  zone: 'zone',
  label: 'label',
};

/** One row of the menu, for the patient whose card is open, or the only one. */
export function settingsItem(input: StepInput, item: CardItem): StepResult {
  const { topic } = input.session;
  const { people } = input.facts;
  const named = topic && 'patientId' in topic && topic.patientId;
  const open = named ? personOf(input.facts, named) : null;
  const person = open ?? (people.length === 1 ? people[0] : undefined);
  if (!person) return settings(input);
  const settled = person.verified && person.consents.length > 0;
  return settled ? askItem(input, person, { field: fieldOf[item] }) : settingsOf(input, person);
}

/** A row of the menu said in words, while the menu is open. */
export function itemByName(input: StepInput, text: string): StepResult | null {
  const { items } = texts(input.facts).settings;
  const names = Object.keys(fieldOf) as CardItem[];
  const item = names.find((one) => plainOf(items[one]) === plainOf(text));
  return item ? settingsItem(input, item) : null;
}

function askWhose(input: StepInput): StepResult {
  const { facts } = input;
  const buttons = nameLabels(facts).map((label, index) => button(label, { verb: 'whose', index }));
  const text = texts(facts).settings.whose;
  return result(input.session, say('settings', withButtons(text, buttons, facts)));
}

/** Channels refuse a button without words and two that say the same: namesakes get their number. */
function nameLabels(facts: Facts): readonly string[] {
  const unproven = texts(facts).settings.unproven;
  const listed = facts.people.slice(0, listRowsMax);
  const names = listed.map(({ label, verified }) => (verified && label.trim()) || unproven);
  const isAlone = (name: string) => names.filter((one) => one === name).length === 1;
  return names.map((name, index) =>
    shortLabel(isAlone(name) ? name : `${index + 1}. ${name}`.trim()),
  );
}
