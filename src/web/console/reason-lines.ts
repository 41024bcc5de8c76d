/** One reason in words: what, when, by whom, on what evidence, and how it ended. */

import { html } from 'hono/html';
import type { ReasonRow } from '../../app/queries-console.ts';
import type { Agreement } from '../../app/reasons.ts';
import type { PlanEvidence } from '../../domain/reasons.ts';
import { startOfDay } from '../../domain/time.ts';
import type { ReasonState } from '../../domain/words.ts';
import { dayName, moment } from './dates.ts';
import { kindWords } from './doctor-words.ts';
import type { Frame, Html } from './layout.ts';
import { badge, dotted, type Tone } from './parts.ts';
import { wordFor } from './words.ts';

export interface ReasonView {
  readonly reason: ReasonRow;
  readonly doctor: string | null;
}

const tones: Readonly<Record<ReasonState, Tone>> = {
  planned: 'calm',
  sent: 'wait',
  answered: 'good',
  booked: 'good',
  came: 'good',
  later: 'calm',
  elsewhere: 'calm',
  declined: 'calm',
  silent: 'wait',
  lapsed: 'bad',
  closed: 'calm',
};

/** What and when, and on what it rests. */
export function reasonLine(frame: Frame, { reason, doctor }: ReasonView): Html {
  const { recorded: own } = frame.words;
  const due = dayName(frame, reason.dueAt, frame.zone);
  return html`<p><strong>${kindWords(frame, reason.kind)}</strong> ${stateBadge(frame, reason)}</p>
    <p class="hint">${dotted(own.due(due), doctor && own.by(doctor), reason.argument && own.argument(reason.argument), reason.note)}</p>
    <p class="hint">${dotted(...evidenceWords(frame, reason))}</p>`;
}

export const stateBadge = (frame: Frame, { state, evidence, kind }: ReasonRow): Html => {
  const isAsked = state === 'planned' && evidence.agreed === false && kind !== 'wellbeing';
  const { reasons, recorded } = frame.words;
  return isAsked ? badge('wait', recorded.unagreed) : badge(tones[state], reasons.states[state]);
};

interface Evidence {
  readonly lastVisitOn?: string;
  readonly treatedOn?: string;
  readonly intervalMonths?: number;
  readonly plan?: PlanEvidence;
  readonly namedOn?: string;
  readonly agreed?: boolean;
  readonly agreedHow?: Agreement;
}

export function evidenceWords(frame: Frame, { evidence, state }: ReasonRow): readonly string[] {
  const { recorded: own } = frame.words;
  const { lastVisitOn, treatedOn, intervalMonths, plan, namedOn, agreed, agreedHow } =
    evidence as Evidence;
  const day = (on: string) => dayName(frame, startOfDay(on, frame.zone), frame.zone);
  const lines = [
    lastVisitOn && own.lastVisitOn(day(lastVisitOn)),
    !lastVisitOn && treatedOn && own.treatedOn(day(treatedOn)),
    intervalMonths && own.interval(intervalMonths),
    ...(plan ? planWords(frame, plan) : []),
    namedOn && own.named(day(namedOn)),
    agreed === true && own.agreed(wordFor(own.hows, agreedHow ?? null, own.hows.verbal)),
    agreed === false && state !== 'planned' && own.notAgreed,
  ];
  return lines.filter((line): line is string => typeof line === 'string' && line !== '');
}

function planWords(frame: Frame, plan: PlanEvidence) {
  const { recorded: own } = frame.words;
  const day = (on: string) => dayName(frame, startOfDay(on, frame.zone), frame.zone);
  const { signedOn, urgentItem, done, left, risk, deadline } = plan;
  return [
    signedOn && own.signed(day(signedOn)),
    urgentItem && own.urgent(urgentItem),
    done && own.done(done),
    left && own.left(left),
    risk && own.risk(risk),
    deadline && own.deadline(day(deadline)),
  ];
}

/** Of what is over, or on its way. */
export const answeredAt = (frame: Frame, { answeredAt: at }: ReasonRow): string | null =>
  at ? frame.words.recorded.answered(moment(frame, at)) : null;
