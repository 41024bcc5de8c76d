/** How a visit stands, in words: a mark, a word, what is behind it, and what can be done about it. */

import type { DayState } from '../../app/day-state.ts';
import type { MessageRow } from '../../app/queries-console.ts';
import type { BoardVisit } from '../../app/queries-day.ts';
import { doerOf } from '../../domain/events.ts';
import { ago, moment } from './dates.ts';
import type { Icon } from './icons.ts';
import type { Frame } from './layout.ts';
import type { Tone } from './parts.ts';
import { wordFor } from './words.ts';

export interface Standing {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly word: string;
  readonly detail: string;
}

export interface NextStep {
  readonly href: string;
  readonly label: string;
}

export function standingOf(frame: Frame, visit: BoardVisit): Standing {
  const { state } = visit;
  const { standing: own, appointment: words, day } = frame.words;
  switch (state.type) {
    case 'confirmed':
      return mark('good', 'check', words.confirmed, confirmedHow(frame, visit));
    case 'over':
      return state.status === 'no_show'
        ? mark('bad', 'cross', words.no_show)
        : mark('good', 'came', words[state.status]);
    case 'cancelled':
      return mark('bad', 'cross', words.cancelled, cancelledHow(frame, visit));
    case 'absent':
      return mark('bad', 'alert', own.absent, own.absentSince(at(frame, visit, state.since)));
    case 'call':
      return mark('bad', 'calls', own.call, day.callRemind(codeWords(frame, state.code)));
    case 'unreached':
      return mark('bad', 'alert', own.unreached, day.wontRemind(codeWords(frame, state.code)));
    case 'asked':
      return mark(
        'wait',
        'ask',
        own.askedFor(ago(frame, goneAt(state.row))),
        askedHow(frame, visit, state),
      );
    case 'waits':
      return mark('wait', 'clock', own.waits, day.waitRemind(codeWords(frame, state.row.code)));
    default:
      return calm(frame, visit, state);
  }
}

type Calm = Extract<DayState, { type: 'ahead' | 'told' | 'called' | 'quiet' }>;

/** Where there is nothing to be done, nor anything to be glad of. */
function calm(frame: Frame, visit: BoardVisit, state: Calm): Standing {
  const { standing: own, appointment: words, day, onChannel, states, callResults } = frame.words;
  const channel = (row: MessageRow) => (row.channel ? onChannel[row.channel] : '');
  switch (state.type) {
    case 'ahead': {
      const { row } = state;
      const say = row.kind === 'visit_moved' ? own.news : day.willRemind;
      return mark('calm', 'clock', own.ahead, say(at(frame, visit, row.dueAt), channel(row)));
    }
    case 'told': {
      const { row } = state;
      const when = at(frame, visit, goneAt(row));
      return mark('calm', 'ask', own.told, day.reminded(when, channel(row), states[row.state]));
    }
    case 'called': {
      const { doneAt, dueAt, result } = state.task;
      const when = at(frame, visit, doneAt ?? dueAt);
      const said = wordFor(callResults, result, callResults.other);
      return mark('calm', 'calls', own.called, own.calledWhen(when, said));
    }
    case 'quiet':
      return mark(
        'calm',
        'day',
        words.booked,
        state.code ? codeWords(frame, state.code) : day.noReminder,
      );
  }
}

const mark = (tone: Tone, icon: Icon, word: string, detail = ''): Standing => ({
  tone,
  icon,
  word,
  detail,
});

const at = (frame: Frame, { clinic }: BoardVisit, when: Date): string =>
  moment(frame, when, clinic.zone);

const goneAt = ({ settledAt, decidedAt, dueAt }: MessageRow): Date =>
  settledAt ?? decidedAt ?? dueAt;

const codeWords = ({ words: { decisions } }: Frame, code: string | null): string =>
  wordFor(decisions, code, decisions.rejected);

function confirmedHow(frame: Frame, visit: BoardVisit): string {
  const { standing: own, onChannel } = frame.words;
  const { confirmedAt, confirmedVia } = visit.appointment;
  const isChannel = confirmedVia === 'telegram' || confirmedVia === 'whatsapp';
  if (!confirmedAt || !isChannel) return own.byDesk;
  return own.confirmedWhen(at(frame, visit, confirmedAt), onChannel[confirmedVia]);
}

function askedHow(
  frame: Frame,
  visit: BoardVisit,
  { row, next }: Extract<DayState, { type: 'asked' }>,
): string {
  const { standing: own, onChannel, states } = frame.words;
  const channel = row.channel ? onChannel[row.channel] : '';
  const asked = own.askedWhen(at(frame, visit, goneAt(row)), channel, states[row.state]);
  return next ? `${asked}; ${own.again(at(frame, visit, next.dueAt))}` : asked;
}

function cancelledHow(frame: Frame, { appointment }: BoardVisit): string {
  const { standing: own } = frame.words;
  const { cancelledBy, cancelReason } = appointment;
  const who = own.cancelledBy[cancelledBy === null ? 'system' : doerOf(cancelledBy)];
  return cancelReason ? `${who}: ${wordFor(own.reasons, cancelReason, cancelReason)}` : who;
}

const consentCodes = ['no_consent', 'expired', 'evidence_too_weak'];
const inviteCodes = ['no_address', 'unverified', 'authority_ended'];
const accountCodes = ['quarantined', 'silent', 'paused'];
const channelCodes = ['channel_down', 'deaf', 'frozen', 'braked', 'throttled'];
/** Who does not want to hear is left in peace. */
const refusals = ['withdrawn', 'stopped', 'muted', 'erased'];

/** Null where nothing is to be done, or not by whoever reads it. */
export function nextStep(frame: Frame, visit: BoardVisit): NextStep | null {
  const { state, patient } = visit;
  const { next } = frame.words.standing;
  if (frame.staff?.role === 'doctor') return null;
  if (state.type === 'call') return { href: '/calls', label: next.call };
  if (state.type === 'absent') return { href: '/imports', label: next.lists };
  const code = state.type === 'unreached' ? state.code : null;
  const held = state.type === 'waits' ? state.row.code : code;
  if (held !== null && channelCodes.includes(held))
    return { href: '/channels', label: next.channel };
  if (code === null || refusals.includes(code)) return null;
  const card = `/patients/${patient.id}`;
  if (consentCodes.includes(code)) return { href: `${card}#consents`, label: next.consent };
  if (inviteCodes.includes(code)) return { href: `${card}#invite`, label: next.invite };
  if (accountCodes.includes(code)) return { href: `${card}#accounts`, label: next.account };
  return patient.phone ? { href: `tel:${patient.phone}`, label: next.phone } : null;
}
