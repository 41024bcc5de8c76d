/** A signed paper names a number: on a messenger that may write first, that is an account. */

import { likelyRelation } from '../domain/identity.ts';
import type { ChannelId, EvidenceStrength } from '../domain/words.ts';
import { bindingsOfPatient, insertBinding, wasRefused } from '../store/bindings.ts';
import { lockAddresses } from '../store/people.ts';
import type { PatientRow } from '../store/registry.ts';
import { makeAddress } from './addresses.ts';
import { channelOf, type TxContext } from './context.ts';
import { authorityOf } from './identity.ts';
import { newId } from './ids.ts';

/** Weaker evidence does not show that the number was the patient's own to give. */
const strength_min: EvidenceStrength = 3;

/** Nothing where an account is bound already, or the messenger cannot write to a bare number. */
export async function connectByPaper(
  ctx: TxContext,
  patient: PatientRow,
  { channel: id, strength }: { channel: ChannelId; strength: EvidenceStrength },
): Promise<void> {
  const channel = channelOf(ctx, id);
  const phone = patient.guardian?.phone ?? patient.phone;
  if (!channel?.capabilities.writesFirst || !phone || strength < strength_min) return;
  const live = await bindingsOfPatient(ctx.db, patient.id);
  if (live.some(({ address }) => address.channel === id)) return;
  const at = ctx.clock.now();
  const ref = { channel: id, account: channel.account, phone };
  const [known] = await lockAddresses(ctx.db, ref);
  const address = known ?? (await makeAddress(ctx, ref));
  // In doubt whose it is, or known not to be theirs: a person looks first.
  if (address.quarantinedAt) return;
  if (await wasRefused(ctx.db, { addressId: address.id, patientId: patient.id })) return;
  const hasGuardian = patient.guardian !== null;
  const relation = likelyRelation({ birthDate: patient.birthDate, hasGuardian }, at);
  await insertBinding(ctx.db, {
    id: newId(),
    contactId: address.contactId,
    patientId: patient.id,
    addressId: address.id,
    relation,
    verifiedBy: 'paper',
    verifiedAt: at,
    aliveAt: at,
    authorityEndsOn: authorityOf(relation, patient),
    createdAt: at,
  });
}
