/** Effects about what a patient agrees to and may demand. */

import { isProven } from '../domain/identity.ts';
import { appendAudit } from '../store/consent.ts';
import { bindingsOfAddress, bindingsOfContact } from '../store/people.ts';
import { type Application, answer, type EffectOf } from './apply.ts';
import type { TxContext } from './context.ts';
import { requestErasure } from './erasure.ts';
import { exportPatients } from './export.ts';
import { appendConsent } from './ledger.ts';
import { languageOfAccount } from './situation.ts';
import { stopEverything } from './stopping.ts';

/** By an act in the chat; whoever is not proven to hold the account agrees to nothing here. */
export async function recordConsent(
  ctx: TxContext,
  on: Application,
  effect: EffectOf<'consent'>,
): Promise<void> {
  const bound = await bindingsOfAddress(ctx.db, on.address.id);
  const binding = bound.find((one) => one.patientId === effect.patientId);
  if (!binding || !isProven(binding.verifiedBy) || on.address.quarantinedAt) return;
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
  const { text, filename } = await exportPatients(ctx, ids, language);
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
  await stopEverything(ctx, on.address, { actor: 'patient', inboundId: on.row.id, wording });
}

/** A carer may remind and be reminded, but not take away or hand out what is another's. */
async function provenPatients(ctx: TxContext, on: Application): Promise<string[]> {
  if (on.address.quarantinedAt) return [];
  const live = await bindingsOfContact(ctx.db, on.address.contactId);
  const here = live.filter(({ address }) => address.id === on.address.id);
  return here
    .filter(({ binding }) => isProven(binding.verifiedBy) && binding.relation !== 'carer')
    .map(({ binding }) => binding.patientId);
}
