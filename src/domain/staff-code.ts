/** The one-time code by which staff connect their own Telegram account: part of a link, or typed. */

/** Without letters that are taken for digits. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Random bytes that a code is made of: five bits of each. */
export const staffCodeLength = 12;

export const staffCodeOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');

/** What a link carries; no invitation of a patient begins so. */
export const staffCodeToken = (code: string): string => `s_${code}`;

/** As it is typed: `s-4kf7-29qm-x0dd`. */
export const spelledStaffCode = (code: string): string =>
  ['s', ...(code.match(/.{4}/g) ?? [])].join('-');

/** Null for words that are no such code. */
export function readStaffCode(text: string): string | null {
  const [, typed = ''] = /^(?:\/start\s+)?s[-_]([0-9a-z-]{12,14})$/i.exec(text.trim()) ?? [];
  const plain = typed.toLowerCase().replaceAll('-', '').replaceAll('o', '0');
  const code = plain.replaceAll(/[il]/g, '1');
  return code.length === staffCodeLength ? code : null;
}
