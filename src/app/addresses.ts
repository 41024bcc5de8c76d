/** Accounts as the platform tells of them: new ones, and ones that may have changed hands. */

import { bindingsOfAddress } from '../store/bindings.ts';
import {
  type AccountRef,
  type AddressRow,
  findAddress,
  insertAddress,
  insertContact,
  learnUserId,
  lockAddresses,
  updateAddress,
} from '../store/people.ts';
import { openDeskTask } from './call-tasks.ts';
import type { TxContext } from './context.ts';
import { newId } from './ids.ts';
import { planPatients } from './plan.ts';

/** Another process may meet it in the same moment: whoever comes second gets the first's. Locked. */
export async function makeAddress(
  ctx: TxContext,
  ref: AccountRef,
  label: string | null = null,
): Promise<AddressRow> {
  const createdAt = ctx.clock.now();
  const contactId = newId();
  await insertContact(ctx.db, { id: contactId, label, createdAt });
  await insertAddress(ctx.db, { ...ref, id: newId(), contactId, createdAt });
  const [made] = await lockAddresses(ctx.db, ref);
  if (!made) throw new Error('address was not made');
  return made;
}

/** It may be somebody else's now: nothing goes there until a person has looked. */
export async function quarantine(
  ctx: TxContext,
  { id, quarantinedAt }: AddressRow,
  more: Partial<AddressRow> = {},
): Promise<void> {
  await updateAddress(ctx.db, id, { ...more, quarantinedAt: quarantinedAt ?? ctx.clock.now() });
  const bound = await bindingsOfAddress(ctx.db, id);
  for (const { patientId } of bound) {
    await openDeskTask(ctx, { patientId, purpose: 'visit', code: 'quarantined' });
  }
  await planPatients(
    ctx,
    bound.map(({ patientId }) => patientId),
  );
}

/** Whom the platform says that a message reached: somebody we know, did not know yet, or somebody else. */
export async function noteRecipient(
  ctx: TxContext,
  addressId: string | null,
  userId: string | undefined,
): Promise<void> {
  const address = addressId && userId ? await findAddress(ctx.db, addressId) : null;
  if (!address || !userId || address.userId === userId) return;
  if (address.userId === null) return learnUserId(ctx.db, { id: address.id, userId });
  if (address.quarantinedAt === null) await quarantine(ctx, address);
}
