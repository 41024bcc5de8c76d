/** "Cancel" and nothing else after a reminder: the visit, or these messages? Until it is clear, sends wait. */

import type { CancelChoice } from './buttons.ts';
import { cancel } from './call-off.ts';
import { passOn } from './fallback.ts';
import {
  button,
  handOver,
  isUnproven,
  nameAmong,
  personOf,
  pressedMark,
  result,
  say,
  silence,
  texts,
  unpausing,
  withButtons,
} from './reply.ts';
import { stop } from './stop.ts';
import type { CancelTopic, Effect, StepInput, StepResult, VisitFacts } from './types.ts';
import { isUpcoming, single, upcoming, visitOf, wordsOf } from './which-visit.ts';
import { cancelOf, plainOf } from './words.ts';

export function bareCancel(input: StepInput): StepResult {
  const visit = visitMeant(input);
  return visit ? ask(input, visit) : passCancel(input);
}

/** The one the last reminder was about, else the only one there is. */
function visitMeant(input: StepInput): VisitFacts | null {
  const sent = input.facts.lastSent?.visit ?? null;
  const known = sent && personOf(input.facts, sent.patientId)?.verified;
  if (sent && known && isUpcoming(sent, input.now)) return sent;
  return single(upcoming(input));
}

function ask(input: StepInput, visit: VisitFacts): StepResult {
  const { facts } = input;
  const { labels } = texts(facts).cancel;
  const isStopped = facts.halted === 'stopped';
  const offered: readonly CancelChoice[] = isStopped
    ? ['visit', 'nothing']
    : ['visit', 'stop', 'nothing'];
  const buttons = offered.map((choice) => button(labels[choice], { verb: 'cancel', choice }));
  const text = questionOf(input, visit);
  const { patientId, appointmentId } = visit;
  const held: readonly Effect[] = facts.halted === null ? [{ type: 'pause' }] : [];
  const topic: CancelTopic = { name: 'cancel', patientId, appointmentId };
  // Should they say no more, a person knows of the wish all the same.
  const passed = isAsked(input, visit) ? [] : [handOver('cancel_visit', patientId)];
  return result({ topic }, ...held, ...passed, say('cancel', withButtons(text, buttons, facts)));
}

function questionOf(input: StepInput, visit: VisitFacts): string {
  const { question, questionStopped } = texts(input.facts).cancel;
  const asked = input.facts.halted === 'stopped' ? questionStopped : question;
  return asked(wordsOf(input, visit));
}

function isAsked({ session: { topic } }: StepInput, { appointmentId }: VisitFacts): boolean {
  return topic?.name === 'cancel' && topic.appointmentId === appointmentId;
}

/** No visit it can be about, or more than one: a person reads it, and nothing need wait. */
function passCancel(input: StepInput): StepResult {
  // "Cancel" takes back whatever was being asked.
  const { session, effects } = passOn({ ...input, session: silence }, 'not_understood');
  // Not proven: all stays held, and the person who reads it is told so.
  if (isUnproven(input.facts)) return result(session, ...effects);
  const reason = upcoming(input).length > 0 ? 'cancel_visit' : 'not_understood';
  const passed = effects.map((one) => (one.type === 'hand_over' ? { ...one, reason } : one));
  return result(session, ...unpausing(input.facts), ...(passed as readonly Effect[]));
}

/** Words in answer to the question; null if they are about something else. */
export function cancelAnswer(
  input: StepInput,
  topic: CancelTopic,
  text: string,
): StepResult | null {
  const { labels } = texts(input.facts).cancel;
  const plain = plainOf(text);
  const pressed = (['visit', 'stop', 'nothing'] as const).find(
    (one) => plainOf(labels[one]) === plain,
  );
  const choice = pressed ?? cancelOf(plain);
  return choice && choose(input, topic, choice);
}

export function cancelButton(input: StepInput, choice: CancelChoice): StepResult {
  const { topic } = input.session;
  if (topic?.name === 'cancel') return choose(input, topic, choice);
  // A question long past: the visit it spoke of is not known any more.
  if (choice === 'visit') return bareCancel(input);
  return choice === 'stop' ? stopInstead(input) : leave(input, null);
}

function choose(input: StepInput, topic: CancelTopic, choice: CancelChoice): StepResult {
  const visit = visitOf(input.facts, topic.appointmentId);
  if (choice === 'stop') return stopInstead(input);
  if (choice === 'nothing') return leave(input, visit);
  if (visit && isUpcoming(visit, input.now)) return withMark(input, visit, cancel(input, visit));
  const own = texts(input.facts).visit;
  const text = visit === null ? own.gone : visit.status === 'cancelled' ? own.cancelled : own.over;
  return result(silence, ...unpausing(input.facts), say('visit_gone', text));
}

function withMark(input: StepInput, visit: VisitFacts, given: StepResult): StepResult {
  const mark = pressedMark(input, questionOf(input, visit));
  const kept = given.effects.filter(({ type }) => type !== 'edit_pressed');
  return result(given.session, ...kept, ...mark);
}

function stopInstead(input: StepInput): StepResult {
  const { event } = input;
  const said =
    event.type === 'button' ? event.label : event.type === 'text' ? event.text : undefined;
  return stop({ ...input, session: silence }, said);
}

function leave(input: StepInput, visit: VisitFacts | null): StepResult {
  const { facts } = input;
  const stands = visit && isUpcoming(visit, input.now) ? standing(input, visit) : null;
  const text = texts(facts).cancel.nothing(stands);
  return result(silence, ...unpausing(input.facts), say('cancel_nothing', text));
}

const standing = (input: StepInput, visit: VisitFacts) => ({
  ...wordsOf(input, visit),
  person: nameAmong(input.facts, personOf(input.facts, visit.patientId)),
});
