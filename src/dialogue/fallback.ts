/** What the bot cannot finish goes to a person; the patient is told once, and never talked over. */

import { heardAs, patientInNeed } from './asked-check.ts';
import {
  button,
  handOver,
  onlyPatient,
  paragraphs,
  personOf,
  phoneLine,
  result,
  say,
  texts,
  withButtons,
} from './reply.ts';
import type { HandOverReason, StepInput, StepResult } from './types.ts';

/** Words, pictures and whatever else came: kept in the thread, answered by a person. */
export function passOn(
  input: StepInput,
  reason: Extract<HandOverReason, 'not_understood' | 'media'>,
): StepResult {
  const { facts, session } = input;
  // While it is unclear whether stop was meant, whatever else is said may be part of the answer.
  const isDoubt = facts.halted === 'paused' && reason === 'not_understood';
  const passed = [
    ...(isDoubt ? [] : heardAs(facts, null)),
    handOver(isDoubt ? 'doubtful_stop' : reason, onlyPatient(facts)),
  ];
  // An open thread has told the patient already, and with a person in it the bot keeps quiet.
  if (facts.thread.open || facts.thread.withPerson) return result(session, ...passed);
  const own = texts(facts).person;
  const bound = reason === 'media' ? own.media : own.words;
  const text =
    facts.people.length > 0 ? bound : paragraphs(own.stranger(facts.clinic.name), phoneLine(facts));
  return result(session, ...passed, say('person', text));
}

/** The patient asked for a person, perhaps under a message about one of several patients. */
export function callPerson(input: StepInput): StepResult {
  const { facts, session } = input;
  const about = facts.about?.patientId ?? null;
  const patientId = about && personOf(facts, about) ? about : onlyPatient(facts);
  const passed = handOver('asked_for_person', patientId);
  const own = texts(facts).person;
  if (facts.people.length > 0) return result(session, passed, say('person', own.asked));
  const text = paragraphs(own.asked, phoneLine(facts));
  return result(session, passed, say('person', text));
}

/** A button that is none of ours, or of a message we no longer know. */
export function unclearButton(
  input: StepInput,
  reason: HandOverReason = 'not_understood',
): StepResult {
  const { facts, session } = input;
  const passed = handOver(reason, onlyPatient(facts));
  return result(session, passed, say('person', texts(facts).person.unclearButton));
}

/** Signs of danger: a named person is paged, and the emergency line said even beside that person. */
export function redFlag(input: StepInput): StepResult {
  const { facts, session } = input;
  const passed = handOver('red_flag', patientInNeed(facts), { urgent: true });
  return result(
    session,
    ...heardAs(facts, 'bad'),
    passed,
    say('red_flag', texts(facts).wellbeing.redFlag),
  );
}

/** An answer that ends a conversation but leaves the door open. */
export function withPersonButton(input: StepInput, text: string) {
  const { help } = texts(input.facts);
  const call = button(help.labels.person, { verb: 'menu', item: 'person' });
  return withButtons(text, [call], input.facts);
}
