/** An account that is proven belongs to a person: what that person said of all their accounts holds on it too. */

import { purposes } from '../domain/words.ts';
import { type BindingRow, bindingsOfContact, bindingsOfPatient } from '../store/bindings.ts';
import {
  type AddressRow,
  addressesOfContact,
  joinContacts,
  updateAddress,
} from '../store/people.ts';
import type { TxContext } from './context.ts';
import { placeOf } from './places.ts';
import { isSure } from './speaks.ts';
import { withdraw } from './withdraw.ts';

export interface Joining {
  readonly address: Pick<AddressRow, 'id' | 'contactId' | 'channel'>;
  readonly binding: BindingRow;
  /** Who made the link, where it was made in a chat. */
  readonly issuer: BindingRow | null;
}

/** Only on proof: whoever merely holds a link must not be heard as the patient. */
export async function joinPerson(ctx: TxContext, joining: Joining): Promise<void> {
  const into = await personBehind(ctx, joining);
  const from = joining.address.contactId;
  if (!into || into === from) return;
  await inheritHalt(ctx, { from, into });
  await joinContacts(ctx.db, { from, into });
}

/** The link's maker; else, for patients themselves, the contact of their other proven accounts. */
async function personBehind(ctx: TxContext, { binding, issuer }: Joining): Promise<string | null> {
  if (issuer) return issuer.contactId;
  if (binding.relation !== 'self') return null;
  const live = await bindingsOfPatient(ctx.db, binding.patientId);
  const other = live.find(
    (one) =>
      one.binding.id !== binding.id &&
      one.binding.relation === 'self' &&
      isSure(one.binding, one.address, ctx.clock.now()),
  );
  return other?.binding.contactId ?? null;
}

/** A stop said on one account is a stop on each that joins, paper included, until they agree anew there. */
async function inheritHalt(
  ctx: TxContext,
  { from, into }: { from: string; into: string },
): Promise<void> {
  const known = await addressesOfContact(ctx.db, into);
  const stoppedAt = known.find((one) => one.stoppedAt)?.stoppedAt ?? null;
  const pausedAt = known.find((one) => one.pausedAt)?.pausedAt ?? null;
  for (const address of await addressesOfContact(ctx.db, from)) {
    await updateAddress(ctx.db, address.id, {
      stoppedAt: address.stoppedAt ?? stoppedAt,
      pausedAt: address.pausedAt ?? pausedAt,
    });
  }
  if (!stoppedAt) return;
  for (const live of await bindingsOfContact(ctx.db, from)) {
    await withdraw(ctx, {
      place: placeOf(live),
      purposes,
      act: { mechanism: 'stop', inboundId: null },
    });
  }
}
