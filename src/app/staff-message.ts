/** Staff write to a patient first. The same policy decides as for everything else. */

import type { Decision } from '../domain/policy.ts';
import { dayMs } from '../domain/time.ts';
import type { Purpose } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { findMessage, insertMessage, updateMessage } from '../store/messages.ts';
import { findPatient } from '../store/registry.ts';
import { type Context, transact } from './context.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { newId } from './ids.ts';
import { planPatient } from './plan.ts';
import { considerProactive } from './situation.ts';
import { decidedNow } from './trail.ts';

const text_chars_max = 1000;
/** What a person has to say now is of little use much later. */
const worth_ms = 2 * dayMs;

export interface StaffMessage {
  readonly patientId: string;
  /** What it is about: the patient must have agreed to be written to about that. */
  readonly purpose: Purpose;
  readonly text: string;
  /** `staff:<id>` or `api`. */
  readonly actor: string;
}

/** Recorded whatever is decided; the decision says at once whether it goes, waits or will not go. */
export async function writeToPatient(
  ctx: Context,
  message: StaffMessage,
): Promise<Outcome<{ messageId: string; decision: Decision }>> {
  const text = message.text.trim();
  if (text === '') return invalid('text', 'empty', 'text must not be empty');
  if (text.length > text_chars_max) {
    return invalid('text', 'too_long', `text must have at most ${text_chars_max} characters`);
  }
  const outcome = await transact(ctx, async (tx) => {
    const patient = await findPatient(tx.db, message.patientId);
    if (!patient) return notFound('id', 'patient');
    if (patient.erasedAt) return conflict('id', 'erased', 'the patient asked to be forgotten');
    const now = tx.clock.now();
    const id = newId();
    await insertMessage(tx.db, {
      id,
      direction: 'out',
      kind: 'staff_message',
      proactive: true,
      purpose: message.purpose,
      patientId: patient.id,
      content: { text },
      author: message.actor,
      planKey: `staff:${id}`,
      state: 'planned',
      dueAt: now,
      notAfter: new Date(now.getTime() + worth_ms),
      tries: 0,
      createdAt: now,
    });
    await appendAudit(tx.db, {
      at: now,
      actor: message.actor,
      action: 'patient_written_to',
      subject: `patient:${patient.id}`,
      details: { message: id, purpose: message.purpose },
    });
    const row = await findMessage(tx.db, id);
    if (!row) throw new Error('message was not written');
    const { decision } = await considerProactive(tx, row, now);
    const { verdict, code, until = null } = decision;
    await updateMessage(tx.db, id, { verdict, code, until, decidedAt: now });
    await decidedNow(tx, [{ messageId: id, decision, stage: 'plan' }]);
    await planPatient(tx, patient.id);
    return ok({ messageId: id, decision });
  });
  ctx.wake();
  return outcome;
}
