/** The bodies of every message that we start ourselves, in both languages. */

import type { Language } from '../domain/words.ts';

export const proactiveKinds = [
  'visit_three_days',
  'visit_day_before',
  'visit_soon',
  'wellbeing_check',
  'ask_wellbeing',
  'still_you',
  'answer_waiting',
] as const;
export type ProactiveKind = (typeof proactiveKinds)[number];

export const messageVerbs = [
  'visit.confirm',
  'visit.move',
  'visit.cancel',
  'person',
  'well.good',
  'well.unsure',
  'well.bad',
  'answer.show',
  'agree.yes',
  'agree.no',
  'still.yes',
  'not.me',
  'why',
] as const;
/** What a button under a message of ours asks for; its argument is that message's id. */
export type MessageVerb = (typeof messageVerbs)[number];

/** About nobody's visit, and naming nobody. */
export const plainKinds = ['still_you', 'answer_waiting'] as const;
export type PlainKind = (typeof plainKinds)[number];
export type VisitKind = Exclude<ProactiveKind, PlainKind>;

export interface ProactiveWords {
  readonly body: Readonly<Record<ProactiveKind, string>>;
  /** With `{{person}}`, where "you" would not do. */
  readonly bodyFor: Readonly<Record<VisitKind, string>>;
  readonly labels: Readonly<Record<MessageVerb, string>>;
  /** Where a label depends on the message. */
  readonly labelsOf: Readonly<
    Partial<Record<ProactiveKind, Partial<Readonly<Record<MessageVerb, string>>>>>
  >;
  /** The last line of each of them. */
  readonly stopLine: string;
  readonly who: string;
  readonly examples: Readonly<Record<ProactiveParam, string>>;
  /** Stands where the clinic told us no address. */
  readonly noAddress: string;
  readonly noName: string;
  readonly directions: string;
  readonly bring: string;
  readonly preparation: string;
}

export type ProactiveParam = 'clinic' | 'date' | 'time' | 'address' | 'person';

// A lock screen shows about forty characters, so each body opens with as many that tell nothing.
const openRu = 'Здравствуйте. Пишем, как договаривались.\n\n';
const whereRu = 'Когда: {{date}}, {{time}}\nГде: {{clinic}}, {{address}}\n\n';
const stopRu = 'Не писать больше: СТОП. Не вы? Напишите «не я».';
const threeDaysRu =
  'Придёте? Ответьте, пожалуйста, кнопкой. Если время не подходит, администратор подберёт другое, а это достанется тому, кто ждёт.';
const dayBeforeRu =
  'Подтвердите, пожалуйста, что придёте. Если не получится, нажмите «Перенести» или «Отменить»: это время предложим другому пациенту.';
const soonRu = 'Если не сможете прийти или опаздываете, дайте знать кнопкой.';
const askTermsRu =
  'Ответ увидят в клинике. Согласие действует 30 дней и только для этого. Без него спрашивать не будем.';
const emergencyRu = 'Если очень плохо — 103 или 112.';

const ru: ProactiveWords = {
  body: {
    visit_three_days: `${openRu}У вас записан визит.\n${whereRu}${threeDaysRu}\n\n${stopRu}`,
    visit_day_before: `${openRu}Напоминаем о визите.\n${whereRu}${dayBeforeRu}\n\n${stopRu}`,
    visit_soon: `${openRu}Скоро ваш визит.\n${whereRu}${soonRu}\n\n${stopRu}`,
    wellbeing_check: `${openRu}Вы были у нас {{date}} ({{clinic}}). Как вы сейчас себя чувствуете?\n\nОтвет увидят в клинике. ${emergencyRu}\n\n${stopRu}`,
    ask_wellbeing: `${openRu}Вы были у нас {{date}} ({{clinic}}). Можно спросить вас здесь, как вы себя чувствуете после этого визита?\n\n${askTermsRu}\n\n${stopRu}`,
    still_you: `Здравствуйте. Один короткий вопрос для вас.\n\nЭто {{clinic}}. Мы давно не получали от вас ответа и хотим убедиться, что пишем тому же человеку. Это по-прежнему вы?\n\nПока не ответите, сами ничего не пишем. ${stopRu}`,
    answer_waiting: `Здравствуйте. Вы нам писали, и мы ответили.\n\nОтвет на ваш вопрос готов ({{clinic}}). Нажмите кнопку, и он появится здесь.\n\n${stopRu}`,
  },
  bodyFor: {
    visit_three_days: `${openRu}Записан визит.\nКто: {{person}}\n${whereRu}${threeDaysRu}\n\n${stopRu}`,
    visit_day_before: `${openRu}Напоминаем о визите.\nКто: {{person}}\n${whereRu}${dayBeforeRu}\n\n${stopRu}`,
    visit_soon: `${openRu}Скоро визит.\nКто: {{person}}\n${whereRu}${soonRu}\n\n${stopRu}`,
    wellbeing_check: `${openRu}Речь о визите {{date}} ({{clinic}}).\nКто: {{person}}\n\nКак самочувствие сейчас? Ответ увидят в клинике. ${emergencyRu}\n\n${stopRu}`,
    ask_wellbeing: `${openRu}Речь о визите {{date}} ({{clinic}}).\nКто: {{person}}\n\nМожно спросить здесь о самочувствии после этого визита?\n\n${askTermsRu}\n\n${stopRu}`,
  },
  labels: {
    'visit.confirm': 'Подтверждаю',
    'visit.move': 'Перенести',
    'visit.cancel': 'Отменить',
    person: 'Вопрос',
    'well.good': 'Всё хорошо',
    'well.unsure': 'Не совсем',
    'well.bad': 'Плохо',
    'answer.show': 'Показать ответ',
    'agree.yes': 'Да, спросите',
    'agree.no': 'Не нужно',
    'still.yes': 'Да, это я',
    'not.me': 'Это не я',
    why: 'Почему пишете?',
  },
  labelsOf: { visit_soon: { 'visit.cancel': 'Не смогу прийти' } },
  stopLine: stopRu,
  who: 'Кто:',
  examples: {
    clinic: 'Клиника на Ленина',
    date: 'вторник 24 ноября',
    time: '11:40',
    address: 'ул. Ленина, 5',
    person: 'Миша',
  },
  noAddress: 'адрес подскажем здесь',
  noName: 'ваша клиника',
  directions: 'Как добраться:',
  bring: 'Возьмите с собой:',
  preparation: 'Как подготовиться:',
};

const openEn = 'Hello. We are writing to you as we agreed.\n\n';
const whereEn = 'When: {{date}}, {{time}}\nWhere: {{clinic}}, {{address}}\n\n';
const stopEn = 'To stop these messages, send STOP. Not you? Send “not me”.';
const threeDaysEn =
  'Are you coming? Please answer with a button. If the time no longer suits you, our receptionist will find another, and someone who is waiting can come instead.';
const dayBeforeEn =
  'Please confirm that you are coming. If you cannot, press “Move” or “Cancel” and we will offer the time to another patient.';
const soonEn = 'If you cannot come or are running late, let us know with a button.';
const askTermsEn =
  'The clinic will see your answer. Your agreement holds for 30 days and only for this. Without it we will not ask.';
const emergencyEn = 'If you feel very unwell, call 103 or 112.';

const en: ProactiveWords = {
  body: {
    visit_three_days: `${openEn}You have a visit booked.\n${whereEn}${threeDaysEn}\n\n${stopEn}`,
    visit_day_before: `${openEn}A reminder of your visit.\n${whereEn}${dayBeforeEn}\n\n${stopEn}`,
    visit_soon: `${openEn}Your visit is soon.\n${whereEn}${soonEn}\n\n${stopEn}`,
    wellbeing_check: `${openEn}You visited us on {{date}} ({{clinic}}). How are you feeling now?\n\nThe clinic will see your answer. ${emergencyEn}\n\n${stopEn}`,
    ask_wellbeing: `${openEn}You visited us on {{date}} ({{clinic}}). May we ask you here how you feel after this visit?\n\n${askTermsEn}\n\n${stopEn}`,
    still_you: `Hello. We have one short question for you.\n\nThis is {{clinic}}. We have not heard from you for a long time and want to be sure that we write to the same person. Is it still you?\n\nUntil you answer, we send nothing ourselves. ${stopEn}`,
    answer_waiting: `Hello. You wrote to us and we have replied.\n\nThe answer to your question is ready ({{clinic}}). Press the button and it will appear here.\n\n${stopEn}`,
  },
  bodyFor: {
    visit_three_days: `${openEn}A visit is booked.\nFor: {{person}}\n${whereEn}${threeDaysEn}\n\n${stopEn}`,
    visit_day_before: `${openEn}A reminder of a visit.\nFor: {{person}}\n${whereEn}${dayBeforeEn}\n\n${stopEn}`,
    visit_soon: `${openEn}A visit is coming up soon.\nFor: {{person}}\n${whereEn}${soonEn}\n\n${stopEn}`,
    wellbeing_check: `${openEn}This is about the visit on {{date}} ({{clinic}}).\nFor: {{person}}\n\nHow are things now? The clinic will see your answer. ${emergencyEn}\n\n${stopEn}`,
    ask_wellbeing: `${openEn}This is about the visit on {{date}} ({{clinic}}).\nFor: {{person}}\n\nMay we ask here how things are after this visit?\n\n${askTermsEn}\n\n${stopEn}`,
  },
  labels: {
    'visit.confirm': 'I am coming',
    'visit.move': 'Move',
    'visit.cancel': 'Cancel',
    person: 'Question',
    'well.good': 'All good',
    'well.unsure': 'Not quite',
    'well.bad': 'Bad',
    'answer.show': 'Show the answer',
    'agree.yes': 'Yes, please ask',
    'agree.no': 'No, thank you',
    'still.yes': 'Yes, it is me',
    'not.me': 'Not me',
    why: 'Why this message?',
  },
  labelsOf: { visit_soon: { 'visit.cancel': 'I cannot come' } },
  stopLine: stopEn,
  who: 'For:',
  examples: {
    clinic: 'Lenina Street Clinic',
    date: 'Tuesday 24 November',
    time: '11:40',
    address: '5 Lenina Street',
    person: 'Misha',
  },
  noAddress: 'ask us here for the address',
  noName: 'your clinic',
  directions: 'How to find us:',
  bring: 'Please bring:',
  preparation: 'How to prepare:',
};

export const proactiveWords: Readonly<Record<Language, ProactiveWords>> = { ru, en };
