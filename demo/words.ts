/** The demo's own sentences. What patients read comes from the product. */

import type { Language } from '../src/domain/words.ts';
import type { ErasureView } from './types.ts';

type Proof = NonNullable<ErasureView['proof']>;

export interface Words {
  readonly weekdays: readonly string[];
  readonly via: Readonly<Record<'telegram' | 'whatsapp', string>>;
  readonly pressed: (label: string) => string;
  readonly wrote: (text: string) => string;
  readonly opened: string;
  readonly blocked: string;
  readonly shared: string;
  readonly lost: string;
  readonly heard: (text: string) => string;
  readonly got: Readonly<Record<string, string>>;
  readonly office: string;
  readonly replied: (name: string, text: string) => string;
  readonly movedVisit: (name: string, when: string) => string;
  readonly cancelledVisit: (name: string) => string;
  readonly completed: (count: number) => string;
  readonly wellbeingAsked: (doctor: string, name: string, after: string) => string;
  readonly signed: (name: string) => string;
  readonly imported: (name: string) => string;
  readonly wroteFirst: (name: string, refused: string | null) => string;
  readonly forgotten: (name: string, proof: Proof) => string;
  readonly registered: (patients: number, doctors: number) => string;
  readonly invited: (count: number) => string;
  readonly fault: Readonly<Record<string, string>>;
  readonly faultsOff: string;
  readonly stages: Readonly<Record<string, string>>;
  readonly died: string;
  readonly resumed: (percent: number) => string;
  readonly begins: (folder: string) => string;
  readonly interrupted: string;
  readonly checking: string;
  readonly good: (seconds: number) => string;
  readonly bad: (count: number) => string;
  readonly table: {
    readonly title: string;
    readonly invited: string;
    readonly agreed: string;
    readonly reminded: string;
    readonly confirmed: string;
    readonly threads: string;
    readonly calls: string;
    readonly wellbeing: string;
    readonly stopped: string;
    readonly notSent: string;
    readonly reminders: (count: number) => string;
    readonly answers: (count: number) => string;
    readonly urgent: (count: number) => string;
    readonly open: (count: number) => string;
  };
  readonly codes: Readonly<Record<string, string>>;
}

const total = (counts: Proof['counts']): number =>
  Object.values(counts).reduce((sum, one) => sum + one, 0);

const ru: Words = {
  weekdays: ['', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'],
  via: { telegram: 'Telegram', whatsapp: 'WhatsApp' },
  pressed: (label) => `нажимает «${label}»`,
  wrote: (text) => `пишет: «${text}»`,
  opened: 'открывает приглашение',
  blocked: 'блокирует бота',
  shared: 'делится своим номером: так видно, что это он',
  lost: 'больше не пользуется номером: теперь он у чужого человека',
  heard: (text) => `бот отвечает: «${text}»`,
  got: {
    'visit.confirm': 'приходит напоминание за день',
    'visit.cancel': 'приходит напоминание за два часа',
    'agree.yes': 'приходит вопрос: можно спросить о самочувствии?',
    'well.good': 'приходит вопрос о самочувствии',
    'answer.show': 'приходит: ответ на вопрос готов',
    changed: 'приходит: время изменилось, теперь так',
  },
  office: 'Клиника',
  replied: (name, text) => `администратор отвечает (${name}): «${text}»`,
  movedVisit: (name, when) => `переносит визит (${name}) на ${when}`,
  cancelledVisit: (name) => `отменяет визит (${name})`,
  completed: (count) => `закончились приёмы: ${count}`,
  wellbeingAsked: (doctor, name, after) =>
    `${doctor} хочет знать, как чувствует себя ${name}, ${after === 'P1D' ? 'завтра утром' : 'через три часа'}`,
  signed: (name) => `записано согласие на бумаге, № 17-26 (${name})`,
  imported: (name) => `старая система сообщает о согласии (${name}): это не доказательство`,
  wroteFirst: (name, refused) =>
    `администратор хочет написать первым (${name}): ${refused === null ? 'отправлено' : `нельзя, ${ru.codes[refused] ?? refused}`}`,
  forgotten: (name, { counts, digest, ledger }) =>
    `данные удалены (${name}): записей ${total(counts)}, SHA-256 ${digest.slice(0, 12)}…, в журнале согласий осталось доказательство № ${ledger?.number ?? 0}`,
  registered: (patients, doctors) =>
    `на завтра записано пациентов: ${patients}, врачей: ${doctors}`,
  invited: (count) => `выдано приглашений: ${count}`,
  fault: {
    throttle_telegram: 'Telegram отвечает 429: слишком часто',
    throttle_whatsapp: 'WhatsApp отвечает 131056: слишком часто этому человеку',
    drop_telegram: 'Telegram примет сообщение, но связь оборвётся на ответе: повторять нельзя',
    lose_statuses_whatsapp: 'WhatsApp потеряет отчёт о доставке',
    duplicate_webhooks_telegram: 'Telegram присылает каждое событие дважды',
    duplicate_webhooks_whatsapp: 'WhatsApp присылает каждое событие дважды',
    reorder_webhooks_telegram: 'Telegram присылает события не по порядку',
    reorder_webhooks_whatsapp: 'WhatsApp присылает события не по порядку',
  },
  faultsOff: 'Мессенджеры снова исправны',
  stages: {
    registry: 'Клиника открывается',
    invitations: 'Приглашения',
    opt_in: 'Пациенты договариваются, о чём, где и когда писать',
    morning: 'До первых напоминаний',
    reminders: 'Напоминания за день',
    changes: 'Клиника меняет расписание',
    questions: 'Вопросы и СТОП',
    evening: 'Вечер: перенесённый визит и вечерние часы',
    visits: 'День визитов',
    family: 'Одна семья, один телефон',
    papers: 'Согласие на бумаге и согласие со слов другой системы',
    stops: 'Просит больше не писать',
    stranger: 'Номер перешёл к чужому человеку',
    why: 'Почему вы мне пишете?',
    night: 'Ночь: кто работает по ночам',
    leaves: 'Копия данных и просьба всё забыть',
    checks: 'Самочувствие после лечения',
    last_visit: 'Последний перенесённый визит',
  },
  died: 'Продукт упал. Поднимаем его снова и идём дальше',
  resumed: (percent) => `Прошлый раз остановились на ${percent} %: продолжаем`,
  begins: (folder) => `День клиники, 40 пациентов. Данные: ${folder}`,
  interrupted: 'Прервано. «npm run demo» продолжит с этого места',
  checking: 'Проверяем независимо от рассказа: сообщения, согласия, визиты, журнал мессенджеров',
  good: (seconds) =>
    `Всё, что должно было случиться, случилось, и ничего лишнего не отправлено. ${seconds} с`,
  bad: (count) => `Не сошлось: ${count}`,
  table: {
    title: 'Итог',
    invited: 'Приглашены',
    agreed: 'Согласились',
    reminded: 'Получили напоминания',
    confirmed: 'Подтвердили визит',
    threads: 'Переданы человеку',
    calls: 'Звонки администратору',
    wellbeing: 'Спросили о самочувствии',
    stopped: 'Попросили не писать',
    notSent: 'Не отправлено',
    reminders: (count) => `напоминаний: ${count}`,
    answers: (count) => `ответили: ${count}`,
    urgent: (count) => `срочно: ${count}`,
    open: (count) => `открыли: ${count}`,
  },
  codes: {
    no_address: 'приглашение не открыто',
    no_consent: 'нет согласия на это',
    phone_chosen: 'просит звонить: задача на звонок',
    unreachable: 'бот заблокирован: задача на звонок',
    stopped: 'попросил не писать',
    withdrawn: 'согласие отозвано',
    stale_fact: 'визит перенесён или отменён',
    confirmed: 'уже подтверждено',
    merged: 'вышло бы сразу за другим напоминанием',
    not_asked: 'не захотел, чтобы спрашивали',
    quarantined: 'номер у другого человека: смотрит администратор',
    evidence_too_weak: 'согласие со слов другой системы: спросит администратор',
    budget: 'на сегодня уже достаточно сообщений',
    unverified: 'неизвестно, кто открыл приглашение',
    outcome_unknown: 'исход неизвестен: не повторяем, смотрит человек',
  },
};

const en: Words = {
  weekdays: ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  via: ru.via,
  pressed: (label) => `presses “${label}”`,
  wrote: (text) => `writes: “${text}”`,
  opened: 'opens the invitation',
  blocked: 'blocks the bot',
  shared: 'shares their own number, which proves who it is',
  lost: 'has given the number up: a stranger has it now',
  heard: (text) => `the bot answers: “${text}”`,
  got: {
    'visit.confirm': 'gets the reminder of the day before',
    'visit.cancel': 'gets the reminder two hours before',
    'agree.yes': 'is asked: may we ask how you feel?',
    'well.good': 'is asked how they feel',
    'answer.show': 'is told that the answer is ready',
    changed: 'is told: the time has changed, it is now',
  },
  office: 'Clinic',
  replied: (name, text) => `the receptionist answers (${name}): “${text}”`,
  movedVisit: (name, when) => `moves the visit (${name}) to ${when}`,
  cancelledVisit: (name) => `cancels the visit (${name})`,
  completed: (count) => `visits that ended: ${count}`,
  wellbeingAsked: (doctor, name, after) =>
    `${doctor} wants to know how ${name} feels ${after === 'P1D' ? 'tomorrow morning' : 'in three hours'}`,
  signed: (name) => `an agreement on paper is recorded, No. 17-26 (${name})`,
  imported: (name) => `the old system says they agreed (${name}): that proves nothing`,
  wroteFirst: (name, refused) =>
    `the receptionist wants to write first (${name}): ${refused === null ? 'sent' : `refused, ${en.codes[refused] ?? refused}`}`,
  forgotten: (name, { counts, digest, ledger }) =>
    `everything is erased (${name}): ${total(counts)} rows, SHA-256 ${digest.slice(0, 12)}…, what is left in the ledger is the proof, entry ${ledger?.number ?? 0}`,
  registered: (patients, doctors) =>
    `booked for tomorrow: ${patients} patients, ${doctors} doctors`,
  invited: (count) => `invitations handed out: ${count}`,
  fault: {
    throttle_telegram: 'Telegram answers 429: too many requests',
    throttle_whatsapp: 'WhatsApp answers 131056: too many to this person',
    drop_telegram: 'Telegram will accept a message and the line will break: no repetition',
    lose_statuses_whatsapp: 'WhatsApp will lose a delivery report',
    duplicate_webhooks_telegram: 'Telegram sends every event twice',
    duplicate_webhooks_whatsapp: 'WhatsApp sends every event twice',
    reorder_webhooks_telegram: 'Telegram sends events out of order',
    reorder_webhooks_whatsapp: 'WhatsApp sends events out of order',
  },
  faultsOff: 'The messengers are well again',
  stages: {
    registry: 'The clinic opens',
    invitations: 'Invitations',
    opt_in: 'Patients agree what, where and when we may write',
    morning: 'Before the first reminders',
    reminders: 'Reminders of the day before',
    changes: 'The clinic changes its schedule',
    questions: 'Questions and STOP',
    evening: 'Evening: the moved visit and evening hours',
    visits: 'The day of the visits',
    family: 'One family, one phone',
    papers: 'An agreement on paper, and one that another system claims',
    stops: 'Asks us to stop',
    stranger: 'A number goes to a stranger',
    why: 'Why are you writing to me?',
    night: 'Night: who works at night',
    leaves: 'A copy of the data, then everything forgotten',
    checks: 'How are you after treatment?',
    last_visit: 'The last, moved visit',
  },
  died: 'The product died. Starting it again and going on',
  resumed: (percent) => `The last time it got to ${percent}%: going on from there`,
  begins: (folder) => `A clinic's day, 40 patients. Data: ${folder}`,
  interrupted: 'Interrupted. “npm run demo” goes on from here',
  checking: "Checking, independently of the story: messages, consents, visits, the messengers' log",
  good: (seconds) =>
    `Everything that had to happen happened, and nothing else was sent. ${seconds} s`,
  bad: (count) => `Not as expected: ${count}`,
  table: {
    title: 'Result',
    invited: 'Invited',
    agreed: 'Opted in',
    reminded: 'Reminded',
    confirmed: 'Confirmed the visit',
    threads: 'Handed to a person',
    calls: 'Calls for the receptionist',
    wellbeing: 'Checked after treatment',
    stopped: 'Stopped',
    notSent: 'Not sent',
    reminders: (count) => `reminders: ${count}`,
    answers: (count) => `answered: ${count}`,
    urgent: (count) => `urgent: ${count}`,
    open: (count) => `opened: ${count}`,
  },
  codes: {
    no_address: 'invitation not opened',
    no_consent: 'no consent for this',
    phone_chosen: 'wants calls: a call task',
    unreachable: 'blocked the bot: a call task',
    stopped: 'asked us to stop',
    withdrawn: 'consent withdrawn',
    stale_fact: 'visit moved or cancelled',
    confirmed: 'confirmed already',
    merged: 'would only echo another reminder',
    not_asked: 'did not want to be asked',
    quarantined: 'somebody else has the number: the desk looks',
    evidence_too_weak: 'only another system says so: the desk asks',
    budget: 'enough messages for one day',
    unverified: 'nobody knows who opened the invitation',
    outcome_unknown: 'outcome unknown: not repeated, a person looks',
  },
};

export const wordsOf = (language: Language): Words => ({ ru, en })[language];
