/** A person's answer outside the platform's window: a template tells the patient that it is there. */

import { bindingsOfAddress } from '../store/bindings.ts';
import { conversationOf } from '../store/conversation.ts';
import { type MessageRow, plannedOfAddress } from '../store/messages.ts';
import { findAddress } from '../store/people.ts';
import { findPatient } from '../store/registry.ts';
import { compose } from '../text/proactive.ts';
import { insertAnswer } from './answer.ts';
import type { TxContext } from './context.ts';
import { newId } from './ids.ts';
import { clinicOf, languageOfAccount } from './situation.ts';

/** Once per silence of the patient: their next word opens the window and brings the answer itself. */
export async function announceAnswer(ctx: TxContext, answer: MessageRow): Promise<void> {
  if (!answer.addressId || answer.kind === 'answer_waiting') return;
  if (await isAnnounced(ctx, answer.addressId)) return;
  const address = await findAddress(ctx.db, answer.addressId);
  if (!address) return;
  const [bound] = await bindingsOfAddress(ctx.db, address.id);
  const patient = bound ? await findPatient(ctx.db, bound.patientId) : null;
  const clinic = await clinicOf(ctx, patient);
  const id = newId();
  const language = await languageOfAccount(ctx, address, patient?.id ?? null);
  await insertAnswer(ctx, address, {
    id,
    kind: 'answer_waiting',
    content: compose('answer_waiting', { messageId: id, clinic: clinic?.name ?? '' }, language),
    patientId: answer.patientId,
    threadId: answer.threadId,
    notAfter: answer.notAfter,
  });
}

async function isAnnounced(ctx: TxContext, addressId: string): Promise<boolean> {
  const planned = await plannedOfAddress(ctx.db, addressId);
  if (planned.some((row) => row.kind === 'answer_waiting')) return true;
  const chat = await conversationOf(ctx.db, { addressId, limit: 50 });
  const lastWord = chat.findLastIndex((row) => row.direction === 'in');
  return chat.slice(lastWord + 1).some((row) => row.kind === 'answer_waiting');
}
