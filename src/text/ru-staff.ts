/** Sentences for staff in their own chat with the bot, in Russian. */

import type { StaffTexts } from './staff.ts';

export const ruStaff: StaffTexts = {
  account: {
    connected: (name) =>
      `Готово, ${name}: этот Telegram теперь ваш рабочий. Сюда придут тревоги. Меню — /doctor или /врач, отключить — /exit.`,
    wrongCode:
      'Такого кода нет: он уже использован, истёк или набран с ошибкой. Новый можно получить в консоли: «Ещё» → «Мой Telegram».',
    tooManyCodes: 'Слишком много неверных кодов. Попробуйте через час с новым кодом из консоли.',
    noAccess: 'Доступа нет.',
    disconnected: 'Этот Telegram отключён от рабочей учётной записи.',
  },
  alarm: {
    called: ({ initials, time }) => `Тревога: ${initials}, ${time}. Нужен человек.`,
    calledAgain: ({ initials, time }) =>
      `Тревога: ${initials}, ${time}. Никто ещё не взял. Нужен человек.`,
    mark: ({ initials, time }) => `Отзыв о визите: ${initials}, ${time}. Стоит прочесть.`,
    takenByYou: ({ initials, time }) => `Тревога: ${initials}, ${time}. Занимаетесь вы.`,
    takenBy: ({ initials, time, name }) => `Тревога: ${initials}, ${time}. Занимается: ${name}.`,
    closed: ({ initials, time, name }) => `Тревога: ${initials}, ${time}. Закрыто: ${name}.`,
    gone: 'Этой тревоги больше нет.',
    codes: {
      red_flag: 'тревожные слова о самочувствии',
      wellbeing_bad: 'ответил, что ему плохо',
      low_score: 'низкая оценка самочувствия',
      low_mark: 'низкая оценка визита',
    },
    phone: (phone) => `Телефон: ${phone}`,
    asked: (when) => `Спросили ${when}.`,
    answer: (words) => `Ответ: ${words}.`,
    score: (score) => `${score} из 10`,
    mark5: (mark) => `${mark} из 5`,
    feelings: { good: 'хорошо', unsure: 'не очень', bad: 'плохо' },
    inWords: 'своими словами',
    unasked: 'Пациент написал сам, не в ответ на вопрос.',
    thread: 'Последнее в чате:',
    who: { patient: 'Пациент', bot: 'Бот', staff: 'Клиника' },
    nobody: 'Пока никто не взял.',
    inHandsOf: (name) => `Занимается: ${name}.`,
    ended: (words, when, name) => `Чем закончилось: ${words} (${when}, ${name})`,
    superseded: 'Сменилась более серьёзной.',
    askOutcome: 'Чем закончилось? Напишите одним сообщением, его увидят врач и администраторы.',
    askReply: 'Напишите ответ пациенту одним сообщением: он уйдёт в чат с ним от имени клиники.',
    closedDone: 'Закрыто.',
    replied: 'Отправляем пациенту.',
    notTaken: {
      alarm_taken: 'Эту тревогу уже взял другой сотрудник.',
      alarm_closed: 'Эта тревога уже закрыта.',
    },
    noThread: 'Чат закрыт: написать в него нельзя. Позвоните.',
    tooLong: 'Слишком длинно: до 1000 знаков.',
    labels: {
      take: 'Беру',
      show: 'Показать',
      end: 'Чем закончилось',
      reply: 'Ответить пациенту',
      back: 'Не сейчас',
    },
  },
};
