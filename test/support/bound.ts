/** An account that is proven to be its patient's, without the talk that leads there. */

import { makeAddress } from '../../src/app/addresses.ts';
import { putCard } from '../../src/app/cards.ts';
import { transact } from '../../src/app/context.ts';
import { newId } from '../../src/app/ids.ts';
import type { ChannelId } from '../../src/domain/words.ts';
import { insertBinding } from '../../src/store/bindings.ts';
import { findPatient } from '../../src/store/registry.ts';
import type { Phone, World } from './world.ts';

interface Binding {
  readonly id: string;
  readonly phone: Phone;
  readonly channel: ChannelId;
}

/** On WhatsApp the number proves it, and comes with every message. */
export async function bindPhone(
  { ctx, origin }: World,
  { id, phone, channel }: Binding,
): Promise<void> {
  const found = await fetch(`${origin}/sandbox/api/phones/${encodeURIComponent(phone.id)}`);
  const chats = (await found.json()) as Record<ChannelId, { userId: string | number }>;
  await transact(ctx, async (tx) => {
    const account = tx.channels.find((one) => one.id === channel)?.account ?? '';
    const userId = String(chats[channel].userId);
    const number = (await findPatient(tx.db, id))?.phone;
    const known = channel === 'whatsapp' && number ? { phone: number } : {};
    const address = await makeAddress(tx, { channel, account, userId, ...known });
    const at = tx.clock.now();
    await insertBinding(tx.db, {
      id: newId(),
      contactId: address.contactId,
      addressId: address.id,
      patientId: id,
      relation: 'self',
      verifiedBy: 'phone',
      verifiedAt: at,
      aliveAt: at,
      createdAt: at,
    });
  });
}

/** As whoever has written to us there, and agreed to be reminded. */
export async function agreedAt(world: World, binding: Binding): Promise<void> {
  await bindPhone(world, binding);
  const { id, channel, phone } = binding;
  await phone.act(channel, 'text', { text: 'спасибо' });
  await putCard(world.ctx, { patientId: id, change: { channels: [channel] }, actor: 'test' });
  await world.consent(id, { channels: [channel] });
}
