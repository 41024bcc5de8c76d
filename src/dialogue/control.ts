/** Stop, cancel, why, rights, "not me", "may we ask?": which words and buttons lead there. */

import { readStop } from '../domain/stop.ts';
import type { ButtonAction, MenuItem } from './buttons.ts';
import { bareCancel, cancelAnswer, cancelButton } from './cancel.ts';
import { checkInAnswer, checkInButton } from './check-in.ts';
import { notMe, pressInstead, stillMe } from './identity.ts';
import { handOver, onlyPatient, result } from './reply.ts';
import { forget, forgetAnswer, forgetButton, mydata, privacy } from './rights.ts';
import { goOn, notBack, stop, stopDoubted } from './stop.ts';
import { scopeAnswer, scopeButton } from './stop-answers.ts';
import { namedPerson } from './stop-offer.ts';
import type { Effect, StepInput, StepResult } from './types.ts';
import { why, whyButton } from './why.ts';
import { plainOf, type Wish, wishOf } from './words.ts';

/** Null for a button of another conversation. */
export function controlButton(input: StepInput, action: ButtonAction): StepResult | null {
  switch (action.verb) {
    case 'scope':
      return scopeButton(input, action.scope);
    case 'cancel':
      return cancelButton(input, action.choice);
    case 'goon':
      return goOn(input);
    case 'forget':
      return forgetButton(input, action.answer);
    case 'why':
      return whyButton(input);
    case 'not.me':
      return notMe(input);
    case 'still.yes':
      return stillMe(input);
    case 'agree.yes':
      return checkInButton(input, 'yes');
    case 'agree.no':
      return checkInButton(input, 'no');
    case 'menu':
      return controlMenu(input, action.item);
    default:
      return null;
  }
}

function controlMenu(input: StepInput, item: MenuItem): StepResult | null {
  switch (item) {
    case 'stop':
      return stop(input, input.event.type === 'button' ? input.event.label : undefined);
    case 'why':
      return why(input);
    case 'privacy':
    case 'mydata':
    case 'forget':
      return rights[item](input);
    default:
      return null;
  }
}

const rights = { privacy, mydata, forget: (input: StepInput) => forget(input) };

/** Words that stop everything; a wish to be forgotten is more than that, and has stopped everything too. */
export function stopWords(input: StepInput, text: string | undefined): StepResult {
  if (!text || wishOf(text)?.type !== 'forget') return stop(input, text);
  const stopped: Effect = { type: 'stop_everything', wording: text.trim() };
  const { people } = input.facts;
  if (people.length === 0 || people.some(({ verified }) => verified))
    return forget(input, [stopped]);
  // Not proven yet: what can be done at once is done, the rest is for a person.
  const { session, effects } = stop(input, text);
  return result(session, handOver('privacy', onlyPatient(input.facts)), ...effects);
}

/** What is done at once, whoever else is in the conversation. */
export function controlCommand(input: StepInput, wish: Wish): StepResult | null {
  switch (wish.type) {
    case 'privacy':
    case 'mydata':
    case 'forget':
      return rights[wish.type](input);
    case 'not_me':
      return notMe(input);
    default:
      return null;
  }
}

/** Words in answer to an open question of these conversations; null if they are about something else. */
export function controlAnswer(input: StepInput, text: string): StepResult | null {
  const { topic } = input.session;
  switch (topic?.name) {
    case 'stop':
      return scopeAnswer(input, topic, text);
    case 'cancel':
      return cancelAnswer(input, topic, text);
    case 'forget':
      return forgetAnswer(input, topic, text);
    default:
      return null;
  }
}

/** Words that depend on what was last sent, and on whether messages are held. */
export function controlWords(input: StepInput, text: string): StepResult | null {
  const wish = wishOf(text)?.type ?? null;
  const { halted, lastSent, thread } = input.facts;
  if (wish === 'cancel_bare' || readStop(text) === 'cancel') return bareCancel(input);
  const asked = lastSent && answerToSent(input, text, wish);
  if (asked) return asked;
  if (wish === 'go_on' && halted !== null) return goOn(input);
  if (wish !== 'yes') return null;
  if (halted === 'stopped' && !thread.open) return notBack(input);
  // Words that hold everything back are not settled by a word that may mean anything.
  return thread.open || halted !== null ? null : pressInstead(input);
}

function answerToSent(
  input: StepInput,
  text: string,
  wish: Wish['type'] | null,
): StepResult | null {
  const { lastSent, halted } = input.facts;
  if (lastSent?.kind === 'still_you') return wish === 'still_me' ? stillMe(input) : null;
  if (lastSent?.kind !== 'ask_wellbeing' && lastSent?.kind !== 'ask_recall') return null;
  // Once a stop is in doubt, no words agree to anything.
  if (wish === 'ask_me' && halted === 'paused') return pressInstead(input);
  if (wish === 'ask_me') return checkInAnswer(input, 'yes', text.trim());
  return wish === 'dont_ask' || wish === 'no' ? checkInAnswer(input, 'no', text.trim()) : null;
}

const namedWordsMax = 6;

/** «Не пишите про Мишу»: too little to stop for everybody, enough to ask about one. */
export function doubted(input: StepInput, text: string): StepResult {
  const isShort = plainOf(text).split(' ').length <= namedWordsMax && !text.includes('?');
  return isShort && namedPerson(input.facts, text) ? stop(input, text) : stopDoubted(input);
}
