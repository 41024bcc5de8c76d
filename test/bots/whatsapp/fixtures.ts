/** Shapes of Meta's webhook pages (CHANNELS.md A.12, A.13) with invented people and numbers. */

export const account = '106540352242922';
export const otherAccount = '106540352242933';
export const waba = '102290129340398';
export const ownDigits = '15550783881';
export const anna = '79990000001';
export const annaId = 'RU.13491208655302741918';
export const timestamp = '1795000000';
export const at = '2026-11-18T11:06:40.000Z';
export const wamid = 'wamid.HBgLNzk5OTAwMDAwMDEVAgASGBQz';
export const contact = { profile: { name: 'Анна Смирнова' }, wa_id: anna, user_id: annaId };
export const sender = {
  phone: `+${anna}`,
  userId: annaId,
  displayName: 'Анна Смирнова',
  username: undefined,
};

export const metadata = (phone_number_id = account) => ({
  display_phone_number: ownDigits,
  phone_number_id,
});
export const message = (parts: object) => ({
  from: anna,
  from_user_id: annaId,
  id: wamid,
  timestamp,
  ...parts,
});
export const messages = (value: object) => ({
  field: 'messages',
  value: { messaging_product: 'whatsapp', metadata: metadata(), ...value },
});
export const webhook = (...changes: readonly unknown[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: waba, time: 1_795_000_000, changes }],
});

export const bytes = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
