/** An account that nobody has met before. */

import {
  type AccountRef,
  type AddressRow,
  insertAddress,
  insertContact,
  lockAddresses,
} from '../store/people.ts';
import type { TxContext } from './context.ts';
import { newId } from './ids.ts';

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
