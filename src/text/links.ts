/** Words around the dialogue: what an invitation link writes for the patient, the bot's menu of commands. */

import type { Language } from '../domain/words.ts';

/** Put into the patient's own message by a WhatsApp link, so it speaks as the patient. */
const greetings: Readonly<Record<Language, string>> = {
  ru: 'Здравствуйте! Я по приглашению клиники.',
  en: 'Hello! I was invited by the clinic.',
};

export const invitationGreeting = (language: Language): string => greetings[language];

export interface Command {
  readonly command: string;
  readonly description: string;
  readonly language: Language;
}

export const commands: readonly Command[] = [
  { command: 'settings', description: 'О чём, где и когда писать', language: 'ru' },
  { command: 'help', description: 'Что умеет бот', language: 'ru' },
  { command: 'privacy', description: 'Что мы о вас храним и зачем', language: 'ru' },
  { command: 'mydata', description: 'Получить копию своих данных', language: 'ru' },
  { command: 'forget', description: 'Удалить свои данные', language: 'ru' },
  { command: 'language', description: 'Язык', language: 'ru' },
  { command: 'stop', description: 'Больше не писать', language: 'ru' },
  { command: 'settings', description: 'What, where and when we write', language: 'en' },
  { command: 'help', description: 'What this bot does', language: 'en' },
  { command: 'privacy', description: 'What we keep about you, and why', language: 'en' },
  { command: 'mydata', description: 'Get a copy of your data', language: 'en' },
  { command: 'forget', description: 'Delete your data', language: 'en' },
  { command: 'language', description: 'Language', language: 'en' },
  { command: 'stop', description: 'Stop all messages', language: 'en' },
];
