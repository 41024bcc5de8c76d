/** Before a wellbeing check, or an invitation: may we? One purpose, one episode; what is not answered is not asked. */

import { expiryOf } from '../domain/consent.ts';
import { mayBook } from '../domain/reason-life.ts';
import type { Purpose } from '../domain/words.ts';
import type { CheckInTexts } from '../text/control.ts';
import { fullDate } from '../text/dates.ts';
import { unclearButton } from './fallback.ts';
import { noticeOf } from './notices.ts';
import { answered, nameAmong, personOf, pressedMark, result, say, texts } from './reply.ts';
import { notBack } from './stop.ts';
import type { AboutFacts, Effect, PersonFacts, StepInput, StepResult } from './types.ts';

interface Asked {
  readonly about: AboutFacts & { readonly wellbeing: NonNullable<AboutFacts['wellbeing']> };
  readonly person: PersonFacts;
}

export function checkInButton(input: StepInput, answer: 'yes' | 'no'): StepResult {
  const asked = askedBy(input, input.facts.about);
  if (!asked) return unclearButton(input);
  const said = input.event.type === 'button' ? input.event.label : '';
  return answer === 'yes' ? agree(input, asked, said) : decline(input, asked, said);
}

/** The very words of a button, typed under the question. */
export function checkInAnswer(
  input: StepInput,
  answer: 'yes' | 'no',
  text: string,
): StepResult | null {
  const asked = askedBy(input, input.facts.lastSent);
  if (!asked) return null;
  return answer === 'yes' ? agree(input, asked, text) : decline(input, asked, text);
}

/** What the question asks for; what is said of it. */
function purposeOf({ about }: Asked): Purpose {
  return about.kind === 'ask_recall' && about.reason ? about.reason.purpose : 'wellbeing';
}

function wordsOf({ facts }: StepInput, { about }: Asked): CheckInTexts {
  const { checkIn, recall, purposes } = texts(facts);
  if (about.kind !== 'ask_recall' || !about.reason) return checkIn;
  const topic = purposes[about.reason.purpose];
  return {
    yes: (words) => recall.agreed({ ...words, topic }),
    already: recall.agreedAlready,
    no: recall.notAgreed,
    withdrawn: recall.notAgreed,
    closed: recall.closed,
  };
}

/** Foreign: whoever answers may not learn anything of that visit. */
function askedBy({ facts }: StepInput, about: AboutFacts | null): Asked | null {
  const isAsked = about?.kind === 'ask_wellbeing' || about?.kind === 'ask_recall';
  if (!isAsked || !about.wellbeing || !about.patientId) return null;
  if (about.kind === 'ask_recall' && !about.reason) return null;
  const person = personOf(facts, about.patientId);
  return person?.verified ? { about: about as Asked['about'], person } : null;
}

/** Answered, called off, or come about meanwhile. */
function isOver({ about }: Asked): boolean {
  const { answered: isDone, closed } = about.wellbeing;
  return isDone || closed === true || (about.reason ? !mayBook(about.reason.state) : false);
}

function agree(input: StepInput, asked: Asked, said: string): StepResult {
  const { about, person } = asked;
  const purpose = purposeOf(asked);
  const { facts, session, now } = input;
  const own = wordsOf(input, asked);
  if (facts.halted === 'stopped') return notBack(input);
  if (person.consents.includes(purpose)) return result(session, say('check_in', own.already));
  const { reasonId } = about.wellbeing;
  // Without its words the question cannot be proven to have been asked.
  if (isOver(asked) || !about.text) return result(session, say('check_in', own.closed));
  const { patientId } = person;
  const given: Effect = {
    type: 'consent',
    act: 'given',
    patientId,
    purposes: [purpose],
    wording: answered(about.text, said),
    notice: noticeOf(purpose, facts.language),
    reasonId,
  };
  const taken: readonly Effect[] =
    about.kind === 'ask_recall' ? [{ type: 'reason_answer', reasonId, answer: 'agreed' }] : [];
  const until = fullDate({ at: expiryOf(purpose, now), zone: facts.clinic.zone }, facts.language);
  const unsigned = facts.paperNeeded.includes(purpose);
  const receipt = own.yes({ until, person: nameAmong(facts, person), unsigned });
  return result(
    session,
    given,
    ...taken,
    say('check_in', receipt),
    ...pressedMark(input, about.text),
  );
}

function decline(input: StepInput, asked: Asked, said: string): StepResult {
  const { about, person } = asked;
  const purpose = purposeOf(asked);
  const { facts, session } = input;
  const own = wordsOf(input, asked);
  const { reasonId } = about.wellbeing;
  const mark = pressedMark(input, about.text ?? '');
  const declined: Effect =
    about.kind === 'ask_recall'
      ? { type: 'reason_answer', reasonId, answer: 'declined' }
      : { type: 'decline_wellbeing', reasonId };
  if (person.consents.includes(purpose)) {
    const withdrawn: Effect = {
      type: 'consent',
      act: 'withdrawn',
      patientId: person.patientId,
      purposes: [purpose],
      wording: answered(about.text ?? '', said).trim(),
      notice: noticeOf(purpose, facts.language),
      reasonId,
    };
    return result(session, withdrawn, declined, say('check_in', own.withdrawn), ...mark);
  }
  if (isOver(asked)) return result(session, say('check_in', own.closed));
  return result(session, declined, say('check_in', own.no), ...mark);
}
