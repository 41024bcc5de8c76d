/** "This is not me", and the question whether it is still them. Nothing about any patient is said here. */

import { visitLabels } from '../text/proactive.ts';
import { unclearButton } from './fallback.ts';
import {
  button,
  handOver,
  marked,
  onlyPatient,
  result,
  say,
  silence,
  texts,
  withButtons,
} from './reply.ts';
import type { Effect, StepInput, StepResult } from './types.ts';

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
  const { facts, session } = input;
  const asked = facts.about ?? facts.lastSent;
  if (asked?.kind !== 'still_you' || facts.people.length === 0) return unclearButton(input);
  const thanks = say('still_me', texts(facts).identity.stillMe);
  const mark = marked(facts.about?.text, `✓ ${visitLabels(facts.language)['still.yes']}`);
  return result(session, { type: 'still_me' }, thanks, ...mark);
}

/** A bare "yes" under a question where only the button, or its very words, are certain enough. */
export function pressInstead(input: StepInput): StepResult | null {
  const { facts, session } = input;
  const sent = facts.lastSent;
  const verbs = sent ? buttonsOf(sent.kind) : [];
  if (!sent || verbs.length === 0 || facts.people.length === 0) return null;
  const labels = visitLabels(facts.language);
  const buttons = verbs.map((verb) => button(labels[verb], { verb, messageId: sent.messageId }));
  const text = texts(facts).identity.pressInstead;
  return result(session, say('press_instead', withButtons(text, buttons, facts)));
}

function buttonsOf(kind: string) {
  if (kind === 'still_you') return ['still.yes', 'not.me'] as const;
  return kind === 'ask_wellbeing' ? (['agree.yes', 'agree.no'] as const) : [];
}
