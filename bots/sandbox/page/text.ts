/** The words of the phones page, in both languages. */

import type { Language } from '../../../src/domain/words.ts';
import type { FaultName } from '../faults.ts';

export interface PageText {
  readonly title: string;
  readonly subtitle: string;
  readonly console: string;
  readonly clock: string;
  readonly plusHour: string;
  readonly plusDay: string;
  readonly toNext: string;
  readonly setClock: string;
  readonly set: string;
  readonly moving: string;
  readonly clinicBot: string;
  readonly clinic: string;
  readonly bot: string;
  readonly typing: string;
  readonly windowOpen: (until: string) => string;
  readonly windowClosed: string;
  readonly start: string;
  readonly unblock: string;
  readonly block: string;
  readonly photo: string;
  readonly ownContact: string;
  readonly otherContact: string;
  readonly react: string;
  readonly stopMarketing: string;
  readonly resumeMarketing: string;
  readonly message: string;
  readonly send: string;
  readonly attach: string;
  readonly edited: string;
  readonly empty: { readonly telegram: string; readonly whatsapp: string };
  readonly blocked: string;
  readonly off: (channel: string) => string;
  readonly openLink: string;
  readonly open: string;
  readonly linkHint: string;
  readonly linkOfOther: string;
  readonly failed: string;
  readonly hidden: string;
  readonly staff: string;
  readonly staffEmpty: string;
  readonly staffReply: string;
  readonly general: string;
  readonly addPhone: string;
  readonly name: string;
  readonly phone: string;
  readonly hidePhone: string;
  readonly add: string;
  readonly taken: string;
  readonly faults: string;
  readonly faultsHint: string;
  readonly channel: string;
  readonly whom: string;
  readonly everybody: string;
  readonly times: string;
  readonly untilRemoved: string;
  readonly faultNames: Readonly<Record<FaultName, string>>;
  readonly setFault: string;
  readonly remove: string;
  readonly howTo: string;
  readonly steps: readonly string[];
  readonly close: string;
  readonly today: string;
  readonly openFile: string;
  readonly fileNotKept: string;
  readonly changeNumber: string;
  readonly newAccount: string;
  readonly passNumberOn: string;
  readonly numberLost: string;
  readonly lost: string;
  readonly unsupported: string;
}

const ru: PageText = {
  title: 'Телефоны',
  subtitle: 'песочница мессенджеров',
  console: 'Консоль клиники',
  clock: 'Часы',
  plusHour: '+1 час',
  plusDay: '+1 день',
  toNext: 'К следующему событию',
  setClock: 'Поставить время',
  set: 'Поставить',
  moving: 'Время идёт…',
  clinicBot: 'Бот клиники',
  clinic: 'Клиника',
  bot: 'бот',
  typing: 'печатает…',
  windowOpen: (until) => `окно до ${until}`,
  windowClosed: 'бизнес-аккаунт',
  start: 'Запустить',
  unblock: 'Разблокировать',
  block: 'Заблокировать',
  photo: 'Отправить фото',
  ownContact: 'Поделиться своим номером',
  otherContact: 'Отправить чужой контакт',
  react: 'Поставить реакцию',
  stopMarketing: 'Остановить рекламу',
  resumeMarketing: 'Разрешить рекламу',
  message: 'Сообщение',
  send: 'Отправить',
  attach: 'Ещё',
  edited: 'изменено',
  empty: {
    telegram: 'Здесь пока ничего нет. Откройте приглашение или нажмите «Запустить».',
    whatsapp: 'Здесь пока ничего нет. Откройте приглашение или напишите клинике.',
  },
  blocked: 'Вы заблокировали этот чат',
  off: (channel) => `${channel} подключён по-настоящему: пишите с телефона.`,
  openLink: 'Открыть приглашение',
  open: 'Открыть',
  linkHint: 'Ссылка-приглашение',
  linkOfOther: 'Эта ссылка ведёт не к нашему боту',
  failed: 'Не получилось',
  hidden: 'номер скрыт',
  staff: 'Чат сотрудников',
  staffEmpty: 'Пока тихо. Сюда бот передаёт то, что должен решить человек.',
  staffReply: 'Ответ сотрудника',
  general: 'Общая тема',
  addPhone: 'Новый телефон',
  name: 'Имя и фамилия',
  phone: 'Номер, например +79990000004',
  hidePhone: 'Скрывать номер в WhatsApp',
  add: 'Добавить',
  taken: 'Такой номер уже есть',
  faults: 'Сбои по заказу',
  faultsHint: 'Платформа ведёт себя так, как здесь задано.',
  channel: 'Канал',
  whom: 'Кому',
  everybody: 'всем',
  times: 'Сколько раз (пусто: пока не снят)',
  untilRemoved: 'пока не снят',
  faultNames: {
    throttle: 'Слишком часто (429)',
    server_error: 'Ошибка сервера (500)',
    silent: 'Принято, ответа нет',
    drop: 'Принято, ответ оборван',
    refuse: 'Отказ (503)',
    window_closed: 'Окно закрыто',
    template_paused: 'Шаблон на паузе',
    undeliverable: 'Принято, не доставлено',
    duplicate_webhooks: 'События дважды',
    reorder_webhooks: 'События не по порядку',
    lose_statuses: 'Статусы теряются',
    hold_webhooks: 'События задержаны',
    token_revoked: 'Токен отозван (401)',
  },
  setFault: 'Включить',
  remove: 'Снять',
  howTo: 'С чего начать',
  steps: [
    'В консоли клиники создайте приглашение для пациента.',
    'Вставьте ссылку под телефоном и нажмите «Открыть».',
    'Нажимайте кнопки в чате, как пациент.',
    'Передвиньте часы: бот напишет сам.',
  ],
  close: 'Закрыть',
  today: 'Сегодня',
  openFile: 'Открыть файл',
  fileNotKept: 'Файл не сохранён',
  changeNumber: 'Сменить номер',
  newAccount: 'Завести новый аккаунт',
  passNumberOn: 'Номер достался другому',
  numberLost: 'Этот номер теперь у другого человека',
  lost: 'передан',
  unsupported: 'Сообщение, которое API не передаёт',
};

const en: PageText = {
  title: 'Phones',
  subtitle: 'messenger sandbox',
  console: 'Clinic console',
  clock: 'Clock',
  plusHour: '+1 hour',
  plusDay: '+1 day',
  toNext: 'To the next event',
  setClock: 'Set the time',
  set: 'Set',
  moving: 'Time is passing…',
  clinicBot: 'Clinic bot',
  clinic: 'Clinic',
  bot: 'bot',
  typing: 'typing…',
  windowOpen: (until) => `window until ${until}`,
  windowClosed: 'business account',
  start: 'Start',
  unblock: 'Unblock',
  block: 'Block',
  photo: 'Send a photo',
  ownContact: 'Share my own number',
  otherContact: 'Send somebody else’s contact',
  react: 'React with a thumb up',
  stopMarketing: 'Stop marketing',
  resumeMarketing: 'Allow marketing',
  message: 'Message',
  send: 'Send',
  attach: 'More',
  edited: 'edited',
  empty: {
    telegram: 'Nothing here yet. Open an invitation or press “Start”.',
    whatsapp: 'Nothing here yet. Open an invitation or write to the clinic.',
  },
  blocked: 'You blocked this chat',
  off: (channel) => `${channel} is connected for real: write from a real phone.`,
  openLink: 'Open an invitation',
  open: 'Open',
  linkHint: 'Invitation link',
  linkOfOther: 'This link does not lead to our bot',
  failed: 'That did not work',
  hidden: 'number hidden',
  staff: 'Staff chat',
  staffEmpty: 'Quiet so far. The bot hands over here what a person must decide.',
  staffReply: 'Reply as staff',
  general: 'General topic',
  addPhone: 'New phone',
  name: 'First and last name',
  phone: 'Number, such as +447700900002',
  hidePhone: 'Hide the number on WhatsApp',
  add: 'Add',
  taken: 'This number exists already',
  faults: 'Faults on demand',
  faultsHint: 'The platform behaves as set here.',
  channel: 'Channel',
  whom: 'For',
  everybody: 'everybody',
  times: 'How many times (empty: until removed)',
  untilRemoved: 'until removed',
  faultNames: {
    throttle: 'Too many requests (429)',
    server_error: 'Server error (500)',
    silent: 'Accepted, no answer',
    drop: 'Accepted, answer cut',
    refuse: 'Refused (503)',
    window_closed: 'Window closed',
    template_paused: 'Template paused',
    undeliverable: 'Accepted, undelivered',
    duplicate_webhooks: 'Events come twice',
    reorder_webhooks: 'Events out of order',
    lose_statuses: 'Statuses get lost',
    hold_webhooks: 'Events held back',
    token_revoked: 'Token revoked (401)',
  },
  setFault: 'Switch on',
  remove: 'Remove',
  howTo: 'Where to begin',
  steps: [
    'Create an invitation for a patient in the clinic console.',
    'Paste the link under a phone and press “Open”.',
    'Press the buttons in the chat as the patient would.',
    'Move the clock: the bot writes by itself.',
  ],
  close: 'Close',
  today: 'Today',
  openFile: 'Open the file',
  fileNotKept: 'The file was not kept',
  changeNumber: 'Change the number',
  newAccount: 'Make a new account',
  passNumberOn: 'The number goes to a stranger',
  numberLost: 'This number is somebody else’s now',
  lost: 'passed on',
  unsupported: 'A message the API does not carry',
};

export const pageTexts: Readonly<Record<Language, PageText>> = { ru, en };

/** By `?lang=`, else by the browser's wish; Russian first. */
export function languageOf(wish: string | undefined, accepted: string | undefined): Language {
  if (wish === 'ru' || wish === 'en') return wish;
  const first = (accepted ?? '').split(',')[0]!.trim().slice(0, 2).toLowerCase();
  return first === '' || ['ru', 'be', 'kk', 'uk', '*'].includes(first) ? 'ru' : 'en';
}
