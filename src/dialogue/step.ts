/** One event in, the new session and its effects out. Pure; at most one reply. */

import { readRedFlags } from '../domain/red-flags.ts';
import { readStop } from '../domain/stop.ts';
import { decodeButton, type MenuItem } from './buttons.ts';
import { callPerson, passOn, redFlag, unclearButton } from './fallback.ts';
import { askLanguage, chooseLanguage, help, start, why } from './help.ts';
import { answerButton, answerText, type CardAction, unclear } from './opt-in.ts';
import { isOver, personOfTopic } from './opt-in-turns.ts';
import { result, say, silence, texts } from './reply.ts';
import { lateCardButton, settings, settingsOfChosen, topics } from './settings.ts';
import { notMe, stop, stopDoubted } from './stop.ts';
import type { Session, StepInput, StepResult } from './types.ts';
import { type VisitAction, visitButton, visitWish } from './visit.ts';
import { wellbeingButton } from './wellbeing.ts';
import { type Wish, wishOf } from './words.ts';

export const emptySession: Session = silence;

export function step(given: StepInput): StepResult {
  const input = named(given);
  const { event } = input;
  switch (event.type) {
    case 'start':
      return start(input);
    case 'stop':
      return stop(input, event.text);
    case 'button':
      return onButton(input, event.data);
    case 'text':
      return onText(input, event.text);
    case 'media':
      return onMedia(input, event.caption);
    case 'unsupported':
      return passOn(input, 'media');
    case 'contact':
      return passOn(input, 'not_understood');
  }
}

/** No sentence may end in nothing where a clinic's name belongs. */
function named(input: StepInput): StepInput {
  const { facts } = input;
  const name = facts.clinic.name.trim() || texts(facts).noName;
  return { ...input, facts: { ...facts, clinic: { ...facts.clinic, name } } };
}

function onMedia(input: StepInput, caption: string): StepResult {
  if (readRedFlags(caption)) return redFlag(input);
  return readStop(caption) === 'stop' ? stop(input, caption) : passOn(input, 'media');
}

function onButton(input: StepInput, data: string): StepResult {
  const action = decodeButton(data);
  if (action === null) return unclearButton(input);
  switch (action.verb) {
    case 'visit.confirm':
    case 'visit.move':
    case 'visit.cancel':
      return visitButton(input, action as VisitAction);
    case 'well.good':
      return wellbeingButton(input, 'good');
    case 'well.unsure':
      return wellbeingButton(input, 'unsure');
    case 'well.bad':
      return wellbeingButton(input, 'bad');
    case 'person':
      return callPerson(input);
    case 'answer.show':
      // The press itself opened the window; what staff wrote is on its way.
      return result(input.session);
    case 'language':
      return chooseLanguage(input, action.language);
    case 'whose':
      return settingsOfChosen(input, action.index);
    case 'menu':
      return menu(input, action.item);
    default:
      return onCardButton(input, action);
  }
}

function menu(input: StepInput, item: MenuItem): StepResult {
  switch (item) {
    case 'settings':
      return settings(input);
    case 'topics':
      return topics(input);
    case 'person':
      return callPerson(input);
    case 'language':
      return askLanguage(input);
    case 'stop':
      return stop(input, input.event.type === 'button' ? input.event.label : undefined);
  }
}

function onCardButton(input: StepInput, action: CardAction): StepResult {
  const { topic } = input.session;
  const person = personOfTopic(input);
  return topic && person
    ? answerButton(input, { topic, person, action })
    : lateCardButton(input, action);
}

/** Danger first; then what is asked of the bot by name; a person in the thread; only then guesses. */
function onText(input: StepInput, text: string): StepResult {
  if (readStop(text) === 'stop') return stop(input, text);
  if (readRedFlags(text)) return redFlag(input);
  const wish = wishOf(text);
  const asked = wish && onCommand(input, wish);
  if (asked) return asked;
  if (input.facts.thread.withPerson) return passOn(input, 'not_understood');
  return (
    (wish && onRequest(input, wish, text)) ??
    onAnswer(input, text) ??
    (wish && onVisitWish(input, wish)) ??
    onUnclear(input, text)
  );
}

function onCommand(input: StepInput, wish: Wish): StepResult | null {
  switch (wish.type) {
    case 'help':
      return help(input);
    case 'settings':
      return settings(input);
    case 'language':
      return wish.language ? chooseLanguage(input, wish.language) : askLanguage(input);
    default:
      return null;
  }
}

function onRequest(input: StepInput, wish: Wish, text: string): StepResult | null {
  switch (wish.type) {
    case 'person':
      return callPerson(input);
    case 'why':
      return why(input);
    case 'not_me':
      return notMe(input, text);
    default:
      return null;
  }
}

function onAnswer(input: StepInput, text: string): StepResult | null {
  const { topic } = input.session;
  const person = personOfTopic(input);
  return topic && person && answerText(input, { topic, person, text });
}

function onVisitWish(input: StepInput, wish: Wish): StepResult | null {
  switch (wish.type) {
    case 'move':
    case 'cancel':
      return visitWish(input, wish.type);
    case 'confirm':
    case 'yes':
      return isAsking(input) ? null : visitWish(input, wish.type);
    case 'thanks':
      return thanked(input);
    default:
      return null;
  }
}

/** Courtesy needs no administrator, and no second courtesy while one is awaited. */
function thanked(input: StepInput): StepResult {
  const { thread } = input.facts;
  const answer = thread.open ? [] : [say('thanks', texts(input.facts).help.thanks)];
  return result(input.session, ...answer);
}

function onUnclear(input: StepInput, text: string): StepResult {
  const { topic } = input.session;
  const person = personOfTopic(input);
  if (readStop(text) === 'doubtful') return stopDoubted(input);
  if (topic && person && isAsking(input)) return unclear(input, { topic, person, text });
  return passOn({ ...input, session: silence }, 'not_understood');
}

function isAsking(input: StepInput): boolean {
  const { topic } = input.session;
  return topic !== null && !isOver(topic) && personOfTopic(input) !== null;
}
