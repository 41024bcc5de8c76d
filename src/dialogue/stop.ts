/** Stop, and "this is not me": at once, without a question, and with the way back said once. */

import { readRedFlags } from '../domain/red-flags.ts';
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
import type { Effect, StepInput, StepResult } from './types.ts';

export function stop(input: StepInput, words: string | undefined): StepResult {
  const { facts, now } = input;
  const own = texts(facts).stop;
  const visits = facts.people.flatMap((person) => person.visits);
  const stands = visits.some(({ status, startsAt }) => status !== 'cancelled' && startsAt > now);
  const wording = words?.trim() || texts(facts).stopWord;
  const stopped: Effect = { type: 'stop_everything', wording };
  // «Хватит писать, у меня кровь не останавливается» is heard twice.
  if (readRedFlags(wording)) {
    const passed = handOver('red_flag', onlyPatient(facts), { urgent: true });
    const text = paragraphs(texts(facts).wellbeing.redFlag, own.done);
    return result(silence, stopped, passed, say('red_flag', text));
  }
  const text = paragraphs(own.done, stands ? own.visitStands : null, own.comeBack);
  return result(silence, stopped, say('stop', text));
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
