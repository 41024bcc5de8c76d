/** Which visit is meant, and how a button names it. */

import { whenLine, whenPhrase } from '../text/dates.ts';
import type { VisitWords } from '../text/texts.ts';
import { type VisitStepAction, visitTag } from './buttons.ts';
import { nameAmong, personOf, texts } from './reply.ts';
import type { Facts, StepInput, VisitFacts } from './types.ts';

/** Ahead, of whoever this account is proven to speak for. */
export function upcoming({ facts, now }: StepInput): readonly VisitFacts[] {
  return facts.people.flatMap((person) => person.visits).filter((visit) => isUpcoming(visit, now));
}

export const isUpcoming = (visit: VisitFacts, now: Date): boolean => !isOver(visit, now);

export function isOver({ status, startsAt }: VisitFacts, now: Date): boolean {
  return (status !== 'booked' && status !== 'confirmed') || startsAt <= now;
}

/** With those that a reason calls for. */
const all = ({ people }: Facts): readonly VisitFacts[] =>
  people.flatMap(({ visits, cancelled, reasons = [] }) => [
    ...visits,
    ...cancelled,
    ...reasons.map(({ visit }) => visit),
  ]);

/** Also one that is cancelled: it can be booked again. */
export function visitOf(facts: Facts, appointmentId: string | null): VisitFacts | null {
  return all(facts).find((visit) => visit.appointmentId === appointmentId) ?? null;
}

export function visitTagged(facts: Facts, tag: string): VisitFacts | null {
  return all(facts).find(({ appointmentId }) => visitTag(appointmentId) === tag) ?? null;
}

/** For the buttons about it: they know which time they speak of. */
export const tagOf = ({
  appointmentId,
  scheduleVersion,
}: VisitFacts): Pick<VisitStepAction, 'tag' | 'version'> => ({
  tag: visitTag(appointmentId),
  version: scheduleVersion,
});

export function wordsOf(input: StepInput, visit: VisitFacts): VisitWords {
  const { facts, now } = input;
  const { startsAt: at, clinic } = visit;
  const moment = { at, zone: clinic.zone, now };
  const name = clinic.name.trim() || texts(facts).noName;
  return {
    line: whenLine(moment, facts.language),
    phrase: whenPhrase(moment, facts.language),
    place: clinic.address ? `${name}, ${clinic.address}` : name,
    person: nameAmong(facts, personOf(facts, visit.patientId)),
  };
}

export const single = <T>(all: readonly T[]): T | null =>
  all.length === 1 ? (all[0] ?? null) : null;
