/** Stop, and "this is not me": at once, without a question, and with the way back said once. */

import {
  button,
  handOver,
  onlyPatient,
  paragraphs,
  result,
  say,
  silence,
  texts,
  withButtons,
} from './reply.ts';
import type { StepInput, StepResult } from './types.ts';

export function stop(input: StepInput, words: string | undefined): StepResult {
  const { facts, now } = input;
  const own = texts(facts).stop;
  const visits = facts.people.flatMap((person) => person.visits);
  const stands = visits.some(({ status, startsAt }) => status !== 'cancelled' && startsAt > now);
  const text = paragraphs(own.done, stands ? own.visitStands : null, own.comeBack);
  const wording = words?.trim() || texts(facts).stopWord;
  return result(silence, { type: 'stop_everything', wording }, say('stop', text));
}

/** Such words stand in it, but they may be about something else: a person reads it, and one press is enough. */
export function stopDoubted(input: StepInput): StepResult {
  const { facts, session } = input;
  const own = texts(facts).stop;
  const press = button(own.label, { verb: 'menu', item: 'stop' });
  const content = withButtons(own.doubt, [press], facts);
  return result(session, handOver('not_understood', onlyPatient(facts)), say('stop', content));
}

/** Someone else holds this account: nothing more goes here, and the clinic finds out why. */
export function notMe(input: StepInput, wording: string): StepResult {
  const { facts } = input;
  return result(
    silence,
    { type: 'stop_everything', wording },
    handOver('not_understood', onlyPatient(facts)),
    say('stop', texts(facts).stop.notMe),
  );
}
