import type { ProactiveWords } from './proactive-words.ts';

// A lock screen shows about forty characters, so each body opens with as many that tell nothing.
const openRu = 'Здравствуйте. Пишем, как договаривались.\n\n';
const whereRu = 'Когда: {{date}}, {{time}}\nГде: {{clinic}}, {{address}}\n\n';
const stopRu = 'Не писать больше: СТОП. Не вы? Напишите «не я».';
const threeDaysRu =
  'Придёте? Ответьте, пожалуйста, кнопкой. Если время не подходит, администратор подберёт другое, а это достанется тому, кто ждёт.';
const dayBeforeRu =
  'Подтвердите, пожалуйста, что придёте. Если не получится, нажмите «Перенести» или «Отменить»: это время предложим другому пациенту.';
const soonRu = 'Если не сможете прийти или опаздываете, дайте знать кнопкой.';
const movedRu =
  'Было: {{was}}\nСтало: {{date}}, {{time}}\nГде: {{clinic}}, {{address}}\n\nПодойдёт? Ответьте, пожалуйста, кнопкой. Если нет, подберём другое время.';
const cancelledRu =
  'Когда был: {{date}}, {{time}}\nГде: {{clinic}}, {{address}}\n\nПростите, что нарушили ваши планы. Нажмите кнопку, и подберём другое время.';
const earlierRu =
  'Можно прийти: {{date}}, {{time}}\nСейчас запись: {{was}}\nГде: {{clinic}}, {{address}}\n\nПодойдёт? Держим это время для вас полчаса. Пока не ответите, всё остаётся как было.';
const memoRu = 'Есть памятка: как вести себя после этого визита и когда нам звонить.';
const askTermsRu =
  'Ответ увидят в клинике. Согласие действует 30 дней и только для этого. Без него спрашивать не будем.';
const emergencyRu = 'Если очень плохо — 103 или 112.';

const becauseRu =
  'Почему сейчас: {{argument}}\n\nВажно: {{terms}} Если сделано в другом месте или есть вопрос, напишите здесь.';
const askRecallRu =
  'Можно написать вам здесь, когда подойдёт срок?\nО чём: {{topic}}\nКто просит: {{doctor}}, {{clinic}}\n\nБез вашего согласия писать не будем. Передумать можно в любой момент: «настройки».';

export const ruProactive: ProactiveWords = {
  body: {
    visit_three_days: `${openRu}У вас записан визит.\n${whereRu}${threeDaysRu}\n\n${stopRu}`,
    visit_day_before: `${openRu}Напоминаем о визите.\n${whereRu}${dayBeforeRu}\n\n${stopRu}`,
    visit_soon: `${openRu}Скоро ваш визит.\n${whereRu}${soonRu}\n\n${stopRu}`,
    visit_moved: `${openRu}Время или место вашего визита изменились.\n${movedRu}\n\n${stopRu}`,
    visit_cancelled: `${openRu}Клиника отменила ваш визит.\n${cancelledRu}\n\n${stopRu}`,
    visit_earlier: `${openRu}Освободилось время раньше, как вы просили.\n${earlierRu}\n\n${stopRu}`,
    aftercare: `${openRu}Вы были у нас {{date}} ({{clinic}}). ${memoRu}\n\n${emergencyRu}\n\n${stopRu}`,
    wellbeing_check: `${openRu}Вы были у нас {{date}} ({{clinic}}). Как вы сейчас себя чувствуете?\n\nОтвет увидят в клинике. ${emergencyRu}\n\n${stopRu}`,
    wellbeing_score: `${openRu}Вы были у нас {{date}} ({{clinic}}). Как вы сейчас себя чувствуете? Ответьте кнопкой или числом от 0 (очень плохо) до 10 (отлично).\n\nОтвет увидят в клинике. ${emergencyRu}\n\n${stopRu}`,
    impression: `${openRu}Вы были у нас {{date}} ({{clinic}}). Какое впечатление осталось? Ответьте числом от 1 (плохое) до 5 (отличное).\n\nОтвет увидят в клинике.\n\n${stopRu}`,
    ask_wellbeing: `${openRu}Вы были у нас {{date}} ({{clinic}}). Можно спросить вас здесь, как вы себя чувствуете после этого визита?\n\n${askTermsRu}\n\n${stopRu}`,
    recall: `${openRu}Это {{clinic}}. Подошло время, о котором договаривались. Напомнить просит {{doctor}}.\n${becauseRu}\n\n${stopRu}`,
    plan_followup: `${openRu}Это {{clinic}}. Осталось то, что вы наметили вместе с врачом. Напомнить просит {{doctor}}.\n${becauseRu}\n\n${stopRu}`,
    personal_contact: `${openRu}Это {{clinic}}. Лично для вас, по просьбе врача: {{doctor}}.\n${becauseRu}\n\n${stopRu}`,
    ask_recall: `${openRu}${askRecallRu}\n\n${stopRu}`,
    still_you: `Здравствуйте. Один короткий вопрос для вас.\n\nЭто {{clinic}}. Мы давно не получали от вас ответа и хотим убедиться, что пишем тому же человеку. Это по-прежнему вы?\n\nПока не ответите, сами ничего не пишем. ${stopRu}`,
    answer_waiting: `Здравствуйте. Вы нам писали, и мы ответили.\n\nОтвет на ваш вопрос готов ({{clinic}}). Нажмите кнопку, и он появится здесь.\n\n${stopRu}`,
  },
  bodyFor: {
    visit_three_days: `${openRu}Записан визит.\nКто: {{person}}\n${whereRu}${threeDaysRu}\n\n${stopRu}`,
    visit_day_before: `${openRu}Напоминаем о визите.\nКто: {{person}}\n${whereRu}${dayBeforeRu}\n\n${stopRu}`,
    visit_soon: `${openRu}Скоро визит.\nКто: {{person}}\n${whereRu}${soonRu}\n\n${stopRu}`,
    visit_moved: `${openRu}Время или место визита изменились.\nКто: {{person}}\n${movedRu}\n\n${stopRu}`,
    visit_cancelled: `${openRu}Клиника отменила визит.\nКто: {{person}}\n${cancelledRu}\n\n${stopRu}`,
    visit_earlier: `${openRu}Освободилось время раньше, как вы просили.\nКто: {{person}}\n${earlierRu}\n\n${stopRu}`,
    aftercare: `${openRu}Речь о визите {{date}} ({{clinic}}).\nКто: {{person}}\n\n${memoRu} ${emergencyRu}\n\n${stopRu}`,
    wellbeing_check: `${openRu}Речь о визите {{date}} ({{clinic}}).\nКто: {{person}}\n\nКак самочувствие сейчас? Ответ увидят в клинике. ${emergencyRu}\n\n${stopRu}`,
    wellbeing_score: `${openRu}Речь о визите {{date}} ({{clinic}}).\nКто: {{person}}\n\nКак самочувствие сейчас? Ответьте кнопкой или числом от 0 (очень плохо) до 10 (отлично). Ответ увидят в клинике. ${emergencyRu}\n\n${stopRu}`,
    impression: `${openRu}Речь о визите {{date}} ({{clinic}}).\nКто: {{person}}\n\nКакое впечатление осталось? Ответьте числом от 1 (плохое) до 5 (отличное). Ответ увидят в клинике.\n\n${stopRu}`,
    ask_wellbeing: `${openRu}Речь о визите {{date}} ({{clinic}}).\nКто: {{person}}\n\nМожно спросить здесь о самочувствии после этого визита?\n\n${askTermsRu}\n\n${stopRu}`,
    recall: `${openRu}Это {{clinic}}. Подошло время, о котором договаривались. Напомнить просит {{doctor}}.\nКто: {{person}}\n${becauseRu}\n\n${stopRu}`,
    plan_followup: `${openRu}Это {{clinic}}. Осталось то, что наметили вместе с врачом. Напомнить просит {{doctor}}.\nКто: {{person}}\n${becauseRu}\n\n${stopRu}`,
    personal_contact: `${openRu}Это {{clinic}}. Лично, по просьбе врача: {{doctor}}.\nКто: {{person}}\n${becauseRu}\n\n${stopRu}`,
    ask_recall: `${openRu}Кто: {{person}}\n${askRecallRu}\n\n${stopRu}`,
  },
  labels: {
    'visit.confirm': 'Подтверждаю',
    'visit.move': 'Перенести',
    'visit.cancel': 'Отменить',
    'visit.calendar': 'В календарь',
    'earlier.take': 'Да, подойдёт',
    'earlier.keep': 'Оставить как есть',
    'earlier.stop': 'Больше не нужно',
    'aftercare.show': 'Показать памятку',
    person: 'Вопрос',
    'well.good': 'Всё хорошо',
    'well.unsure': 'Не совсем',
    'well.bad': 'Плохо',
    'review.yes': 'Да, пришлите',
    'review.no': 'Спасибо, нет',
    'answer.show': 'Показать ответ',
    'agree.yes': 'Да, спросите',
    'agree.no': 'Не нужно',
    'recall.book': 'Записаться',
    'recall.later': 'Позже',
    'recall.no': 'Не нужно',
    'recall.elsewhere': 'Уже сделано',
    'still.yes': 'Да, это я',
    'not.me': 'Это не я',
    why: 'Почему пишете?',
  },
  labelsOf: {
    ask_recall: { 'agree.yes': 'Да, напишите', 'agree.no': 'Нет, спасибо' },
    visit_soon: { 'visit.cancel': 'Не смогу прийти' },
    visit_cancelled: {
      'visit.move': 'Другое время',
      'visit.calendar': 'Убрать из календаря',
    },
  },
  rateMenu: 'Выбрать число',
  stopLine: stopRu,
  who: 'Кто:',
  examples: {
    clinic: 'Клиника на Ленина',
    date: 'вторник 24 ноября',
    time: '11:40',
    address: 'ул. Ленина, 5',
    person: 'Миша',
    was: 'понедельник 23 ноября, 11:40',
    doctor: 'Орлов Пётр Ильич',
    argument: 'через полгода лучше посмотреть, как всё прижилось',
    terms: 'решать вам, от приглашения можно отказаться.',
    topic: 'контрольный осмотр',
  },
  noAddress: 'адрес подскажем здесь',
  noName: 'ваша клиника',
  extras: {
    aftercare: 'Памятка:',
    preparation: 'Как подготовиться:',
    bring: 'Возьмите с собой:',
    directions: 'Как добраться:',
    transit: 'Транспорт:',
    parking: 'Парковка:',
    map: 'На карте:',
    calendar: 'В календарь:',
  },
  wasOff: 'визит был отменён',
  family: {
    open: openRu,
    intro: {
      visit_three_days: 'Записаны визиты.',
      visit_day_before: 'Напоминаем о визитах.',
      visit_soon: 'Скоро визиты.',
    },
    where: whereRu,
    asks: { visit_three_days: threeDaysRu, visit_day_before: dayBeforeRu, visit_soon: soonRu },
    short: { 'visit.confirm': 'приду', 'visit.move': 'перенести', 'visit.cancel': 'отменить' },
    menu: 'Ответить',
  },
  because: {
    noDoctor: 'ваш врач',
    noArgument: 'так договорились в клинике',
    noTopic: 'приглашение от вашего врача',
    free: 'Это бесплатно; если понадобится лечение, оно оплачивается по прейскуранту и плану.',
    guarantee: 'Прийти — условие гарантии, как мы и говорили.',
    declinable: 'Решать вам, от приглашения можно отказаться.',
  },
};
