/** A colleague's own Telegram, in English. */

import type { TelegramWords } from './words-telegram-ru.ts';

export const telegramEn: TelegramWords = {
  title: 'My Telegram',
  titleOf: (name) => `Telegram for work: ${name}`,
  lead: 'Alarms come to your own Telegram, and after a visit you record there what is to follow.',
  only: 'The bot writes to staff in Telegram only. There is no such thing in WhatsApp.',
  privacy: 'Notifications hold initials and time only; a button opens the rest.',
  connected: (when) => `Connected ${when}.`,
  notConnected: 'Not connected.',
  connect: 'Get a code',
  again: 'New code',
  disconnect: 'Disconnect',
  scan: 'On this phone press the button, with another one point its camera here. Then “Start”.',
  open: 'Open Telegram',
  link: 'Link',
  type: 'Or type into the chat with the bot',
  until: (when) => `The code works once, until ${when}.`,
  notReady:
    'There is no link yet: the bot has not learned its name. The code can be typed into its chat.',
};
