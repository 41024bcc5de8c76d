/** Looks up what a colleague's chat must know, or does what they decided, before the answer. */

import type { AgreedChoice } from '../dialogue/staff-buttons.ts';
import type { Draft, StaffAsk, StaffFound } from '../dialogue/staff-types.ts';
import { addDays, toInstant, toLocal } from '../domain/time.ts';
import { findAlarm } from '../store/alarms.ts';
import { findReason } from '../store/registry.ts';
import type { StaffRow } from '../store/staff.ts';
import { closeAlarm, takeAlarm } from './alarms.ts';
import type { TxContext } from './context.ts';
import { type ChairWish, recordAtChair, takeBack } from './doctor-record.ts';
import { replyToThread } from './hand-over.ts';
import { alarmFacts, chairFacts, dayLines, visitTagged, zoneOfStaff } from './staff-facts.ts';

export async function lookedUp(
  ctx: TxContext,
  staff: StaffRow,
  ask: StaffAsk,
): Promise<StaffFound> {
  switch (ask.type) {
    case 'day':
      return dayOf(ctx, staff, ask);
    case 'visit': {
      const visit = await visitTagged(ctx, staff, ask.tag);
      return { type: 'visit', visit: visit && (await chairFacts(ctx, visit, ask.kind)) };
    }
    case 'record':
      return record(ctx, staff, ask);
    case 'undo':
      return undo(ctx, staff, ask.reasonId);
    case 'exit':
      return { type: 'exit' };
    default:
      return ofAlarm(ctx, staff, ask);
  }
}

const actorOf = ({ id }: StaffRow): string => `staff:${id}`;

async function dayOf(
  ctx: TxContext,
  staff: StaffRow,
  { day, page }: Extract<StaffAsk, { type: 'day' }>,
): Promise<StaffFound> {
  const zone = await zoneOfStaff(ctx, staff);
  const date = addDays(toLocal(ctx.clock.now(), zone).date, day);
  const at = toInstant({ local: `${date}T12:00`, zone });
  return { type: 'day', day, page, at, visits: await dayLines(ctx, staff, day) };
}

async function record(
  ctx: TxContext,
  staff: StaffRow,
  { draft, how }: Extract<StaffAsk, { type: 'record' }>,
): Promise<StaffFound> {
  const { tag, kind } = draft;
  const visit = await visitTagged(ctx, staff, tag);
  if (!visit) return { type: 'visit', visit: null };
  const by = { actor: actorOf(staff), byDoctor: staff.role === 'doctor' ? staff.doctorId : null };
  const recorded = await recordAtChair(ctx, visit, wishOf(draft, how), by);
  if (!recorded.ok) return { type: 'refused', tag, code: recorded.fault.code };
  const { reason, foreseen } = recorded.value;
  const chair = await chairFacts(ctx, visit, kind);
  return { type: 'recorded', visit: chair, reasonId: reason?.id ?? null, foreseen };
}

function wishOf(
  { kind, choice, argument, note, signedOn, item, done, left, risk }: Draft,
  how: AgreedChoice,
): ChairWish {
  const plan = { signedOn, urgentItem: item, done, left, risk };
  return {
    kind,
    choice: choice ?? '',
    agreed: how === 'yes',
    argument,
    note,
    plan: kind === 'plan' ? plan : null,
    freeConsultation: false,
    leaving: null,
    contraindications: [],
    guarantee: false,
  };
}

/** Only by whoever recorded it. */
async function undo(ctx: TxContext, staff: StaffRow, reasonId: string): Promise<StaffFound> {
  const reason = await findReason(ctx.db, reasonId);
  if (reason?.createdBy !== actorOf(staff)) return { type: 'refused', tag: null, code: 'not_own' };
  const undone = await takeBack(ctx, { id: reasonId, actor: actorOf(staff) });
  return undone.ok ? { type: 'undone' } : { type: 'refused', tag: null, code: undone.fault.code };
}

type OfAlarm = Extract<StaffAsk, { readonly alarmId: string }>;

async function ofAlarm(ctx: TxContext, staff: StaffRow, ask: OfAlarm): Promise<StaffFound> {
  const before = await alarmFacts(ctx, staff, ask.alarmId);
  const fault = before && (await actOn(ctx, staff, ask));
  return { type: 'alarm', alarm: before && (await alarmFacts(ctx, staff, ask.alarmId)), fault };
}

/** The code of what went wrong; null where it was done, or nothing was to be done. */
async function actOn(ctx: TxContext, staff: StaffRow, ask: OfAlarm): Promise<string | null> {
  const taking = { alarmId: ask.alarmId, staffId: staff.id, actor: actorOf(staff) };
  switch (ask.type) {
    case 'take': {
      const taken = await takeAlarm(ctx, taking);
      return taken.ok ? null : taken.fault.code;
    }
    case 'close': {
      const closed = await closeAlarm(ctx, { ...taking, outcome: ask.outcome });
      return closed.ok ? null : closed.fault.code;
    }
    case 'answer':
      return reply(ctx, staff, ask);
    default:
      return null;
  }
}

async function reply(
  ctx: TxContext,
  staff: StaffRow,
  { alarmId, text }: Extract<OfAlarm, { type: 'answer' }>,
): Promise<string | null> {
  const { threadId } = (await findAlarm(ctx.db, alarmId)) ?? {};
  if (!threadId) return 'thread_closed';
  const written = { threadId, text, actor: actorOf(staff), staffId: staff.id };
  const sent = await replyToThread(ctx, written);
  return sent.ok ? null : sent.fault.code;
}
