/** Reasons as colleagues look through them: of one patient, and of everybody by their due dates. */

import type { FollowUpKind } from '../domain/reasons.ts';
import type { SilenceCause } from '../domain/silence.ts';
import type { ReasonState } from '../domain/words.ts';
import { type ListedReason, listReasons } from '../store/reasons.ts';
import { findAppointment, listDoctors, type ReasonRow, reasonsOf } from '../store/registry.ts';
import { threadsOfPatients } from '../store/threads.ts';
import type { Context } from './context.ts';
import type { Page } from './queries-api.ts';
import { readSilence } from './queries-reasons.ts';

export interface PatientReason {
  readonly reason: ReasonRow;
  readonly doctor: string | null;
  /** When the visit is that it came to. */
  readonly bookedAt: Date | null;
  /** Where the answer stands. */
  readonly threadId: string | null;
}

/** The latest due first. */
export async function readReasonsOf(
  ctx: Context,
  patientId: string,
): Promise<readonly PatientReason[]> {
  const reasons = await reasonsOf(ctx.db, patientId);
  if (reasons.length === 0) return [];
  const doctors = new Map((await listDoctors(ctx.db)).map(({ id, name }) => [id, name]));
  const [thread] = await threadsOfPatients(ctx.db, [patientId]);
  const all = await Promise.all(
    reasons.map(async (reason) => {
      const visit = reason.bookedId ? await findAppointment(ctx.db, reason.bookedId) : null;
      const doctor = doctors.get(reason.doctorId ?? '') ?? null;
      const threadId = reason.answeredAt ? (thread?.id ?? null) : null;
      return { reason, doctor, bookedAt: visit?.startsAt ?? null, threadId };
    }),
  );
  return all.toReversed();
}

export const listedStates = [
  'open',
  'ask',
  'planned',
  'sent',
  'answered',
  'silent',
  'booked',
] as const;
/** What the list shows: `open` is all that is not over, `ask` is what nobody has agreed on yet. */
export type ListedState = (typeof listedStates)[number];

export interface ReasonListQuery {
  readonly state: ListedState;
  readonly kind: FollowUpKind | undefined;
  readonly doctorId: string | undefined;
  readonly after: string | undefined;
}

export interface ListedEntry extends ListedReason {
  /** Why a silent patient seems not to answer. */
  readonly cause: SilenceCause | null;
}

const page_max = 30;

export async function readReasonList(
  ctx: Context,
  { state, kind, doctorId, after }: ReasonListQuery,
): Promise<Page<ListedEntry, string>> {
  const found = await listReasons(ctx.db, {
    states: statesOf(state),
    asksOnly: state === 'ask',
    kind,
    doctorId,
    after: cursorOf(after),
    limit: page_max + 1,
  });
  const shown = found.slice(0, page_max);
  const items = await Promise.all(
    shown.map(async (one) => ({
      ...one,
      cause: one.reason.state === 'silent' ? await readSilence(ctx, one.patient.id) : null,
    })),
  );
  const last = shown.at(-1)?.reason;
  const next = found.length > page_max && last ? `${last.dueAt.getTime()}_${last.id}` : null;
  return { items, next };
}

function statesOf(state: ListedState): readonly ReasonState[] {
  if (state === 'open') return ['planned', 'sent', 'answered', 'silent'];
  return state === 'ask' ? ['planned'] : [state];
}

function cursorOf(text: string | undefined) {
  const [, at, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(text ?? '') ?? [];
  return at && id ? { dueAt: new Date(Number(at)), id } : undefined;
}
