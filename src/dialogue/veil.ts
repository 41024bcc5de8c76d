/** What the conversations get to see. Of a person who is not proven nothing personal reaches them. */

import { blankCard } from '../domain/card.ts';
import { readStop } from '../domain/stop.ts';
import { isProven, personOf, silence } from './reply.ts';
import type {
  AboutFacts,
  DialogueEvent,
  Facts,
  PersonFacts,
  Session,
  StepInput,
  Topic,
} from './types.ts';

export function veiled(input: StepInput): StepInput {
  const { facts, session, event } = input;
  const people = facts.people.map((person) => (person.verified ? person : hidden(person)));
  const about = facts.about && aboutKnown(facts, facts.about);
  const lastSent = facts.lastSent && aboutKnown(facts, facts.lastSent);
  return {
    ...input,
    facts: { ...facts, people, about, lastSent },
    session: sessionKnown(isDoubtful(event) ? withoutQuestion(session) : session, facts),
  };
}

function hidden(person: PersonFacts): PersonFacts {
  return {
    ...person,
    label: '',
    card: blankCard,
    consents: [],
    agreements: [],
    visits: [],
    cancelled: [],
    reasons: [],
  };
}

function aboutKnown(facts: Facts, about: AboutFacts): AboutFacts {
  const { patientId, visit, kind } = about;
  const known = visit && isProven(facts, visit.patientId) ? visit : null;
  if (isProven(facts, patientId)) return { ...about, visit: known };
  // Nobody's name and nobody's visit stand in that question.
  const text = kind === 'still_you' ? about.text : null;
  return { ...about, visit: null, reason: null, text };
}

/** What was asked while they were proven is not asked, repeated or answered when they are no longer. */
function sessionKnown({ topic }: Session, facts: Facts): Session {
  if (topic?.name === 'opt_in') {
    const { name, patientId, asked, step } = topic;
    const lapsed = step !== 'verify' && personOf(facts, patientId)?.verified === false;
    return { topic: lapsed ? { name, patientId, asked, step: 'verify' } : topic };
  }
  return topic && isKnown(topic, facts) ? { topic } : silence;
}

function isKnown(topic: Exclude<Topic, { name: 'opt_in' }>, facts: Facts): boolean {
  switch (topic.name) {
    case 'card':
    case 'cancel':
    case 'move':
    case 'why_cancel':
    case 'recall':
      return isProven(facts, topic.patientId);
    case 'stop':
      return (
        (topic.patientId === null || isProven(facts, topic.patientId)) &&
        topic.held.every(({ patientId }) => isProven(facts, patientId))
      );
    case 'forget':
      return facts.people.some(({ verified }) => verified);
  }
}

/** Words that may have meant stop answer no question, nor does anything said after them. */
function withoutQuestion({ topic }: Session): Session {
  // These two hold everything back, and agree to nothing.
  return topic?.name === 'stop' || topic?.name === 'cancel' ? { topic } : silence;
}

function isDoubtful(event: DialogueEvent): boolean {
  if (event.type === 'text') return readStop(event.text) === 'doubtful';
  return event.type === 'media' && readStop(event.caption) === 'doubtful';
}
