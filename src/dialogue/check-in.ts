/** Before a wellbeing check: may we ask? One purpose, one episode; what is not answered is not asked. */

import { expiryOf } from '../domain/consent.ts';
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

/** Foreign: whoever answers may not learn anything of that visit. */
function askedBy({ facts }: StepInput, about: AboutFacts | null): Asked | null {
  if (about?.kind !== 'ask_wellbeing' || !about.wellbeing || !about.patientId) return null;
  const person = personOf(facts, about.patientId);
  return person?.verified ? { about: about as Asked['about'], person } : null;
}

function agree(input: StepInput, { about, person }: Asked, said: string): StepResult {
  const { facts, session, now } = input;
  const own = texts(facts).checkIn;
  if (facts.halted === 'stopped') return notBack(input);
  if (person.consents.includes('wellbeing')) return result(session, say('check_in', own.already));
  const { reasonId, answered: isDone, closed } = about.wellbeing;
  // Without its words the question cannot be proven to have been asked.
  if (isDone || closed || !about.text) return result(session, say('check_in', own.closed));
  const { patientId } = person;
  const given: Effect = {
    type: 'consent',
    act: 'given',
    patientId,
    purposes: ['wellbeing'],
    wording: answered(about.text, said),
    notice: noticeOf('wellbeing', facts.language),
    reasonId,
  };
  const until = fullDate(
    { at: expiryOf('wellbeing', now), zone: facts.clinic.zone },
    facts.language,
  );
  const unsigned = facts.paperNeeded.includes('wellbeing');
  const receipt = own.yes({ until, person: nameAmong(facts, person), unsigned });
  return result(session, given, say('check_in', receipt), ...pressedMark(input, about.text));
}

function decline(input: StepInput, { about, person }: Asked, said: string): StepResult {
  const { facts, session } = input;
  const own = texts(facts).checkIn;
  const { reasonId, answered: isDone, closed } = about.wellbeing;
  const mark = pressedMark(input, about.text ?? '');
  const declined: Effect = { type: 'decline_wellbeing', reasonId };
  if (person.consents.includes('wellbeing')) {
    const withdrawn: Effect = {
      type: 'consent',
      act: 'withdrawn',
      patientId: person.patientId,
      purposes: ['wellbeing'],
      wording: answered(about.text ?? '', said).trim(),
      notice: noticeOf('wellbeing', facts.language),
      reasonId,
    };
    return result(session, withdrawn, declined, say('check_in', own.withdrawn), ...mark);
  }
  if (isDone || closed) return result(session, say('check_in', own.closed));
  return result(session, declined, say('check_in', own.no), ...mark);
}
