/** How a visit stands: who confirmed, who is silent, who will not be reached and why. */

import type { DecisionCode } from '../domain/decision.ts';
import { hasLeft } from '../domain/said.ts';
import type { MessageRow } from '../store/messages.ts';
import type { AppointmentRow } from '../store/registry.ts';
import type { CallTaskRow } from '../store/threads.ts';
import { sayingOf } from './said.ts';

export type DayState =
  | { readonly type: 'over'; readonly status: 'arrived' | 'completed' | 'no_show' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'absent'; readonly since: Date }
  | { readonly type: 'confirmed' }
  /** A person has to call: about a message that cannot go, or whose fate nobody knows. */
  | { readonly type: 'call'; readonly code: string; readonly task: CallTaskRow }
  /** They were asked and have not answered. */
  | { readonly type: 'asked'; readonly row: MessageRow; readonly next: MessageRow | null }
  | { readonly type: 'called'; readonly task: CallTaskRow }
  | { readonly type: 'ahead'; readonly row: MessageRow }
  /** It would go, but is held up for now. */
  | { readonly type: 'waits'; readonly row: MessageRow }
  /** They were told and not asked. */
  | { readonly type: 'told'; readonly row: MessageRow }
  | { readonly type: 'unreached'; readonly code: DecisionCode | null }
  /** Nothing has to be said. */
  | { readonly type: 'quiet'; readonly code: DecisionCode | null };

export type DayGroup = 'confirmed' | 'silent' | 'unreached' | 'came' | 'off';

const groups: Readonly<Record<DayState['type'], DayGroup>> = {
  over: 'came',
  cancelled: 'off',
  absent: 'unreached',
  confirmed: 'confirmed',
  call: 'unreached',
  asked: 'silent',
  called: 'silent',
  ahead: 'silent',
  waits: 'silent',
  told: 'silent',
  unreached: 'unreached',
  quiet: 'silent',
};

export const groupOf = (state: DayState): DayGroup =>
  state.type === 'over' && state.status === 'no_show' ? 'off' : groups[state.type];

export interface Facts {
  readonly appointment: AppointmentRow;
  /** Of this visit, in the order in which they are or were due. */
  readonly reminders: readonly MessageRow[];
  /** Of this visit, oldest first. */
  readonly calls: readonly CallTaskRow[];
}

export function stateOf({ appointment, reminders, calls }: Facts): DayState {
  const { status, absentAt } = appointment;
  if (status === 'cancelled') return { type: 'cancelled' };
  if (status === 'arrived' || status === 'completed' || status === 'no_show')
    return { type: 'over', status };
  if (absentAt) return { type: 'absent', since: absentAt };
  if (status === 'confirmed') return { type: 'confirmed' };
  const open = calls.find(({ state }) => state === 'open');
  if (open) return { type: 'call', code: open.code, task: open };
  return spoken(aboutNow(appointment, reminders)) ?? called(calls) ?? rest(appointment, reminders);
}

/** What was said, or is to be said, of the time and place as they are now. */
function aboutNow(visit: AppointmentRow, rows: readonly MessageRow[]): readonly MessageRow[] {
  return rows.filter((row) => {
    if (row.scheduleVersion === visit.scheduleVersion) return true;
    const saying = sayingOf(visit, row);
    return (
      saying !== null &&
      hasLeft(saying) &&
      saying.tells?.startsAt.getTime() === visit.startsAt.getTime() &&
      saying.tells.clinicId === visit.clinicId
    );
  });
}

const asking: readonly string[] = ['visit_three_days', 'visit_day_before', 'visit_moved'];
const isComing = ({ state }: MessageRow): boolean => state === 'planned' || state === 'claimed';
const isAhead = (row: MessageRow): boolean => isComing(row) && row.verdict === 'send';
const hasGone = (row: MessageRow): boolean => row.state !== 'claimed' && hasLeft(row);

function spoken(rows: readonly MessageRow[]): DayState | null {
  const asked = rows.findLast((row) => hasGone(row) && asking.includes(row.kind));
  return asked ? { type: 'asked', row: asked, next: rows.find(isAhead) ?? null } : null;
}

function called(calls: readonly CallTaskRow[]): DayState | null {
  const last = calls.findLast(({ result }) => result !== 'superseded');
  return last ? { type: 'called', task: last } : null;
}

function rest(appointment: AppointmentRow, reminders: readonly MessageRow[]): DayState {
  const rows = aboutNow(appointment, reminders);
  const ahead = rows.find(isAhead);
  if (ahead) return { type: 'ahead', row: ahead };
  const waits = rows.find((row) => isComing(row) && row.verdict === 'wait');
  if (waits) return { type: 'waits', row: waits };
  const told = rows.findLast(hasGone);
  if (told) return { type: 'told', row: told };
  const refused = rows.filter((row) => row.verdict === 'drop' || row.state === 'failed');
  const bad = refused.findLast(({ code }) => !isHarmless(code));
  if (bad) return { type: 'unreached', code: bad.code };
  const called = rows.findLast(({ verdict }) => verdict === 'call');
  return called
    ? { type: 'unreached', code: called.code }
    : { type: 'quiet', code: refused.at(-1)?.code ?? null };
}

const harmless: readonly (string | null)[] = [
  'booked_late',
  'planned_late',
  'merged',
  'confirmed',
  'known_already',
  'already_answered',
] satisfies readonly DecisionCode[];

const isHarmless = (code: string | null): boolean => harmless.includes(code);
