/** The service card, from whoever fills it in. Every change is audited. */

import { blankCard, type ServiceCard } from '../domain/card.ts';
import { appendAudit } from '../store/consent.ts';
import { findCard, findPatient, upsertCard } from '../store/registry.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, notFound, type Outcome, ok } from './fault.ts';
import { planPatient } from './plan.ts';

export interface CardChange {
  readonly patientId: string;
  readonly change: Partial<ServiceCard>;
  /** `patient`, `api` or `staff:<id>`. */
  readonly actor: string;
}

/** Without planning anew: for a caller that does it at the end of its own transaction. */
export async function saveCard(
  ctx: TxContext,
  { patientId, change, actor }: CardChange,
): Promise<void> {
  const row = await findCard(ctx.db, patientId);
  const { channels, hours, zone, reminders, language, budget } = {
    ...blankCard,
    ...row,
    ...change,
  };
  const at = ctx.clock.now();
  await upsertCard(ctx.db, {
    patientId,
    channels: [...channels],
    hours,
    zone,
    reminders,
    language,
    budget,
    updatedAt: at,
    updatedBy: actor,
  });
  await appendAudit(ctx.db, {
    at,
    actor,
    action: 'card_changed',
    subject: `patient:${patientId}`,
    details: change,
  });
}

export async function putCard(ctx: Context, change: CardChange): Promise<Outcome<ServiceCard>> {
  const outcome = await transact(ctx, async (tx) => {
    const patient = await findPatient(tx.db, change.patientId);
    if (!patient) return notFound('id', 'patient');
    if (patient.erasedAt) return conflict('id', 'erased', 'the patient asked to be forgotten');
    await saveCard(tx, change);
    await planPatient(tx, change.patientId);
    return ok((await findCard(tx.db, change.patientId)) ?? blankCard);
  });
  ctx.wake();
  return outcome;
}
