/** Whichever question about the card is open, an opt-in's or one of the settings, and what answers it. */

import { isList, itemButton, itemText, itemUnclear } from './card-items.ts';
import { type CardAction, isKnownStep, optInButton, optInText, optInUnclear } from './opt-in.ts';
import { isOver } from './opt-in-turns.ts';
import { personOf } from './reply.ts';
import { itemByName, settings, settingsOf } from './settings.ts';
import type { CardTopic, OptInTopic, PersonFacts, StepInput, StepResult } from './types.ts';
import { askVerify } from './verify.ts';

export type { CardAction } from './opt-in.ts';

/** What is open, with whose card it is about; null once the binding is gone. */
export interface OpenCard {
  readonly topic: OptInTopic | CardTopic;
  readonly person: PersonFacts;
}

export function openCard({ session: { topic }, facts }: StepInput): OpenCard | null {
  if (topic?.name !== 'opt_in' && topic?.name !== 'card') return null;
  if (topic.name === 'opt_in' && !isKnownStep(topic)) return null;
  const person = personOf(facts, topic.patientId);
  return person && { topic, person };
}

/** A question waits for words. */
export function isAsking(input: StepInput): boolean {
  const open = openCard(input);
  if (!open) return false;
  return open.topic.name === 'opt_in' ? !isOver(open.topic) : !isList(open.topic);
}

/** A late button acts as if its question were open, for the only patient there is. */
export function cardButton(input: StepInput, action: CardAction): StepResult {
  const open = openCard(input);
  const { people } = input.facts;
  const person = open?.person ?? (people.length === 1 ? people[0] : undefined);
  if (!person) return settings(input);
  const refuses = action.verb === 'agree' && action.answer === 'no';
  if (!person.verified && !refuses) return askVerify(input, person);
  if (open?.topic.name === 'opt_in') {
    return optInButton(input, { person, topic: open.topic, action });
  }
  if (person.consents.length === 0 && !refuses) return settingsOf(input, person);
  const topic = open?.topic.name === 'card' ? open.topic : null;
  return itemButton(input, { topic, person, action });
}

/** Null if the words are no answer to what is open. */
export function cardAnswer(input: StepInput, text: string): StepResult | null {
  const open = openCard(input);
  if (!open?.person.verified) return null;
  const { topic, person } = open;
  if (topic.name === 'opt_in') return optInText(input, { topic, person, text });
  return isList(topic) ? itemByName(input, text) : itemText(input, { topic, person, text });
}

/** Words that answer nothing while a question waits for them. */
export function cardUnclear(input: StepInput, text: string): StepResult | null {
  const open = isAsking(input) ? openCard(input) : null;
  if (!open) return null;
  const { topic, person } = open;
  const verifies = topic.name === 'opt_in' && topic.step === 'verify';
  // Its proof was taken back meanwhile: nothing else may be asked.
  if (!person.verified && !verifies) return askVerify(input, person);
  return topic.name === 'opt_in'
    ? optInUnclear(input, { topic, person, text })
    : itemUnclear(input, { topic, person, text });
}
