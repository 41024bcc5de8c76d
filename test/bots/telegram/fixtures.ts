/** Shapes of core.telegram.org/bots/api with invented people. */

export const token = '7000000001:AAF-test_token_of_nobody';
export const account = '7000000001';

export const anna = {
  id: 5_100_000_001,
  is_bot: false,
  first_name: 'Анна',
  last_name: 'Смирнова',
  username: 'anna_s',
  language_code: 'ru',
};
export const annaSender = {
  userId: '5100000001',
  displayName: 'Анна Смирнова',
  username: 'anna_s',
  language: 'ru',
};
export const privateChat = { id: anna.id, first_name: 'Анна', type: 'private' };
export const group = { id: -1_001_234_567_890, title: 'Staff', type: 'supergroup' };
export const date = 1_795_000_000;
export const at = '2026-11-18T11:06:40.000Z';

export const message = (parts: object) => ({
  message_id: 41,
  from: anna,
  chat: privateChat,
  date,
  ...parts,
});

export const update = (parts: object) => ({ update_id: 900_000_017, ...parts });

export const bytes = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
