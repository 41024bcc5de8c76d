/** "This is not me", and the question whether it is still them. Nothing about any patient is said here. */

import { labelsFor, visitLabels } from '../text/proactive.ts';
import { unclearButton } from './fallback.ts';
import {
  button,
  handOver,
  isProven,
  isUnproven,
  marked,
  nameAmong,
  onlyPatient,
  paragraphs,
  personOf,
  result,
  say,
  silence,
  texts,
  withButtons,
} from './reply.ts';
import type { AboutFacts, Effect, Facts, StepInput, StepResult } from './types.ts';

/** Someone else holds this account: nothing more goes here, and the clinic finds out why. */
export function notMe(input: StepInput): StepResult {
  const { facts } = input;
  const own = texts(facts).identity;
  if (facts.people.length === 0) return result(silence, say('not_me', own.notMeAlready));
  const passed = handOver('not_me', onlyPatient(facts));
  return result(silence, { type: 'not_me' }, passed, say('not_me', own.notMe), ...erased(input));
}

/** What a stranger should not have been shown goes from the chat, where the messenger lets it. */
function erased({ facts, event }: StepInput): readonly Effect[] {
  if (event.type !== 'button' || !facts.about) return [];
  const text = `✓ ${visitLabels(facts.language)['not.me']}`;
  return [{ type: 'edit_pressed', content: { text } }];
}

export function stillMe(input: StepInput): StepResult {
  const { facts, session, event } = input;
  const asked = event.type === 'button' ? facts.about : facts.lastSent;
  if (asked?.kind !== 'still_you' || facts.people.length === 0) return unclearButton(input);
  const thanks = say('still_me', paragraphs(texts(facts).identity.thanks, nowOn(facts)));
  const mark = marked(facts.about?.text, `✓ ${visitLabels(facts.language)['still.yes']}`);
  return result(session, { type: 'still_me' }, thanks, ...mark);
}

/** It was only asked who they are: whatever was agreed or stopped stays so. */
function nowOn(facts: Facts): string {
  const own = texts(facts);
  if (facts.halted === 'stopped') return own.stop.nowStopped;
  // What is agreed is not known before the answer is written down.
  const goesOn = isUnproven(facts) || facts.people.some(({ consents }) => consents.length > 0);
  return goesOn ? own.identity.goOn : own.stop.nowSilent;
}

/** A bare "yes" under a question where only the button, or its very words, are certain enough. */
export function pressInstead(input: StepInput): StepResult | null {
  const { facts, session } = input;
  const { lastSent } = facts;
  if (!lastSent || facts.people.length === 0) return null;
  const { messageId } = lastSent;
  const labels = visitLabels(facts.language);
  const verbs = verbsOf(facts, lastSent);
  const named = labelsFor(
    verbs.map((verb) => labels[verb]),
    lastSent.kind === 'still_you' ? null : nameAmong(facts, personMeant(facts, lastSent)),
  );
  const buttons = verbs.map((verb, index) => button(named[index] ?? verb, { verb, messageId }));
  const text = texts(facts).identity.pressInstead;
  return buttons.length === 0
    ? null
    : result(session, say('press_instead', withButtons(text, buttons, facts)));
}

const personMeant = (facts: Facts, { patientId }: AboutFacts) =>
  patientId === null ? null : personOf(facts, patientId);

/** What is still open to be answered. */
function verbsOf(facts: Facts, sent: AboutFacts) {
  if (sent.kind === 'still_you') return ['still.yes', 'not.me'] as const;
  const isOpen = sent.kind === 'ask_wellbeing' && !sent.wellbeing?.closed;
  if (!isOpen || !isProven(facts, sent.patientId)) return [];
  const isAgreed = personMeant(facts, sent)?.consents.includes('wellbeing');
  return isAgreed ? [] : (['agree.yes', 'agree.no'] as const);
}
