/** What a patient answers to an invitation. */

import type { Effect } from '../dialogue/types.ts';
import { mayBook } from '../domain/reason-life.ts';
import { isFollowUp } from '../domain/reasons.ts';
import { toInstant } from '../domain/time.ts';
import { appendAudit } from '../store/consent.ts';
import { lockReason } from '../store/reasons.ts';
import {
  findPatient,
  insertReason,
  type ReasonRow,
  reasonsOf,
  updateReason,
} from '../store/registry.ts';
import type { TxContext } from './context.ts';
import { newReason } from './reason-row.ts';
import { dueTime } from './reason-turns.ts';
import { clinicOf } from './situation.ts';

type ReasonAnswer = Extract<Effect, { type: 'reason_answer' }>;

/** The last word counts, until a visit is booked. */
export async function answerReason(ctx: TxContext, effect: ReasonAnswer): Promise<void> {
  const reason = await lockReason(ctx.db, effect.reasonId);
  if (!reason || !isFollowUp(reason.kind) || !mayBook(reason.state)) return;
  const at = ctx.clock.now();
  const answered = { answeredAt: at, answerBy: null, updatedAt: at };
  switch (effect.answer) {
    case 'later':
      await postpone(ctx, reason, effect.dueOn);
      break;
    case 'elsewhere':
    case 'declined':
      await updateReason(ctx.db, reason.id, {
        ...answered,
        state: effect.answer,
        closedAt: at,
        closedBy: 'patient',
      });
      await endSuccessors(ctx, reason);
      break;
    case 'agreed':
      // After a "no" the patient has thought better of it.
      if (reason.state === 'declined')
        await updateReason(ctx.db, reason.id, { state: 'planned', closedAt: null, closedBy: null });
      break;
    default:
      // Asked for a person or for a time: what was ended before is not open again by that.
      if (reason.closedAt === null)
        await updateReason(ctx.db, reason.id, { ...answered, state: 'answered' });
  }
  await appendAudit(ctx.db, {
    at,
    actor: 'patient',
    action: `reason_${effect.answer}`,
    subject: `patient:${reason.patientId}`,
    details: { reason: reason.id, purpose: reason.purpose },
  });
}

/** This one is over, and another stands for the day that the patient named. */
async function postpone(ctx: TxContext, reason: ReasonRow, dueOn: string): Promise<void> {
  const now = ctx.clock.now();
  const clinic = await clinicOf(ctx, await findPatient(ctx.db, reason.patientId));
  const dueAt = toInstant({ local: `${dueOn}T${dueTime}`, zone: clinic?.zone ?? 'UTC' });
  await updateReason(ctx.db, reason.id, {
    state: 'later',
    answeredAt: now,
    answerBy: null,
    closedAt: now,
    closedBy: 'patient',
    updatedAt: now,
  });
  await endSuccessors(ctx, reason);
  const { patientId, purpose, kind, doctorId, argument, note, intervalMonths, guarantee } = reason;
  await insertReason(
    ctx.db,
    newReason({
      ...{ patientId, purpose, kind, doctorId, argument, note, intervalMonths, guarantee, dueAt },
      appointmentId: reason.appointmentId,
      evidence: { ...reason.evidence, dueOn, namedOn: dueOn, laterOf: reason.id },
      createdBy: 'patient',
      createdAt: now,
    }),
  );
}

/** What stood for a later day is settled with it. */
export async function endSuccessors(ctx: TxContext, { id, patientId }: ReasonRow): Promise<void> {
  const at = ctx.clock.now();
  const next = (await reasonsOf(ctx.db, patientId)).filter(
    ({ evidence, state }) => evidence.laterOf === id && state === 'planned',
  );
  for (const one of next)
    await updateReason(ctx.db, one.id, {
      state: 'closed',
      closedAt: at,
      closedBy: 'patient',
      updatedAt: at,
    });
}
