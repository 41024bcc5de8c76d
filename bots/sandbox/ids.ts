/** Ids the platforms would make: the same person gets the same ones in every new sandbox. */

/** FNV-1a over the characters; spread enough for a few hundred phones. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) {
    value = Math.imul(value ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return value;
}

export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '');
}

export function telegramUserId(phone: string, taken: (id: number) => boolean): number {
  let id = 100_000_000 + (hash(`telegram ${phone}`) % 900_000_000);
  while (taken(id)) id += 1;
  return id;
}

const countryOfPrefix: readonly (readonly [string, string])[] = [
  ['7', 'RU'],
  ['44', 'GB'],
  ['1', 'US'],
  ['375', 'BY'],
  ['49', 'DE'],
];

function countryOf(phone: string): string {
  const digits = digitsOf(phone);
  return countryOfPrefix.find(([prefix]) => digits.startsWith(prefix))?.[1] ?? 'US';
}

/** Business-scoped user id: one per person and WhatsApp Business account. `owner` counts those of one number. */
export function businessScopedId(account: string, phone: string, owner = 1): string {
  const whose = owner === 1 ? phone : `${phone} ${owner}`;
  const parts = [1, 2].map((part) => String(hash(`${account} ${part} ${whose}`)).padStart(10, '0'));
  return `${countryOf(phone)}.${parts.join('')}`;
}

export function wamid(seed: number, number: number): string {
  const raw = `sandbox-${seed.toString(36)}-${String(number).padStart(8, '0')}`;
  return `wamid.${btoa(raw).replaceAll('=', '')}`;
}

/** Random once, then journaled: a sandbox begun anew must not repeat the ids of an earlier one. */
export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % 1_000_000_000;
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

export function toHex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function unixSeconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}
