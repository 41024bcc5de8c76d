/** What staff read of reasons: what to say in a call, and why somebody seems not to answer. */

import { isFollowUp } from '../domain/reasons.ts';
import { likelyCause, type SilenceCause, unansweredMax } from '../domain/silence.ts';
import { findMessage, messagesOfReasons } from '../store/messages.ts';
import {
  findDoctor,
  findPatient,
  findReason,
  type ReasonRow,
  reasonsOf,
} from '../store/registry.ts';
import type { CallTaskRow } from '../store/threads.ts';
import type { Context } from './context.ts';
import { unanswered } from './reason-wishes.ts';
import { cardOf, clinicOf, zoneOf } from './situation.ts';

export interface CallReason {
  readonly reason: ReasonRow;
  readonly doctor: string | null;
  readonly clinic: string;
  readonly zone: string;
}

/** By the task; only those that a recorded reason asks for. */
export async function readCallReasons(
  ctx: Context,
  tasks: readonly CallTaskRow[],
): Promise<ReadonlyMap<string, CallReason>> {
  const found = new Map<string, CallReason>();
  for (const task of tasks) {
    const message = task.messageId ? await findMessage(ctx.db, task.messageId) : null;
    const reason = message?.reasonId ? await findReason(ctx.db, message.reasonId) : null;
    if (!reason || !isFollowUp(reason.kind)) continue;
    const doctor = reason.doctorId ? await findDoctor(ctx.db, reason.doctorId) : null;
    const clinic = await clinicOf(ctx, await findPatient(ctx.db, reason.patientId));
    const place = { clinic: clinic?.name ?? '', zone: clinic?.zone ?? 'UTC' };
    found.set(task.id, { reason, doctor: doctor?.name ?? null, ...place });
  }
  return found;
}

/** Null while there is no silence to explain. */
export async function readSilence(ctx: Context, patientId: string): Promise<SilenceCause | null> {
  const reasons = await reasonsOf(ctx.db, patientId);
  const silent = reasons.filter(({ state }) => state === 'silent').map(({ id }) => id);
  const existing = await messagesOfReasons(ctx.db, silent);
  const tried = await unanswered(ctx, { patientId, reasons, existing });
  if (tried.length < unansweredMax) return null;
  const clinic = await clinicOf(ctx, await findPatient(ctx.db, patientId));
  return likelyCause(tried, zoneOf(await cardOf(ctx, patientId), clinic));
}
