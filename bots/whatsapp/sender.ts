import { z } from 'zod';
import type { Sender } from '../channel.ts';
import { addressOf, phoneOf, text } from './body.ts';

const profile = z.object({
  wa_id: text,
  user_id: text,
  profile: z.object({ name: text, username: text }).optional().catch(undefined),
});

export type Profile = z.infer<typeof profile>;

interface From {
  readonly from?: string | undefined;
  readonly from_user_id?: string | undefined;
}

/** `value.contacts[]`: who the senders of a change are. */
export const profilesOf = (contacts: readonly unknown[]): readonly Profile[] =>
  contacts.flatMap((contact) => profile.safeParse(contact).data ?? []);

/** Who wrote a message; null if nothing of it can be answered. */
export function senderOf(value: From, profiles: readonly Profile[]): Sender | null {
  const { from, from_user_id } = value;
  // A batch may hold several people: a name goes only to the one it belongs to.
  const own = profiles.find(
    ({ wa_id, user_id }) =>
      (wa_id !== undefined && (wa_id === from || wa_id === from_user_id)) ||
      (user_id !== undefined && (user_id === from_user_id || user_id === from)),
  );
  const address = addressOf(from ?? own?.wa_id, from_user_id ?? own?.user_id);
  if (address === null) return null;
  const phone = address.phone ?? phoneOf(own?.wa_id);
  const userId = address.userId ?? addressOf(undefined, own?.user_id)?.userId;
  return { phone, userId, displayName: own?.profile?.name, username: own?.profile?.username };
}
