/** A colleague's own Telegram, in Russian. */

export const telegramRu = {
  title: 'Мой Telegram',
  titleOf: (name: string) => `Рабочий Telegram: ${name}`,
  lead: 'В свой Telegram приходят тревоги, и там же после приёма можно записать, что дальше.',
  only: 'Сотрудникам бот пишет только в Telegram. В WhatsApp такого нет.',
  privacy: 'В уведомлениях только инициалы и время; остальное открывает кнопка.',
  connected: (when: string) => `Подключён ${when}.`,
  notConnected: 'Не подключён.',
  connect: 'Получить код',
  again: 'Новый код',
  disconnect: 'Отключить',
  scan: 'На этом телефоне нажмите кнопку, на другом наведите камеру. Затем «Запустить».',
  open: 'Открыть Telegram',
  link: 'Ссылка',
  type: 'Или наберите в чате с ботом',
  until: (when: string) => `Код действует один раз, до ${when}.`,
  notReady: 'Ссылки пока нет: бот не узнал своё имя. Код можно набрать в чате с ним.',
};

export type TelegramWords = typeof telegramRu;
