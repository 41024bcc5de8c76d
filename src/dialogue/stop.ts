/** Stop, and "this is not me": at once, without a question, and with the way back said once. */

import { handOver, onlyPatient, paragraphs, result, say, silence, texts } from './reply.ts';
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
