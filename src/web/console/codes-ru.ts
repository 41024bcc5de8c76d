/** Codes of the core in words a desk can act on. Most finish a sentence, so they begin in lower case. */

import type { HandOverReason, SendOutcome } from '../../app/queries-console.ts';
import type { ReminderCount } from '../../domain/card.ts';
import type { ConsentAct } from '../../domain/consent.ts';
import type { VerifiedBy } from '../../domain/identity.ts';
import type { ChainFault } from '../../domain/ledger.ts';
import type { DecisionCode } from '../../domain/policy.ts';
import type {
  AppointmentStatus,
  CardChannel,
  EvidenceStrength,
  Language,
  MessageState,
  Purpose,
  Relation,
} from '../../domain/words.ts';
import { careHandOverRu, careKindsRu } from './words-care-ru.ts';

export const codesRu = {
  decisions: {
    ok: 'всё в порядке',
    answer: 'ответ на слова пациента',
    no_consent: 'пациент не давал согласия',
    withdrawn: 'пациент отказался от таких сообщений',
    expired: 'срок согласия вышел',
    evidence_too_weak: 'доказательство согласия слабее, чем нужно клинике',
    no_address: 'у пациента нет подключённого мессенджера',
    unreachable: 'мессенджер не принимает: бот заблокирован или аккаунт удалён',
    unverified: 'не подтверждено, чей это аккаунт',
    quarantined: 'аккаунт, возможно, сменил хозяина',
    authority_ended: 'родитель больше не представляет пациента',
    silent: 'от аккаунта давно ничего не слышно, сначала спросим, тот ли это человек',
    paused: 'пациент, возможно, просил не писать, ждём, пока это прояснится',
    muted: 'пациент попросил не писать об этом визите',
    alarm_open: 'пациенту плохо, им занимается человек',
    erased: 'данные пациента удалены по его просьбе',
    no_question: 'пациент ни о чём не спрашивал или спрашивал давно',
    budget: 'на этот день или неделю сообщений уже достаточно',
    schedule_stale: 'расписание давно не обновлялось, время визита может быть неверным',
    absent_from_schedule: 'визита нет в последнем расписании, ждём, что скажет стойка',
    outside_hours: 'нет подходящего времени в часах, о которых договорились',
    window_closed: 'в WhatsApp прошло больше суток с последних слов пациента',
    template_unusable: 'WhatsApp ещё не одобрил шаблон этого сообщения',
    stale_fact: 'визит перенесён, отменён или больше не актуален',
    past_deadline: 'время прошло, писать уже поздно',
    booked_late: 'об этом времени пациент узнал недавно и помнит сам',
    planned_late: 'такое напоминание выбрали, когда его время уже прошло',
    merged: 'рядом есть другое сообщение об этом визите, хватит одного',
    confirmed: 'пациент уже подтвердил визит',
    stopped: 'пациент попросил больше не писать',
    channel_down: 'канал не работает',
    deaf: 'приём сообщений из мессенджера не подтверждён, поэтому первыми не пишем',
    frozen:
      'канал долго не принимал сообщений, чьё-то «стоп» могло пропасть, ждём решения человека',
    braked: 'слишком много получателей сразу оказались недоступны, похоже на сбой, ждём',
    throttled: 'мессенджер просит подождать',
    phone_chosen: 'пациент просил звонить, а не писать',
    too_many_tries: 'не получилось после нескольких попыток',
    rejected: 'мессенджер отказался доставить',
    outcome_unknown: 'связь оборвалась, и неизвестно, дошло ли',
    known_already: 'пациент это уже знает',
    already_answered: 'пациент уже ответил',
  } satisfies Record<DecisionCode, string>,

  states: {
    planned: 'запланировано',
    claimed: 'отправляется',
    accepted: 'отправлено',
    sent: 'отправлено',
    delivered: 'доставлено',
    read: 'прочитано',
    failed: 'не доставлено',
    unknown: 'неизвестно, дошло ли',
    dropped: 'не отправлено',
    cancelled: 'отменено',
    expired: 'не отправлено',
    received: 'получено',
  } satisfies Record<MessageState | 'received', string>,

  outcomes: {
    accepted: 'принято мессенджером',
    throttled: 'просит подождать',
    not_sent: 'не ушло: нет связи',
    unknown: 'ответа нет, могло дойти',
    window_closed: 'окно WhatsApp закрыто',
    recipient_gone: 'получатель недоступен',
    stopped_by_patient: 'пациент отключил такие сообщения',
    template_unusable: 'шаблон не годится',
    channel_down: 'канал не работает',
    rejected: 'отказ',
    too_late: 'не успели начать',
    under_way: 'идёт сейчас',
  } satisfies Record<SendOutcome['type'] | 'too_late' | 'under_way', string>,

  handOver: {
    not_understood: 'бот не понял',
    asked_for_person: 'просит человека',
    media: 'прислал фото или файл',
    move_visit: 'хочет перенести визит',
    cancel_visit: 'хочет отменить визит',
    book_visit: 'хочет записаться',
    wellbeing_bad: 'плохо себя чувствует после визита',
    wellbeing_words: 'пишет о самочувствии',
    red_flag: 'тревожные слова о самочувствии',
    ...careHandOverRu,
    doubtful_stop: 'возможно, просит больше не писать',
    not_me: 'говорит, что он не пациент',
    identity: 'не может подтвердить, кто он',
    privacy: 'спрашивает о своих данных',
  } satisfies Record<HandOverReason, string>,

  purposes: {
    visit: 'Визиты',
    hygiene: 'Гигиена',
    checkup: 'Профосмотр',
    control: 'Контрольный осмотр',
    plan: 'План лечения',
    wellbeing: 'Самочувствие',
    personal: 'От врача лично',
    offers: 'Предложения',
    greeting: 'Поздравления',
    service: 'Переписка',
  } satisfies Record<Purpose | 'service', string>,

  /** «Позвонить: напомнить о визите» */
  callFor: {
    visit: 'напомнить о визите',
    hygiene: 'пора на гигиену',
    checkup: 'пора на профосмотр',
    control: 'контрольный осмотр',
    plan: 'план лечения',
    wellbeing: 'спросить о самочувствии',
    personal: 'просьба врача',
    offers: 'предложение, о котором просил',
    greeting: 'поздравить',
  } satisfies Record<Purpose, string>,

  channels: {
    telegram: 'Telegram',
    whatsapp: 'WhatsApp',
    phone: 'Звонок',
  } satisfies Record<CardChannel, string>,

  /** «напомним в Telegram», «подтвердил в WhatsApp» */
  onChannel: {
    telegram: 'в Telegram',
    whatsapp: 'в WhatsApp',
    phone: 'по телефону',
  } satisfies Record<CardChannel, string>,

  kinds: {
    visit_three_days: 'Напоминание за несколько дней',
    visit_day_before: 'Напоминание накануне',
    visit_soon: 'Напоминание незадолго до визита',
    visit_moved: 'Визит перенесён',
    visit_cancelled: 'Визит отменён клиникой',
    visit_earlier: 'Освободилось время раньше',
    aftercare: 'Памятка после визита',
    ...careKindsRu,
    ask_wellbeing: 'Можно ли спросить о самочувствии',
    still_you: 'Вопрос, тот ли это человек',
    staff_message: 'Сообщение сотрудника',
    receipt: 'Подтверждение договорённости',
    export: 'Файл со всеми данными',
    erased: 'Прощальное сообщение об удалении данных',
    answer_waiting: '«Ваш ответ готов»',
    times_offered: 'Предложили время',
    staff_reply: 'Ответ сотрудника',
    bot_reply: 'Ответ бота',
    inbound: 'Пациент написал',
  },

  tags: {
    contact: 'поделился номером',
    photo: 'фото',
    video: 'видео',
    audio: 'аудио',
    voice: 'голосовое сообщение',
    document: 'файл',
    sticker: 'стикер',
    location: 'место на карте',
    reaction: 'реакция',
    platform_stop: 'отключил сообщения в мессенджере',
    other: 'сообщение, которое бот не читает',
  },

  appointment: {
    booked: 'записан',
    confirmed: 'подтверждён',
    cancelled: 'отменён',
    arrived: 'пришёл',
    completed: 'завершён',
    no_show: 'не пришёл',
  } satisfies Record<AppointmentStatus, string>,

  answers: { good: 'Всё хорошо', unsure: 'Не совсем', bad: 'Плохо' },

  mechanisms: {
    chat: 'сам, в чате',
    paper: 'на бумаге, с подписью',
    desk: 'на словах, у стойки',
    staff: 'на словах, сотруднику',
    verbal: 'на словах',
    import: 'перенесено из другой системы',
    imported: 'перенесено из другой системы',
    e_signature: 'электронной подписью',
    qualified_signature: 'квалифицированной подписью',
    platform: 'в самом мессенджере',
    stop: 'словом «стоп» в чате',
    stop_narrowed: 'в чате: «стоп» был не обо всём',
    not_me: 'ответом «это не я»',
    erasure: 'при удалении данных',
    other: 'другим способом',
  },

  strengths: {
    0: 'только запись из другой системы',
    1: 'слова сотрудника',
    2: 'действие пациента в чате',
    3: 'простая электронная подпись',
    4: 'подпись на бумаге',
  } satisfies Record<EvidenceStrength, string>,

  acts: {
    given: 'согласился',
    withdrawn: 'отказался',
    renewed: 'подтвердил снова',
  } satisfies Record<ConsentAct, string>,
  /** What holds now. */
  held: { given: 'согласен', withdrawn: 'отказался', expired: 'срок вышел' },

  /** How we know whose account it is. */
  verifiedBy: {
    invitation: 'открыл приглашение, больше ничем не подтверждено',
    phone: 'номер подтвердил мессенджер',
    code: 'назвал код со стойки',
    desk: 'сотрудник видел человека',
    link: 'пришёл по ссылке из подтверждённого чата',
    paper: 'номер стоит на подписанной бумаге',
  } satisfies Record<VerifiedBy, string>,

  chainFaults: {
    missing: 'записи не хватает или их порядок другой',
    hash: 'запись изменена',
    link: 'запись не продолжает предыдущую',
    detail: 'слова или документ изменены',
    notice: 'текст вопроса изменён',
    cut_off: 'конец записи обрезан',
  } satisfies Record<ChainFault['code'], string>,

  reminders: {
    clinic: 'как в клинике',
    none: 'не напоминать',
    one: 'одно: накануне',
    early: 'два: за три дня и накануне',
    two: 'два: накануне и за два часа',
    three: 'три: за три дня, накануне, за два часа',
  } satisfies Record<ReminderCount, string>,

  relations: { self: 'сам пациент', parent: 'родитель', carer: 'близкий' } satisfies Record<
    Relation,
    string
  >,

  languages: { ru: 'русский', en: 'английский' } satisfies Record<Language, string>,

  roles: { owner: 'Владелец', administrator: 'Администратор', doctor: 'Врач' },

  callResults: {
    reached: 'дозвонились',
    no_answer: 'не отвечает',
    call_later: 'просил перезвонить',
    wrong_number: 'не тот номер',
    confirmed: 'визит подтверждён',
    superseded: 'больше не нужно',
    settled: 'улажено',
    arrived: 'сообщение дошло',
    other: 'сделано',
  },

  downCodes: {
    unauthorized: 'ключ доступа не подходит',
    not_found: 'мессенджер не узнаёт этот ключ',
    unreachable: 'нет связи с мессенджером',
    no_public_url: 'не задан публичный адрес',
    no_webhook_secret: 'не задан секрет для входящих',
    bad_answer: 'мессенджер ответил непонятно',
    other: 'мессенджер отвечает ошибкой',
  },

  inboundTypes: {
    unsupported: 'сообщение, которое не удалось прочитать',
    account: 'извещение об аккаунте',
    other: 'событие, которое не удалось обработать',
  },
};

export type Codes = typeof codesRu;
