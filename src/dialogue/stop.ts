/** Stop: everything is halted already; the reply says so once, and asks whether all of it was meant. */

import { readRedFlags } from '../domain/red-flags.ts';
import { patientInNeed } from './asked-check.ts';
import { withPersonButton } from './fallback.ts';
import {
  button,
  handOver,
  isUnproven,
  onlyPatient,
  paragraphs,
  pressedMark,
  result,
  say,
  silence,
  texts,
  withButtons,
} from './reply.ts';
import { agreedLines, heldNow, namedPerson, offer, question } from './stop-offer.ts';
import type { Effect, StepInput, StepResult, StopTopic } from './types.ts';
import { askVerify } from './verify.ts';

export function stop(input: StepInput, words: string | undefined): StepResult {
  const { facts, session } = input;
  const own = texts(facts).stop;
  const wording = words?.trim() || texts(facts).stopWord;
  const stopped: Effect = { type: 'stop_everything', wording };
  // «Хватит писать, у меня кровь не останавливается» is heard twice.
  if (readRedFlags(wording)) {
    const passed = handOver('red_flag', patientInNeed(facts), { urgent: true });
    const text = paragraphs(texts(facts).wellbeing.redFlag, own.done);
    return result(silence, stopped, passed, say('red_flag', text));
  }
  const { topic } = session;
  if (topic?.name === 'stop') return stoppedAgain(input, { topic, wording, stopped });
  const asked = offer(input, heldNow(facts), wording);
  if (asked) return askWhich(input, asked, [stopped]);
  const text = paragraphs(own.done, standing(input) ? own.visitStands : null, own.comeBack);
  return result(silence, stopped, say('stop', text));
}

/** Said once more, with a name it is an answer, without one it means everything. */
function stoppedAgain(
  input: StepInput,
  said: { readonly topic: StopTopic; readonly wording: string; readonly stopped: Effect },
): StepResult {
  const named = namedPerson(input.facts, said.wording);
  const asked = named ? offer(input, said.topic.held, said.wording) : null;
  if (asked) return askWhich(input, asked, [said.stopped]);
  const { everything, comeBack } = texts(input.facts).stop;
  return result(silence, said.stopped, say('stop', paragraphs(everything, comeBack)));
}

/** The question, after what has to be said first. */
export function askWhich(
  input: StepInput,
  asked: Omit<StopTopic, 'question'>,
  effects: readonly Effect[] = [],
  intro: string | null = null,
): StepResult {
  const own = texts(input.facts).stop;
  const first = intro ?? paragraphs(own.done, standing(input) ? own.visitStands : null);
  const content = question(input, asked, first);
  const topic: StopTopic = { ...asked, question: content.text };
  return result({ topic }, ...effects, say('stop', content));
}

function standing({ facts, now }: StepInput): boolean {
  const visits = facts.people.flatMap((person) => person.visits);
  return visits.some(({ status, startsAt }) => status !== 'cancelled' && startsAt > now);
}

/** Such words stand in it, but they may be about something else: sends wait, a person reads it, one press is enough; no question stays open. */
export function stopDoubted(input: StepInput): StepResult {
  const { facts } = input;
  const { doubt, labels } = texts(facts).stop;
  const buttons = [
    button(labels.stop, { verb: 'menu', item: 'stop' }),
    button(labels.goOn, { verb: 'goon' }),
  ];
  const passed = handOver('doubtful_stop', onlyPatient(facts));
  return result(silence, passed, say('stop_doubt', withButtons(doubt, buttons, facts)));
}

/** «Пишите как раньше»: ends a pause, never a stop. */
export function goOn(input: StepInput): StepResult {
  const { facts, session } = input;
  const own = texts(facts).stop;
  if (facts.halted === 'stopped') return notBack(input);
  const [first] = facts.people;
  if (first && isUnproven(facts)) return askVerify(input, first);
  const lines = agreedLines(facts, heldNow(facts));
  const going = (first: string) => paragraphs(first, own.going(lines), own.change);
  const mark = pressedMark(input, own.doubt);
  if (facts.halted === null) {
    return result(session, say('go_on', lines ? going(own.goOnAlready) : own.nowSilent));
  }
  const text = lines ? going(own.goOn) : paragraphs(own.goOn, own.nowSilent);
  return result(silence, { type: 'unpause' }, say('go_on', text), ...mark);
}

/** "Yes" re-subscribes nobody; it gets an answer all the same. */
export function notBack(input: StepInput): StepResult {
  const { facts, session } = input;
  const { topic } = session;
  const own = texts(facts).stop;
  if (topic?.name === 'stop') return askWhich(input, topic, [], own.notBack);
  const labels = texts(facts).help.labels;
  const settings = button(labels.settings, { verb: 'menu', item: 'settings' });
  const text = paragraphs(own.notBack, own.comeBack);
  return result(session, say('stop', withButtons(text, [settings], facts)));
}

/** A choice whose question is gone changes nothing. */
export function lateScope(input: StepInput): StepResult {
  const { facts, session } = input;
  const own = texts(facts).stop;
  const lines = agreedLines(facts, heldNow(facts));
  const state =
    facts.halted === 'stopped'
      ? paragraphs(own.nowStopped, own.comeBack)
      : lines
        ? paragraphs(own.going(lines), own.change)
        : own.nowSilent;
  return result(session, say('stop_late', withPersonButton(input, paragraphs(own.late, state))));
}
