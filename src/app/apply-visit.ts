/** Effects about a visit, the treatment, and what a person must see. */

import { appendAudit } from '../store/consent.ts';
import { updateMessage } from '../store/messages.ts';
import { updateReason } from '../store/registry.ts';
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
  on: Application,
  effect: EffectOf<'wellbeing_answer'>,
): Promise<void> {
  const { reasonId, answer } = effect;
  await updateReason(ctx.db, reasonId, {
    state: 'answered',
    answer,
    answeredAt: ctx.clock.now(),
  });
  await note(ctx, on, 'wellbeing_answered', { reason: reasonId, answer });
}

/** The doctor sees that it was declined; nobody asks this time. */
export async function declineWellbeing(
  ctx: TxContext,
  on: Application,
  { reasonId }: EffectOf<'decline_wellbeing'>,
): Promise<void> {
  await updateReason(ctx.db, reasonId, { state: 'closed' }, 'planned');
  await note(ctx, on, 'wellbeing_declined', { reason: reasonId });
}

async function note(
  ctx: TxContext,
  on: Application,
  action: string,
  details: Record<string, unknown>,
): Promise<void> {
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor: 'patient',
    action,
    subject: `patient:${on.about?.patientId ?? ''}`,
    details,
  });
}
