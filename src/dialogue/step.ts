/** One event in, the new session and its effects out. Pure; at most one reply. */

import { readRedFlags } from '../domain/red-flags.ts';
import { readStop } from '../domain/stop.ts';
import { decodeButton, type MenuItem } from './buttons.ts';
import {
  type CardAction,
  cardAnswer,
  cardButton,
  cardUnclear,
  isAsking,
} from './card-conversation.ts';
import {
  controlAnswer,
  controlButton,
  controlCommand,
  controlWords,
  doubted,
  stopWords,
} from './control.ts';
import { callPerson, passOn, redFlag, unclearButton } from './fallback.ts';
import { askLanguage, chooseLanguage, help, start } from './help.ts';
import { reviewButton } from './impression.ts';
import { answeredByPerson, recallAnswer, recallButton, recallStep, staleTime } from './recall.ts';
import { result, say, silence, texts } from './reply.ts';
import { settings, settingsItem, settingsOfChosen } from './settings.ts';
import { stop } from './stop.ts';
import type { Session, StepInput, StepResult } from './types.ts';
import { veiled } from './veil.ts';
import { onProof } from './verify.ts';
import {
  earlierButton,
  type VisitAction,
  visitAnswer,
  visitButton,
  visitStep,
  visitWish,
} from './visit.ts';
import { visitPaper } from './visit-papers.ts';
import { ratingButton, wellbeingButton, wellbeingWords } from './wellbeing.ts';
import { why } from './why.ts';
import { type Wish, wishOf } from './words.ts';

export const emptySession: Session = silence;

export function step(given: StepInput): StepResult {
  const input = named(veiled(given));
  const { event } = input;
  switch (event.type) {
    case 'start':
      return start(input);
    case 'stop':
      return stopWords(input, event.text);
    case 'button':
      return onButton(input, event.data);
    case 'text':
      return onText(input, event.text);
    case 'media':
      return onMedia(input, event.caption);
    case 'unsupported':
      return passOn(input, 'media');
    case 'contact':
      return proofOf(input) ?? passOn(input, 'not_understood');
  }
}

/** A shared contact, or digits that were tried as a code. */
function proofOf(input: StepInput): StepResult | null {
  const { proof } = input.facts;
  return proof && onProof(input, proof);
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
  const controlled = controlButton(input, action);
  if (controlled) return controlled;
  switch (action.verb) {
    case 'visit.confirm':
    case 'visit.move':
    case 'visit.cancel':
      return visitButton(input, action as VisitAction);
    case 'earlier.take':
    case 'earlier.keep':
    case 'earlier.stop':
      return earlierButton(input, action.verb);
    case 'recall.book':
    case 'recall.later':
    case 'recall.no':
    case 'recall.elsewhere':
      return recallButton(input, action.verb);
    case 'r.book':
    case 'r.later':
    case 'r.no':
    case 'r.elsewhere':
    case 'r.at':
      return recallStep(input, action);
    case 'v.confirm':
    case 'v.cancel':
    case 'v.drop':
    case 'v.why':
    case 'v.days':
    case 'v.day':
    case 'v.pick':
    case 'v.take':
    case 'v.wish':
    case 'v.early':
    case 'v.late':
    case 'v.keep':
      return staleTime(input, action.tag) ?? visitStep(input, action);
    case 'visit.calendar':
      return visitPaper(input, 'calendar_entry');
    case 'aftercare.show':
      // A note for everybody is no answer to somebody who feels bad.
      return input.facts.alarm ? redFlag(input) : visitPaper(input, 'aftercare_note');
    case 'well.good':
      return wellbeingButton(input, 'good');
    case 'well.unsure':
      return wellbeingButton(input, 'unsure');
    case 'well.bad':
      return wellbeingButton(input, 'bad');
    case 'well.score':
    case 'well.mark':
      return ratingButton(input, action);
    case 'review.yes':
      return reviewButton(input, 'yes');
    case 'review.no':
      return reviewButton(input, 'no');
    case 'person':
      return answeredByPerson(input, callPerson(input));
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
      return cardButton(input, action as CardAction);
  }
}

function menu(input: StepInput, item: MenuItem): StepResult {
  switch (item) {
    case 'settings':
      return settings(input);
    case 'topics':
    case 'where':
    case 'when':
    case 'often':
    case 'limit':
    case 'zone':
    case 'label':
      return settingsItem(input, item);
    case 'person':
      return callPerson(input);
    case 'language':
      return askLanguage(input);
    default:
      return unclearButton(input);
  }
}

/** Danger first; then what is asked of the bot by name; a person in the thread; only then guesses. */
function onText(input: StepInput, text: string): StepResult {
  if (readStop(text) === 'stop') return stopWords(input, text);
  if (readRedFlags(text)) return redFlag(input);
  const wish = wishOf(text);
  const asked = wish && onCommand(input, wish);
  if (asked) return asked;
  const proven = proofOf(input);
  if (proven) return proven;
  const felt = wellbeingWords(input, text);
  if (felt) return felt;
  const { thread, alarm } = input.facts;
  if (thread.withPerson || alarm) return passOn(input, 'not_understood');
  return (
    (wish && onRequest(input, wish)) ??
    controlAnswer(input, text) ??
    recallAnswer(input, text) ??
    visitAnswer(input, text) ??
    cardAnswer(input, text) ??
    controlWords(input, text) ??
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
      return controlCommand(input, wish);
  }
}

function onRequest(input: StepInput, wish: Wish): StepResult | null {
  switch (wish.type) {
    case 'person':
      return callPerson(input);
    case 'why':
      return why(input);
    default:
      return null;
  }
}

function onVisitWish(input: StepInput, wish: Wish): StepResult | null {
  switch (wish.type) {
    case 'cancel':
      return visitWish(input, 'cancel');
    case 'confirm':
      // A reminder that came since speaks louder than a question left open.
      return isAsking(input) && !input.facts.lastSent?.visit ? null : visitWish(input, 'confirm');
    case 'yes':
      return isAsking(input) || input.facts.halted !== null ? null : visitWish(input, 'yes');
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
  if (readStop(text) === 'doubtful') return doubted(input, text);
  const { topic } = input.session;
  // All stays held until one of these is answered, so their buttons go on working.
  const isOpen = topic?.name === 'stop' || topic?.name === 'cancel';
  const session = isOpen ? input.session : silence;
  const passed = () => answeredByPerson(input, passOn({ ...input, session }, 'not_understood'));
  return cardUnclear(input, text) ?? passed();
}
