/** "Why are you writing to me?" deserves the record itself: who agreed, when, in which words, and to what. */

import { isAsking } from '../domain/wellbeing.ts';
import type { AgreementWay } from '../text/control.ts';
import { dayMonth, fullDate } from '../text/dates.ts';
import { nameAmong, paragraphs, personOf, result, say, texts } from './reply.ts';
import type { AboutFacts, ConsentFacts, PersonFacts, StepInput, StepResult } from './types.ts';
import { wordsOf } from './which-visit.ts';

/** A record longer than this is read in the copy of one's data. */
const agreementsMax = 8;
const questionCharsMax = 200;
const answerCharsMax = 60;

/** Under a message: about that very message. */
export function whyButton(input: StepInput): StepResult {
  const { about, people } = input.facts;
  if (!about || people.length === 0) return nothing(input);
  return whyMessage(input, about);
}

/** In words: about the last message if there was one, else everything that is agreed. */
export function why(input: StepInput): StepResult {
  const { people, lastSent } = input.facts;
  if (people.length === 0) return nothing(input);
  if (lastSent) return whyMessage(input, lastSent);
  const known = people.filter(({ verified }) => verified);
  if (known.length === 0) return unproven(input);
  const agreed = known.flatMap((person) => all(person));
  return agreed.length === 0 ? nothing(input) : tell(input, record(input, agreed));
}

type Agreed = readonly [PersonFacts, ConsentFacts];

const all = (person: PersonFacts): readonly Agreed[] =>
  person.agreements.map((one) => [person, one]);

function whyMessage(input: StepInput, about: AboutFacts): StepResult {
  const { facts } = input;
  const own = texts(facts).why;
  // These two speak of nobody's visit, so anybody may know why they came.
  if (about.kind === 'still_you') return tell(input, [own.stillYou]);
  if (about.kind === 'answer_waiting') return tell(input, [own.answerWaiting]);
  const person = about.patientId === null ? null : personOf(facts, about.patientId);
  if (!person?.verified) return unproven(input);
  const reason = reasonOf(input, about, person);
  if (about.kind === 'ask_wellbeing' || about.kind === 'ask_recall') return tell(input, [reason]);
  const agreed = all(person).filter(([, { purpose }]) => purpose === about.purpose);
  const proof = agreed.length === 0 ? [own.endedSince] : record(input, agreed);
  return tell(input, [reason, ...proof]);
}

function reasonOf(input: StepInput, about: AboutFacts, person: PersonFacts): string | null {
  const own = texts(input.facts).why;
  const { visit } = about;
  if (about.reason)
    return texts(input.facts).recall.why(texts(input.facts).purposes[about.reason.purpose]);
  if (!visit) return about.kind.startsWith('visit') ? own.visitGone : null;
  const name = nameAmong(input.facts, person);
  const day = dayMonth({ at: visit.startsAt, zone: visit.clinic.zone }, input.facts.language);
  if (isAsking(about.kind)) return own.wellbeing(day, name);
  if (about.kind === 'ask_wellbeing') return own.askWellbeing(day, name);
  return own.visit(wordsOf(input, visit));
}

function record(input: StepInput, agreed: readonly Agreed[]): readonly string[] {
  const { agreed: first } = texts(input.facts).why;
  return [first, ...agreed.slice(0, agreementsMax).map((one) => agreement(input, one))];
}

function agreement({ facts }: StepInput, [person, one]: Agreed): string {
  const own = texts(facts);
  const date = (at: Date) => fullDate({ at, zone: facts.clinic.zone }, facts.language);
  return own.why.agreement({
    person: nameAmong(facts, person),
    purpose: own.purposes[one.purpose],
    day: date(one.at),
    how: own.why.how[wayOf(one)],
    wording: one.wording && quoted(one.wording),
    until: one.expiresAt && date(one.expiresAt),
  });
}

const ways: Readonly<Record<string, AgreementWay>> = {
  chat: 'chat',
  stop_narrowed: 'chat',
  paper: 'paper',
  qualified_signature: 'paper',
  e_signature: 'signature',
  import: 'system',
  imported: 'system',
};

function wayOf({ mechanism, actor }: ConsentFacts): AgreementWay {
  return ways[mechanism] ?? (actor === 'api' ? 'system' : 'desk');
}

/** The words on one line, the answer to them always in full view. */
function quoted(wording: string): string {
  const [answer = '', ...before] = wording
    .split(/\s*\n+\s*/)
    .filter(Boolean)
    .toReversed();
  const question = before.toReversed().join(' ');
  return [cut(question, questionCharsMax), cut(answer, answerCharsMax)].filter(Boolean).join(' ');
}

function cut(text: string, charsMax: number): string {
  const letters = [...text];
  return letters.length <= charsMax ? text : `${letters.slice(0, charsMax - 1).join('')}…`;
}

function unproven(input: StepInput): StepResult {
  return result(input.session, say('why', texts(input.facts).why.unproven));
}

function nothing(input: StepInput): StepResult {
  return result(input.session, say('why', texts(input.facts).why.nothing));
}

function tell(input: StepInput, parts: readonly (string | null)[]): StepResult {
  const text = paragraphs(...parts, texts(input.facts).why.change);
  return result(input.session, say('why', text));
}
