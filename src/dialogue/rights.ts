/** What is kept, a copy of it, and being forgotten. */

import { dayMs } from '../domain/time.ts';
import { fullDate } from '../text/dates.ts';
import {
  answered,
  button,
  handOver,
  paragraphs,
  phoneLine,
  pressedMark,
  result,
  say,
  silence,
  texts,
  unpausing,
  withButtons,
} from './reply.ts';
import { settings } from './settings.ts';
import type { Effect, ForgetTopic, StepInput, StepResult } from './types.ts';
import { plainOf, wishOf } from './words.ts';

/** DESIGN: a wish to be forgotten is done within this. */
const erasureDays = 30;

export function privacy(input: StepInput): StepResult {
  const { facts, session } = input;
  const own = texts(facts);
  const buttons = [
    button(own.rights.labels.mydata, { verb: 'menu', item: 'mydata' }),
    button(own.rights.labels.forget, { verb: 'menu', item: 'forget' }),
    button(own.help.labels.person, { verb: 'menu', item: 'person' }),
  ];
  const text = paragraphs(own.rights.privacy(facts.clinic.name), phoneLine(facts));
  return result(session, say('privacy', withButtons(text, buttons, facts)));
}

/** Only to an account that is proven: a copy of a life is not for whoever opened a link. */
export function mydata(input: StepInput): StepResult {
  const { facts, session } = input;
  if (facts.people.length === 0) return unbound(input);
  if (!facts.people.some(({ verified }) => verified)) return settings(input);
  const text = texts(facts).rights.mydata(namesOf(input));
  return result(session, { type: 'export' }, say('mydata', text));
}

/** `first`: words like «удалите мои данные» have stopped everything on their way in. */
export function forget(input: StepInput, first: readonly Effect[] = []): StepResult {
  const { facts, session } = input;
  const own = texts(facts).rights;
  if (facts.erasure) {
    return result(
      session,
      ...first,
      say('forget', own.forgettingAlready(dayOf(input, facts.erasure.dueAt))),
    );
  }
  if (facts.people.length === 0) return unbound(input, first);
  if (!facts.people.some(({ verified }) => verified)) return settings(input);
  return askForget(input, first);
}

function askForget(input: StepInput, first: readonly Effect[], intro?: string): StepResult {
  const { facts } = input;
  const own = texts(facts).rights;
  const { name: clinic, phone } = facts.clinic;
  const question = paragraphs(intro, own.forget({ clinic, phone, people: namesOf(input) }));
  const buttons = [
    button(own.labels.yes, { verb: 'forget', answer: 'yes' }),
    button(own.labels.no, { verb: 'forget', answer: 'no' }),
  ];
  const topic: ForgetTopic = { name: 'forget', question };
  return result({ topic }, ...first, say('forget', withButtons(question, buttons, facts)));
}

/** Without the open question nothing is erased: a late button asks again. */
export function forgetButton(input: StepInput, answer: 'yes' | 'no'): StepResult {
  const { topic } = input.session;
  const said = input.event.type === 'button' ? input.event.label : '';
  if (answer === 'no') return keep(input);
  return topic?.name === 'forget' && !input.facts.erasure
    ? erase(input, topic, said)
    : forget(input);
}

/** Words in answer to the question; null if they are about something else. */
export function forgetAnswer(
  input: StepInput,
  topic: ForgetTopic,
  text: string,
): StepResult | null {
  const { labels } = texts(input.facts).rights;
  const plain = plainOf(text);
  if (plain === plainOf(labels.yes)) return erase(input, topic, text.trim());
  const wish = wishOf(text)?.type;
  const isNo = plain === plainOf(labels.no) || wish === 'no' || wish === 'cancel_bare';
  if (isNo || wish === 'dont_ask') return keep(input);
  // A word that may be an answer to anything is not enough to erase a record.
  return wish === 'yes' ? askForget(input, [], texts(input.facts).identity.pressInstead) : null;
}

function erase(input: StepInput, topic: ForgetTopic, said: string): StepResult {
  const { facts, now } = input;
  const day = dayOf(input, new Date(now.getTime() + erasureDays * dayMs));
  const receipt = texts(facts).rights.forgetting({ day, clinic: facts.clinic.name });
  const effect: Effect = { type: 'forget', wording: answered(topic.question, said) };
  return result(silence, effect, say('forget', receipt), ...pressedMark(input, topic.question));
}

function keep(input: StepInput): StepResult {
  const { facts, session } = input;
  const own = texts(facts);
  if (facts.erasure) return forget(input);
  const after = session.topic?.name === 'forget' ? silence : session;
  const stopped = facts.halted === 'stopped' ? [own.stop.nowStopped, own.stop.comeBack] : [];
  return result(after, ...unpausing(facts), say('forget', paragraphs(own.rights.kept, ...stopped)));
}

function unbound(input: StepInput, first: readonly Effect[] = []): StepResult {
  const { facts, session } = input;
  const text = paragraphs(texts(facts).rights.unbound, phoneLine(facts));
  return result(session, ...first, handOver('privacy', null), say('privacy', text));
}

/** Whom it concerns, where "you" would not do. */
function namesOf({ facts }: StepInput): string | null {
  const known = facts.people.filter(({ verified, label }) => verified && label.trim());
  const onlySelf = known.length === 1 && known[0]?.relation === 'self';
  return known.length === 0 || onlySelf ? null : known.map(({ label }) => label).join(', ');
}

const dayOf = ({ facts }: StepInput, at: Date): string =>
  fullDate({ at, zone: facts.clinic.zone }, facts.language);
