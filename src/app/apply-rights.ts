/** Effects about what a patient agrees to and may demand. */

import { needsPaper } from '../domain/consent.ts';
import type { Purpose } from '../domain/words.ts';
import { bindingsOfAddress, findLiveBinding } from '../store/bindings.ts';
import { appendAudit } from '../store/consent.ts';
import { findPatient } from '../store/registry.ts';
import { type Application, answer, type EffectOf } from './apply.ts';
import { openDeskTask } from './call-tasks.ts';
import type { TxContext } from './context.ts';
import { requestErasure } from './erasure.ts';
import { exportPatients } from './export.ts';
import { appendConsent } from './ledger.ts';
import { clinicOf, languageOfAccount } from './situation.ts';
import { mayAct } from './speaks.ts';
import { stopEverything } from './stopping.ts';

/** By an act in the chat; whoever is not known to hold the account agrees to nothing here. */
export async function recordConsent(
  ctx: TxContext,
  on: Application,
  effect: EffectOf<'consent'>,
): Promise<void> {
  const { patientId } = effect;
  const binding = await findLiveBinding(ctx.db, { addressId: on.address.id, patientId });
  if (!binding) return;
  // A refusal is taken from whoever holds the account: it speaks of this account alone.
  const taken = effect.act === 'withdrawn' || (await mayAct(ctx, { binding, address: on.address }));
  if (!taken) return;
  for (const purpose of effect.purposes) {
    await appendConsent(ctx, {
      patientId: binding.patientId,
      purpose,
      channel: on.address.channel,
      bindingId: binding.id,
      act: effect.act,
      mechanism: 'chat',
      strength: 2,
      notice: effect.notice,
      wording: effect.wording,
      actor: 'patient',
      inboundId: on.row.id,
      reasonId: effect.reasonId ?? null,
    });
  }
  if (effect.act === 'given') await askForPaper(ctx, binding.patientId, effect.purposes);
}

/** A clinic that demands a signature gets it at the desk; until then nothing is sent, and somebody knows. */
async function askForPaper(
  ctx: TxContext,
  patientId: string,
  given: readonly Purpose[],
): Promise<void> {
  const clinic = await clinicOf(ctx, await findPatient(ctx.db, patientId));
  const purpose = given.find((one) => needsPaper(clinic?.consentPolicy ?? null, one));
  if (purpose) await openDeskTask(ctx, { patientId, purpose, code: 'paper_needed' });
}

/** What we hold of everyone this account is proven to speak for, as one file. */
export async function exportData(ctx: TxContext, on: Application): Promise<void> {
  const ids = await provenPatients(ctx, on);
  if (ids.length === 0) return;
  const language = await languageOfAccount(ctx, on.address, ids[0] ?? null);
  const at = ctx.clock.now();
  for (const id of ids) {
    const entry = { at, actor: 'patient', action: 'exported', details: {} };
    await appendAudit(ctx.db, { ...entry, subject: `patient:${id}` });
  }
  const own = { contactId: on.address.contactId };
  const { text, filename } = await exportPatients(ctx, ids, language, own);
  await answer(ctx, on, {
    kind: 'export',
    content: { text: filename, document: { filename, text } },
  });
}

/** Everything stops at once; the rest is done by a named person, within the term. */
export async function forget(
  ctx: TxContext,
  on: Application,
  effect: EffectOf<'forget'>,
): Promise<void> {
  for (const patientId of await provenPatients(ctx, on)) {
    await requestErasure(ctx, { patientId, requestedBy: 'patient', addressId: on.address.id });
  }
  const { wording } = effect;
  const { id: inboundId, receivedAt: heardAt } = on.row;
  await stopEverything(ctx, on.address, { actor: 'patient', inboundId, wording, heardAt });
}

/** A carer may remind and be reminded, but not take away or hand out what is another's. */
async function provenPatients(ctx: TxContext, on: Application): Promise<string[]> {
  const found: string[] = [];
  for (const binding of await bindingsOfAddress(ctx.db, on.address.id)) {
    if (binding.relation === 'carer') continue;
    if (await mayAct(ctx, { binding, address: on.address })) found.push(binding.patientId);
  }
  return found;
}
