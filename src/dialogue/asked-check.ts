/** The question after a treatment that this account was sent last, if it still waits for an answer. */

import { type Feeling, isAsking } from '../domain/wellbeing.ts';
import { isProven, personOf } from './reply.ts';
import type { AboutFacts, Effect, Facts } from './types.ts';

export interface AskedCheck extends AboutFacts {
  readonly wellbeing: NonNullable<AboutFacts['wellbeing']>;
}

/** Null as well where it is not proven that whoever writes may speak for the patient. */
export function askedCheck({ lastSent, ...facts }: Facts): AskedCheck | null {
  if (!lastSent?.wellbeing || lastSent.wellbeing.closed || !isAsking(lastSent.kind)) return null;
  const isTheirs = isProven({ ...facts, lastSent }, lastSent.patientId);
  return isTheirs ? { ...lastSent, wellbeing: lastSent.wellbeing } : null;
}

/** Words under an open question are its answer too, whatever they say: silence it is not. */
export function heardAs(facts: Facts, answer: Feeling | null): readonly Effect[] {
  const asked = askedCheck(facts);
  if (!asked || asked.wellbeing.answered) return [];
  if (asked.kind === 'impression' && answer !== null) return [];
  return [{ type: 'wellbeing_answer', reasonId: asked.wellbeing.reasonId, answer, score: null }];
}

/** Whom urgent words are about: the one patient, else the one asked about last, else nobody can tell. */
export function patientInNeed(facts: Facts): string | null {
  const { people, lastSent } = facts;
  if (people.length <= 1) return people[0]?.patientId ?? null;
  const asked = lastSent && isAsking(lastSent.kind) ? lastSent.patientId : null;
  return asked && personOf(facts, asked) ? asked : null;
}
