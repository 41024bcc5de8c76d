/** What a patient's short message asks for, when it is nothing but that. Both languages are always understood. */

import type { Language } from '../domain/words.ts';

export type Wish =
  | { readonly type: 'help' | 'settings' | 'person' | 'why' | 'not_me' }
  | { readonly type: 'language'; readonly language: Language | null }
  /** `yes` may answer anything; `confirm` speaks of coming. */
  | { readonly type: 'confirm' | 'yes' | 'move' | 'cancel' | 'thanks' };

const sentences: Readonly<Record<Exclude<Wish['type'], 'language'>, readonly string[]>> = {
  help: ['/help', 'помощь', 'справка', 'помогите разобраться', 'help', 'что ты умеешь'],
  settings: ['/settings', 'настройки', 'настройка', 'настроить', 'settings', 'preferences'],
  person: [
    ...['/person', 'человек', 'администратор', 'оператор', 'живой человек', 'позвать человека'],
    ...['позовите человека', 'позовите администратора', 'соедините с администратором'],
    ...['person', 'human', 'operator', 'receptionist', 'agent', 'talk to a person'],
  ],
  why: [
    ...['почему вы мне пишете', 'почему вы пишете', 'зачем вы мне пишете', 'зачем вы пишете'],
    ...['откуда у вас мой номер', 'why are you writing', 'why are you writing to me', 'why'],
    ...['почему', 'зачем'],
  ],
  not_me: [
    ...['это не я', 'вы ошиблись', 'вы ошиблись номером', 'ошиблись номером', 'не туда попали'],
    ...['не тот номер', 'это не мой визит', 'я не ваш пациент'],
    ...['not me', 'this is not me', 'wrong number', 'wrong person'],
  ],
  confirm: [
    ...[
      'подтверждаю',
      'подтвердить',
      'подтверждено',
      'да подтверждаю',
      'да буду',
      'буду',
      'я буду',
    ],
    ...['приду', 'да приду', 'обязательно буду', 'придем', 'будем', 'буду спасибо'],
    ...['confirm', 'confirmed', 'i confirm', 'yes i will', 'i will come', 'i am coming', 'coming'],
    ...['i will be there', 'ill be there', 'see you', 'yes confirm'],
  ],
  yes: [
    ...['да', 'да спасибо', 'ок', 'окей', 'ага', 'ok', 'okay', 'yes', 'yes thanks'],
    ...['+', '👍', '👌', '✅'],
  ],
  move: [
    ...['перенести', 'перенесите', 'перенос', 'перенести визит', 'перенести запись'],
    ...['хочу перенести', 'можно перенести', 'другое время', 'перезаписаться'],
    ...['move', 'reschedule', 'move my visit', 'another time', 'postpone'],
  ],
  cancel: [
    ...['отменить', 'отмена', 'отмените', 'отменить визит', 'отменить запись', 'отмените запись'],
    ...['отмените визит', 'не приду', 'не смогу', 'не смогу прийти', 'не смогу придти', 'не буду'],
    ...['не получится', 'не получится прийти', 'cancel', 'cancel my visit', 'cancel visit'],
    ...['cancel appointment', 'cancel my appointment', 'not coming', 'i am not coming'],
    ...['i cannot come', 'i can not come', 'i cant come', 'cant come'],
  ],
  thanks: [
    ...['спасибо', 'большое спасибо', 'спасибо большое', 'благодарю', 'спс', '🙏', '❤'],
    ...['thanks', 'thank you', 'thank you very much', 'thx'],
  ],
};

const languageNames: Readonly<Record<string, Language | null>> = {
  '/language': null,
  language: null,
  язык: null,
  'сменить язык': null,
  '/language en': 'en',
  english: 'en',
  английский: 'en',
  'in english': 'en',
  'по английски': 'en',
  '/language ru': 'ru',
  русский: 'ru',
  russian: 'ru',
  'по русски': 'ru',
  'на русском': 'ru',
};

const wishes: ReadonlyMap<string, Wish> = new Map([
  ...Object.entries(sentences).flatMap(([type, all]) =>
    all.map((one): [string, Wish] => [one, { type: type as keyof typeof sentences }]),
  ),
  ...Object.entries(languageNames).map(([one, language]): [string, Wish] => [
    one,
    { type: 'language', language },
  ]),
]);

/** The one wish that the whole message expresses, or null. */
export function wishOf(text: string): Wish | null {
  const plain = plainOf(text);
  return wishes.get(plain.replace(/ (?:пожалуйста|please)$/, '')) ?? wishes.get(plain) ?? null;
}

/** Lower case, `ё` as `е`, without the punctuation that carries no meaning here. */
export function plainOf(text: string): string {
  return text
    .slice(0, 500)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[’'`]/g, '')
    .replaceAll(/[\uFE0F\u{1F3FB}-\u{1F3FF}]/gu, '')
    .replaceAll(/[.,!?;"«»“”()…]+/g, ' ')
    .replaceAll(/(?<=\p{L})[-–—](?=\p{L})/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
