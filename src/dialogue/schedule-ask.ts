/** What must be known of the schedule, or tried, before an event can be answered. */

import { decodeButton, type VisitStepAction } from './buttons.ts';
import { saysMove } from './move-words.ts';
import { readRecall, reasonTagged } from './recall-words.ts';
import { isProven } from './reply.ts';
import type { ScheduleAsk, StepInput, VisitFacts } from './types.ts';
import { veiled } from './veil.ts';
import { readVisitWish } from './visit-wish.ts';
import { isUpcoming, single, upcoming, visitOf, visitTagged } from './which-visit.ts';
import { plainOf, type Wish, wishOf } from './words.ts';

/** Null for nearly everything that is said. */
export function scheduleAsk(given: StepInput): ScheduleAsk | null {
  const input = veiled(given);
  const { event } = input;
  if (event.type === 'button') return ofButton(input, event.data);
  return event.type === 'text' ? ofText(input, event.text) : null;
}

function ofButton(input: StepInput, data: string): ScheduleAsk | null {
  const action = decodeButton(data);
  switch (action?.verb) {
    case 'v.days':
    case 'v.day':
      return free(visitTagged(input.facts, action.tag));
    case 'v.pick':
    case 'v.take':
      return tried(input, action);
    case 'visit.move': {
      const visit = input.facts.about?.visit ?? null;
      return visit && isProven(input.facts, visit.patientId) ? free(visit) : null;
    }
    case 'recall.book': {
      const reason = input.facts.about?.reason ?? null;
      return reason && isProven(input.facts, reason.patientId) ? free(reason.visit) : null;
    }
    case 'r.book':
      return free(reasonTagged(input.facts, action.tag)?.visit ?? null);
    case 'earlier.take': {
      const visit = input.facts.about?.visit ?? null;
      return visit && isProven(input.facts, visit.patientId) ? offered(visit, input.now) : null;
    }
    default:
      return null;
  }
}

function offered(visit: VisitFacts, now: Date): ScheduleAsk | null {
  const { appointmentId, scheduleVersion, offered: startsAt } = visit;
  if (startsAt === null || !isUpcoming(visit, now)) return null;
  return { type: 'move', appointmentId, scheduleVersion, startsAt };
}

const free = (visit: VisitFacts | null): ScheduleAsk | null =>
  visit && { type: 'free', appointmentId: visit.appointmentId };

function tried(
  { facts, now }: StepInput,
  { verb, tag, version, startsAt }: Extract<VisitStepAction, { startsAt: Date }>,
): ScheduleAsk | null {
  const visit = visitTagged(facts, tag);
  if (!visit || !mayMove(visit, now) || visit.scheduleVersion !== version) return null;
  const { appointmentId } = visit;
  return verb === 'v.pick'
    ? { type: 'pick', appointmentId, startsAt }
    : { type: 'move', appointmentId, scheduleVersion: version, startsAt };
}

export const mayMove = (visit: VisitFacts, now: Date): boolean =>
  visit.status === 'cancelled' || isUpcoming(visit, now);

function ofText(input: StepInput, text: string): ScheduleAsk | null {
  const said = readRecall(input, text);
  if (said) return said.type === 'book' ? free(said.reason.visit) : null;
  const visit = visitForMove(input, text);
  return visit && free(visit);
}

export function wantsMove(text: string, wish: Wish | null = wishOf(text)): boolean {
  return wish?.type === 'move' || (wish === null && saysMove(plainOf(text)));
}

/** Whose time these words may be about. Nothing happens by it: what is free is shown. */
export function visitForMove(input: StepInput, text: string): VisitFacts | null {
  const { session, facts, now } = input;
  const { topic } = session;
  if (wantsMove(text)) return visitMeant(input);
  if (topic?.name !== 'move' && topic?.name !== 'why_cancel') return null;
  const visit = visitOf(facts, topic.appointmentId);
  if (!visit || !mayMove(visit, now)) return null;
  return readVisitWish(text, { now, zone: visit.clinic.zone }) ? visit : null;
}

/** The one in this conversation, else the one last written about, else the only one there is. */
export function visitMeant(input: StepInput): VisitFacts | null {
  const { session, facts, now } = input;
  const { topic } = session;
  const open = topic && 'appointmentId' in topic ? visitOf(facts, topic.appointmentId) : null;
  if (open && mayMove(open, now)) return open;
  const sent = facts.lastSent?.visit ?? null;
  if (sent && isProven(facts, sent.patientId) && isUpcoming(sent, now)) return sent;
  return single(upcoming(input));
}
