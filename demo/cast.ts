/** Who takes part, and what each of them wants. What they do with it is in `actors.ts`. */

import type { ChannelId, Language } from '../src/domain/words.ts';

/** How a patient behaves once the clinic writes. */
export type Role =
  | 'confirms'
  | 'words'
  | 'silent'
  | 'unopened'
  | 'declines'
  | 'phone'
  | 'evening'
  | 'stops'
  | 'blocks'
  | 'asks'
  | 'asks_late'
  /** To another time that is free, by buttons. */
  | 'moves'
  /** In two steps, and says why. */
  | 'cancels'
  /** Wants to come earlier, and takes the time that `cancels` leaves. */
  | 'waits'
  /** By the clinic, after the reminder was sent. */
  | 'moved'
  | 'cancelled'
  /** Works at night and sleeps by day. */
  | 'night'
  /** Asks why we write. */
  | 'curious'
  /** Says that it is not them. */
  | 'not_me'
  /** Feels bad late in the evening after the visit, and says so in words. */
  | 'unwell'
  /** Asks for a copy of everything, then to be forgotten. */
  | 'leaves'
  /** Signed at the desk and never opened an invitation. */
  | 'paper'
  /** The clinic's old system says that they agreed. */
  | 'imported'
  /** Gave the number up; a stranger has it now. */
  | 'recycled'
  /** One phone: a mother, and her two children. */
  | 'mother'
  | 'boy'
  | 'girl';

/** What the messenger does to this patient's first reminder. */
export type Mishap = 'throttle' | 'unanswered' | 'lost_status';

export interface Wellbeing {
  readonly after: 'PT3H' | 'P1D';
  readonly answer: 'good' | 'unsure' | 'in_words' | 'silent' | 'no_consent';
}

export interface Patient {
  readonly id: string;
  readonly name: string;
  /** The patient whose phone it is: a mother's for her children. */
  readonly holderId: string;
  readonly phone: string;
  readonly channel: ChannelId;
  readonly language: Language;
  readonly role: Role;
  readonly mishap: Mishap | null;
  readonly wellbeing: Wellbeing | null;
  /** Which of the ten slots of the day, 0 first. */
  readonly slot: number;
  readonly doctorId: string;
  readonly serviceId: string;
  readonly visitId: string;
}

export const clinic = {
  id: 'demo-clinic',
  name: 'Клиника на Садовой',
  address: 'Садовая ул., 5',
  directions: 'От метро «Маяковская» 7 минут пешком, во дворе есть парковка.',
  phone: '+7 495 123-45-67',
};

export const doctors = [
  { id: 'demo-d1', name: 'Орлова Вера Андреевна', post: 'стоматолог-терапевт' },
  { id: 'demo-d2', name: 'Белов Игорь Сергеевич', post: 'хирург' },
  { id: 'demo-d3', name: 'Климова Ольга Павловна', post: 'ортодонт' },
  { id: 'demo-d4', name: 'Дёмин Павел Ильич', post: 'пародонтолог' },
];

export const services = [
  { id: 'demo-s1', name: 'Лечение', preparation: 'Поешьте за час до приёма.', wellbeingDays: [1] },
  {
    id: 'demo-s2',
    name: 'Удаление',
    preparation: 'Возьмите список лекарств.',
    wellbeingDays: [1, 3],
  },
  {
    id: 'demo-s3',
    name: 'Осмотр',
    preparation: 'Почистите зубы перед приёмом.',
    wellbeingDays: [],
  },
  {
    id: 'demo-s4',
    name: 'Гигиена',
    preparation: 'Придите на 10 минут раньше.',
    wellbeingDays: [1],
  },
];

export const visitMinutes = 45;
/** Ten for each doctor; the last one is kept free for visits that are moved. */
export const slots = [
  ...['10:00', '10:45', '11:30', '12:15', '13:00', '13:45'],
  ...['14:30', '15:15', '16:00', '16:45'],
] as const;
export const spareSlot = '17:30';
/** Of the second day after: free for whoever moves in the chat. */
export const freeTime = { from: '12:00', to: '12:45' } as const;

/** What the mother calls them, other than their names. */
export const labels = { boy: 'Мишка', girl: 'Соня-младшая' } as const;
/** Who gets the number that was given up. */
export const stranger = 'Чужой Степан';
/** Said when she asks us to stop for one of them, and what those do who do not want any more. */
export const said = {
  stop: 'Пожалуйста, хватит мне писать',
  yes: 'да',
  stopOne: 'Не пишите больше про Мишку',
  move: 'Хочу перенести визит',
  settings: 'настройки',
  night: 'с 22 до 5',
  why: 'Почему вы мне пишете?',
  who: 'Здравствуйте, а кто это?',
  unwell: 'Кровь не останавливается уже второй час',
  reply: 'Прижмите тампон, я звоню вам прямо сейчас.',
  ended: 'Позвонил, кровь остановили. Утром в девять приедет показаться.',
  mydata: '/mydata',
  forget: '/forget',
} as const;

interface Row {
  readonly name: string;
  readonly role?: Role;
  readonly language?: Language;
  readonly mishap?: Mishap;
  readonly wellbeing?: readonly [Wellbeing['after'], Wellbeing['answer']];
}

/** Four to a slot, one for each doctor; Telegram and WhatsApp take turns. */
const rows: readonly Row[] = [
  { name: 'Соколова Анна', wellbeing: ['PT3H', 'good'] },
  { name: 'Лебедев Дмитрий', mishap: 'lost_status' },
  { name: 'Кузнецова Мария', role: 'cancelled' },
  { name: 'Emily Carter', language: 'en', wellbeing: ['P1D', 'good'] },

  { name: 'Новиков Алексей', role: 'asks' },
  { name: 'Попова Екатерина', role: 'words' },
  { name: 'Морозов Сергей', role: 'moved' },
  { name: 'Волкова Ирина', wellbeing: ['PT3H', 'unsure'] },

  { name: 'Зайцев Михаил', role: 'moves' },
  { name: 'Павлова Наталья', mishap: 'throttle' },
  { name: 'Лапина Марина Олеговна', role: 'mother' },
  { name: 'Семёнова Татьяна', role: 'stops' },

  { name: 'Голубев Андрей', mishap: 'throttle' },
  { name: 'Виноградова Светлана', role: 'evening' },
  { name: 'Лапин Михаил Ильич', role: 'boy' },
  { name: 'Olivia Brown', language: 'en', role: 'words' },

  { name: 'Фёдорова Юлия', mishap: 'unanswered' },
  { name: 'Михайлов Виктор', role: 'cancels' },
  { name: 'Беляева Людмила', role: 'words' },
  { name: 'Тарасов Роман', role: 'unwell', wellbeing: ['PT3H', 'in_words'] },

  { name: 'Комаров Олег', role: 'leaves' },
  { name: 'Орехова Галина', role: 'phone' },
  { name: 'Daniel Miller', language: 'en', wellbeing: ['P1D', 'silent'] },
  { name: 'Киселёва Марина', wellbeing: ['P1D', 'good'] },

  { name: 'Макаров Илья', role: 'blocks' },
  { name: 'Андреева Дарья', role: 'waits', wellbeing: ['PT3H', 'no_consent'] },
  { name: 'Лапина Софья Ильинична', role: 'girl' },
  { name: 'Жукова Лидия', role: 'night' },

  { name: 'Ильина Ксения', role: 'declines' },
  { name: 'Гусев Максим', role: 'unopened' },
  { name: 'Титова Валентина', wellbeing: ['PT3H', 'good'] },
  { name: 'Кудрявцева Зинаида', role: 'paper' },

  { name: 'Баранова Елена', role: 'curious' },
  { name: 'Куликов Антон', role: 'asks_late' },
  { name: 'Thomas Evans', language: 'en', role: 'silent' },
  { name: 'Алексеева Полина', wellbeing: ['P1D', 'good'] },

  { name: 'Степанов Егор', role: 'not_me' },
  { name: 'Яковлева Вера', role: 'imported' },
  { name: 'Grace Johnson', language: 'en', wellbeing: ['PT3H', 'good'] },
  { name: 'Рябов Денис', role: 'recycled' },
];

/** `run` keeps the people of one run apart from those of another in the same database. */
export function castOf(run: number): readonly Patient[] {
  const block = String(run).padStart(4, '0');
  const mother = rows.findIndex(({ role }) => role === 'mother');
  return rows.map((row, index) => {
    const holder = row.role === 'boy' || row.role === 'girl' ? mother : index;
    const staff = index % 4;
    const [after, answer] = row.wellbeing ?? [];
    return {
      id: idOf(block, 'p', index),
      name: row.name,
      holderId: idOf(block, 'p', holder),
      phone: `+7916${block}0${numberOf(holder)}`,
      channel: holder % 2 === 0 ? 'telegram' : 'whatsapp',
      language: row.language ?? 'ru',
      role: row.role ?? 'confirms',
      mishap: row.mishap ?? null,
      wellbeing: after && answer ? { after, answer } : null,
      slot: Math.floor(index / 4),
      doctorId: doctors[staff]?.id ?? '',
      serviceId: services[staff]?.id ?? '',
      visitId: idOf(block, 'v', index),
    };
  });
}

/** Of the doctor who is called at night. */
export const staffPhoneOf = (run: number): string => `+7916${String(run).padStart(4, '0')}190`;

const numberOf = (index: number): string => String(index + 1).padStart(2, '0');
const idOf = (block: string, kind: 'p' | 'v', index: number): string =>
  `demo-${block}-${kind}${numberOf(index)}`;
