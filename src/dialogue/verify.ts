/** Who holds the account? By the messenger's own word for its number, or by a code said at the desk. */

import { withMenu } from './menus.ts';
import { begin, newTopic } from './opt-in-turns.ts';
import { handOver, paragraphs, personOf, phoneLine, result, say, silence, texts } from './reply.ts';
import { agreementOf, messagesMax, paperNote } from './summary.ts';
import type { Effect, OptInTopic, PersonFacts, Proof, StepInput, StepResult } from './types.ts';

type Failed = Exclude<Proof['status'], 'proven'>;

/** Asks before anything personal is said. */
export function askVerify(input: StepInput, person: PersonFacts): StepResult {
  const intro = texts(input.facts).optIn.hello(input.facts.clinic.name);
  return begin(input, { person: { ...person, verified: false }, effects: [], intro });
}

/**
 * A shared contact or a code was looked at, and the outcome is written down already. Null where it
 * proved somebody who may not speak for the patient any more.
 */
export function onProof(input: StepInput, proof: Proof): StepResult | null {
  const { facts, session } = input;
  const own = session.topic?.name === 'opt_in' && session.topic.patientId === proof.patientId;
  const topic = own ? (session.topic as OptInTopic) : newTopic(proof.patientId);
  const person = personOf(facts, proof.patientId);
  if (proof.status !== 'proven') return unproven(input, topic, proof.status);
  return person ? proven(input, { topic, person }) : null;
}

function proven(
  input: StepInput,
  { topic, person }: { readonly topic: OptInTopic; readonly person: PersonFacts },
): StepResult {
  const { facts } = input;
  const own = texts(facts);
  const intro = own.verify.proven;
  // The purpose and the summary must still fit.
  const asked = Math.min(topic.asked ?? 0, messagesMax - 2);
  if (person.consents.length === 0 || !person.verified) {
    return begin(input, { person, effects: [], intro, topic: { ...topic, asked } });
  }
  const text = paragraphs(
    intro,
    own.settings.now,
    agreementOf(person, facts),
    paperNote(person, facts),
    own.optIn.changeOrStop,
  );
  return result(silence, say('start', withMenu(input, text)));
}

/** Wrong codes before a person is told, who may help sooner than the last try. */
const quietTries = 2;

function unproven(input: StepInput, topic: OptInTopic, status: Failed): StepResult {
  const { facts } = input;
  const own = texts(facts).verify;
  const asked = (topic.asked ?? 0) + 1;
  const open = { topic: { ...topic, step: 'verify', question: own[status], asked } } as const;
  const calls =
    status === 'differs' || status === 'locked' || (status === 'wrong' && asked > quietTries + 1);
  const passed = calls ? [handOver('identity', topic.patientId)] : [];
  const phone = status === 'locked' || status === 'differs' ? phoneLine(facts) : null;
  return result(open, ...passed, tried(input, status, paragraphs(own[status], phone)));
}

function tried({ facts }: StepInput, status: Failed, text: string): Effect {
  const share = facts.sharesContact && (status === 'foreign' || status === 'wrong');
  const request = share ? { contactRequest: texts(facts).verify.share } : {};
  return say(`opt_in_verify_${status}`, { text, ...request });
}
