/** Messages that say who an account belongs to: shared cards and changes of number or id. */

import { z } from 'zod';
import type { Sender } from '../channel.ts';
import { addressOf, type Part, phoneOf, text } from './body.ts';

const shared = z.object({
  origin: text,
  vcard: text,
  phones: z.array(z.object({ wa_id: text, phone: text })).catch([]),
});

/**
 * `origin: contact_request` is WhatsApp's word that the sender pressed our button and shared their
 * own card; `other` is any card. Where the sender's number is known, the two must agree as well.
 */
export function readContacts(
  { contacts }: { contacts: unknown[] },
  sender: Sender | null,
): Part | null {
  const cards = contacts.flatMap((contact) => shared.safeParse(contact).data ?? []);
  const card = cards.find(({ origin }) => origin === 'contact_request') ?? cards[0];
  const phone = card && cardPhone(card);
  if (phone === undefined) return null;
  const agrees = sender?.phone === undefined || sender.phone === phone;
  return { type: 'contact', phone, own: card?.origin === 'contact_request' && agrees };
}

function cardPhone(card: z.infer<typeof shared>): string | undefined {
  const [first] = card.phones;
  const waid = card.vcard?.match(/\bwaid=(\d+)/i)?.[1];
  return phoneOf(first?.wa_id) ?? phoneOf(first?.phone) ?? phoneOf(waid);
}

const changes = z.enum(['user_changed_number', 'user_changed_user_id']);
const system = z.object({
  system: z.object({ type: changes, wa_id: text, user_id: text, previous_user_id: text }),
});

type Change = Extract<Part, { type: 'account_changed' }> & { readonly sender: Sender | null };

/**
 * The account has another number or id; null for other system messages. `from` is the old number,
 * the new one and the ids stand inside `system` (…/whatsapp/changelog, 11 Aug 2026).
 */
export function readChange(value: unknown, from: string | undefined): Change | null {
  const parsed = system.safeParse(value);
  if (!parsed.success) return null;
  const { type, wa_id, user_id, previous_user_id } = parsed.data.system;
  const previous = addressOf(from, previous_user_id);
  if (previous === null) return null;
  return { sender: addressOf(wa_id, user_id), type: 'account_changed', previous, code: type };
}
