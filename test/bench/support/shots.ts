/** Webhooks as the platforms send them. */

import { createHmac } from 'node:crypto';
import type { Shot } from './load.ts';
import { secrets } from './secrets.ts';

export interface Said {
  /** Of the update or message; unique. */
  readonly n: number;
  readonly from: number;
  readonly text: string;
}

const json = { 'content-type': 'application/json' };

export function telegramShot({ n, from, text }: Said): Shot {
  const person = {
    id: from,
    first_name: 'Анна',
    last_name: 'Смирнова',
    username: `anna${from}`,
    language_code: 'ru',
  };
  const body = JSON.stringify({
    update_id: n,
    message: {
      message_id: n,
      date: 1_770_000_000,
      chat: { ...person, type: 'private' },
      from: { ...person, is_bot: false },
      text,
    },
  });
  const headers = { ...json, 'x-telegram-bot-api-secret-token': secrets.telegram };
  return { path: '/telegram', headers, body };
}

export function whatsappShot({ n, from, text }: Said): Shot {
  const id = `7999${String(from).padStart(7, '0')}`;
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: '106' },
    contacts: [{ profile: { name: 'Анна Смирнова' }, wa_id: id, user_id: `RU.${id}` }],
    messages: [
      { from: id, id: `wamid.${n}`, timestamp: '1770000000', type: 'text', text: { body: text } },
    ],
  };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '102', changes: [{ field: 'messages', value }] }],
  });
  const digest = createHmac('sha256', secrets.whatsapp).update(body).digest('hex');
  const headers = { ...json, 'x-hub-signature-256': `sha256=${digest}` };
  return { path: '/whatsapp', headers, body };
}

/** What patients write, of all lengths; none of it asks to stop. */
const texts = [
  'Здравствуйте! Подскажите, пожалуйста, что взять с собой на приём?',
  'да',
  'Спасибо, буду',
  'Можно перенести на четверг, после обеда? В среду никак не получается, работаю допоздна',
  'ок',
  'А если я опоздаю минут на десять, меня примут?',
  'Добрый день. После вчерашней процедуры немного ноет зуб, это нормально? Температуры нет',
  'Hello, what floor is it on?',
];

/** What somebody writes as the n-th message: the same words, never the same text twice in a row. */
export const chatter = (n: number): string => `${texts[n % texts.length]} ${n}`;
