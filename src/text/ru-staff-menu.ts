/** Recording what is to come for a patient, in a colleague's own chat, in Russian. */

import { reasonWords } from './reason-words.ts';
import type { StaffMenuTexts } from './staff-menu.ts';

const { kinds, rules, states } = reasonWords.ru;
const faults: Readonly<Record<string, string>> = {
  ...rules,
  already_recorded: 'Такой повод на этот месяц уже записан.',
  already_planned: 'В этот день о самочувствии уже спросят.',
  no_days: 'У этой услуги не указаны дни. Выберите день.',
  no_visit: 'Визит не состоялся.',
  bad_choice: 'Этот срок не подходит.',
  not_own: 'Отменить может тот, кто записал.',
  not_open: 'Уже отправлено или закрыто.',
};

/** «неделю», «недели», «недель». */
function plural(n: number, [one, few, many]: readonly [string, string, string]): string {
  const [tens, units] = [n % 100, n % 10];
  if (tens > 10 && tens < 20) return many;
  return units === 1 ? one : units > 1 && units < 5 ? few : many;
}

export const ruStaffMenu: StaffMenuTexts = {
  days: { '-1': 'Вчера', 0: 'Сегодня', 1: 'Завтра' },
  dayTitle: (day, date) => `${day}, ${date}.`,
  choose: 'Выберите пациента.',
  nobody: 'Визитов нет.',
  gone: 'Этого визита нет в списке: он другого дня, отменён или не ваш.',
  recordedAlready: 'Уже записано:',
  nothingYet: 'Пока ничего не записано.',
  wellbeing: (asked, answered) => `Самочувствие: вопросов — ${asked}, ответов — ${answered}`,
  reasonLine: (kind, due, state) => `${kind}: ${due}, ${state}`,
  what: 'Что записать?',
  kinds: { ...kinds, wellbeing: 'Самочувствие' },
  reasonKinds: { ...kinds, wellbeing: 'Самочувствие', impression: 'Впечатление' },
  states,
  askDue: {
    wellbeing: 'Когда спросить, как пациент себя чувствует?',
    hygiene: 'Когда пригласить?',
    checkup: 'Когда пригласить?',
    control: 'Когда посмотреть?',
    plan: 'До какого срока лучше сделать?',
    personal: 'Когда написать?',
    later_need: 'Когда об этом напомнить?',
  },
  dateHint: 'Можно написать дату: «12 марта», «через 3 недели».',
  askSigned: 'Когда пациент подписал план?',
  askItem: 'Какой пункт плана нельзя откладывать? Напишите, это прочтут в клинике.',
  askPart: {
    done: 'Что по плану уже сделано? Это прочтут в клинике.',
    left: 'Что осталось? Это прочтут в клинике.',
    risk: 'Чем опасно ждать? Это прочтут в клинике и скажут при звонке.',
  },
  askWords: {
    argument:
      'Зачем именно тогда? Это прочтёт пациент. Выберите или напишите своё, без цен и сроков:',
    note: 'Что понадобится и когда? Это прочтут в клинике. Выберите или напишите, например «в 13 лет к ортодонту»:',
  },
  unclear: {
    no_date: 'Дату понять не удалось.',
    too_long: 'Слишком длинно: до 200 знаков.',
  },
  presets: {
    evening: 'Вечером',
    morning: (day) => `Утром, ${day}`,
    days: (days) => `На день ${days}`,
    weeks: (n) => `Через ${n} ${plural(n, ['неделю', 'недели', 'недель'])}`,
    months: (n) => `Через ${n} ${plural(n, ['месяц', 'месяца', 'месяцев'])}`,
    age: (n) => `В ${n} ${plural(n, ['год', 'года', 'лет'])}`,
  },
  due: (when) => `Срок: ${when}.`,
  because: (text) => `«${text}»`,
  agreed: 'Договорились об этом с пациентом?',
  recorded: (initials, kind, due) => `Записано: ${initials}. ${kind}, ${due}.`,
  foreseen: {
    write: (when, channel) =>
      channel === null
        ? 'Напишем, как только мессенджер снова заработает.'
        : `Напишем ${when}, ${channel}.`,
    ask: (when) =>
      `Сначала спросим в чате, можно ли: ${when}. До согласия ничего не запланировано.`,
    call: (when) => `Позвонит администратор: ${when}.`,
    desk: 'Задача администратору: спросить пациента. До этого ничего не запланировано.',
    wont: 'Пока не уйдёт: согласия на это нет. Записать его может администратор.',
    refused: 'Не уйдёт: пациент просил об этом не писать.',
    channels: { telegram: 'в Telegram', whatsapp: 'в WhatsApp', phone: 'по телефону' },
  },
  undone: 'Отменено, пациенту об этом не напишут.',
  refused: (why) => `Не записано. ${why}`,
  faultOf: (code) => faults[code] ?? 'Так записать нельзя.',
  labels: {
    today: 'Сегодня',
    yesterday: 'Вчера',
    part: 'План выполнен частично',
    tomorrow: 'Завтра',
    next: 'Ещё',
    list: 'К списку',
    back: 'Назад',
    more: 'К пациенту',
    undo: 'Отменить',
    yes: 'Да, договорились',
    no: {
      write: 'Нет, но об этом писать можно',
      call: 'Нет, но звонить можно',
      ask: 'Нет, спросить в чате',
      desk: 'Нет, спросит администратор',
    },
  },
};
