/** Effects about a visit, the treatment, and what a person must see. */

import { appendAudit } from '../store/consent.ts';
import { updateMessage } from '../store/messages.ts';
import { findReason, updateReason } from '../store/registry.ts';
import type { Application, EffectOf } from './apply.ts';
import type { TxContext } from './context.ts';
import { handOver } from './hand-over.ts';

export async function toPerson(
  ctx: TxContext,
  on: Application,
  effect: EffectOf<'hand_over'>,
): Promise<void> {
  const { reason, urgent } = effect;
  const threadId = await handOver(ctx, {
    addressId: on.address.id,
    patientId: effect.patientId,
    reason,
    urgent,
  });
  await updateMessage(ctx.db, on.inboundMessageId, {
    threadId,
    ...(effect.patientId && { patientId: effect.patientId }),
  });
}

export async function wellbeingAnswer(
  ctx: TxContext,
  effect: EffectOf<'wellbeing_answer'>,
): Promise<void> {
  const { reasonId, answer } = effect;
  await updateReason(ctx.db, reasonId, {
    state: 'answered',
    answer,
    answeredAt: ctx.clock.now(),
  });
  // That there was an answer, not what it said: an audit is for ever.
  await note(ctx, 'wellbeing_answered', reasonId);
}

/** The doctor sees that it was declined; nobody asks this time. */
export async function declineWellbeing(
  ctx: TxContext,
  { reasonId }: EffectOf<'decline_wellbeing'>,
): Promise<void> {
  await updateReason(ctx.db, reasonId, { state: 'closed' }, 'planned');
  await note(ctx, 'wellbeing_declined', reasonId);
}

async function note(ctx: TxContext, action: string, reasonId: string): Promise<void> {
  const reason = await findReason(ctx.db, reasonId);
  if (!reason) return;
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor: 'patient',
    action,
    subject: `patient:${reason.patientId}`,
    details: { reason: reasonId },
  });
}
