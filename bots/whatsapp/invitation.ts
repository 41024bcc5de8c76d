import type { InvitationLink } from '../channel.ts';

/** 32 bytes as base64url. Exactly so many: a shorter word after `code:` is something a patient wrote. */
const pattern = /(?:(?<![\p{L}\p{N}])(?:код|code)\s*:\s*|#)([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/iu;

/** The token in a message that an invitation link has prepared, or null. */
export const invitationToken = (text: string): string | null => pattern.exec(text)?.[1] ?? null;

/**
 * A wa.me link that opens a chat with the message written but not sent. Without our number WhatsApp
 * lets the person choose a chat (faq.whatsapp.com/5913398998672934).
 */
export function invitationLink(
  { token, greeting }: InvitationLink,
  ownPhone: string | null,
): string {
  const word = /\p{Script=Cyrillic}/u.test(greeting) ? 'код' : 'code';
  const text = `${greeting}\n(${word}: ${token})`;
  return `https://wa.me/${ownPhone?.replace(/\D/g, '') ?? ''}?text=${encodeURIComponent(text)}`;
}
