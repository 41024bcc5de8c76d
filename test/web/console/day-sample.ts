/** A busy day of three doctors: every way in which a visit can stand, long names, and patients who want another time. */

import { confirmVisit, putAppointment } from '../../../src/app/appointments.ts';
import { putAvailability } from '../../../src/app/availability.ts';
import { putCard } from '../../../src/app/cards.ts';
import { recordAgreements } from '../../../src/app/consents.ts';
import { type Context, transact } from '../../../src/app/context.ts';
import { dispatchDue } from '../../../src/app/dispatch.ts';
import { handOver } from '../../../src/app/hand-over.ts';
import { putClinic, putDoctor, putPatient, putService } from '../../../src/app/registry.ts';
import { askFor } from '../../../src/app/requests.ts';
import { cancelVisit, noteCancelReason } from '../../../src/app/visit-changes.ts';
import { weekOf } from '../../../src/domain/card.ts';
import type { VisitWish } from '../../../src/domain/wish.ts';
import type { ChannelId, MessageState } from '../../../src/domain/words.ts';
import { bindingsOfPatient } from '../../../src/store/bindings.ts';
import { messagesOfAppointments, updateMessage } from '../../../src/store/messages.ts';
import { findAppointment, updateAppointment } from '../../../src/store/registry.ts';
import type { SetClock } from '../../support/fresh.ts';
import { bind } from './sample-accounts.ts';

const actor = 'staff:00000000-0000-7000-8000-000000000001';
/** A Wednesday, by Moscow's clock. */
export const dayDate = '2026-11-25';
export const dayNow = '2026-11-25T07:20:00Z';

const doctors = [
  ['orlova', 'Орлова Мария Сергеевна', 'Терапевт'],
  ['titov', 'Титов Андрей Львович', 'Хирург'],
  ['ahm', 'Ахмедзянова-Белозерская Гульшат Рифкатовна', 'Гигиенист'],
] as const;

/** Visits by doctor: time in Moscow, patient, service, how it stands. */
const visits = {
  orlova: [
    ['09:00', 'Смирнова Анна Петровна', 'exam', 'completed'],
    ['09:40', 'Волков Борис Андреевич', 'exam', 'arrived'],
    ['10:40', 'Кузнецова Вера', 'filling', 'confirmed telegram'],
    ['11:40', 'Ершов Глеб Ильич', 'exam', 'asked read'],
    [
      '12:20',
      'Константинопольская-Преображенская Александра Константиновна',
      'filling',
      'unreached',
    ],
    ['14:00', 'Морозов Егор', 'exam', 'asked delivered'],
    ['15:00', 'Алиева Динара Рустамовна', 'exam', 'cancelled ill'],
    ['16:00', 'Юсупов Тимур', 'filling', 'confirmed whatsapp'],
    ['17:20', 'Лебедева Ольга Викторовна', 'exam', 'phone'],
  ],
  titov: [
    ['09:00', 'Никитин Павел', 'surgery', 'no_show'],
    ['10:00', 'Захарова Светлана Юрьевна', 'surgery', 'arrived'],
    ['11:00', 'Фёдоров Илья', 'exam', 'asked sent'],
    ['12:00', 'Соколова Мария', 'surgery', 'confirmed desk'],
    ['14:00', 'Гаврилов Артём Дмитриевич', 'surgery', 'unreached'],
    ['15:00', 'Белова Зоя Игоревна', 'exam', 'confirmed telegram'],
    ['16:00', 'Тихонов Роман', 'surgery', 'muted'],
    ['17:00', 'Андреева Ксения', 'exam', 'late'],
  ],
  ahm: [
    ['09:00', 'Павлова Дарья', 'hygiene', 'completed'],
    ['10:00', 'Козлов Денис Олегович', 'hygiene', 'confirmed telegram'],
    ['11:00', 'Орехова Полина', 'hygiene', 'asked unknown'],
    ['12:00', 'Маслов Кирилл', 'hygiene', 'asked read'],
    ['13:00', 'Виноградова Инна Станиславовна', 'hygiene', 'unreached'],
    ['15:00', 'Громов Степан', 'hygiene', 'absent'],
    ['16:00', 'Сафина Лейла', 'hygiene', 'confirmed telegram'],
    ['17:00', 'Рыбаков Олег', 'hygiene', 'cancelled Уезжаю в командировку до конца месяца'],
  ],
} as const;

type Line = readonly [time: string, name: string, service: string, how: string];

export interface DayVisitSample {
  readonly id: string;
  readonly patientId: string;
  readonly doctorId: string;
  readonly name: string;
  readonly how: string;
}

const utc = (date: string, time: string) => new Date(`${date}T${time}:00+03:00`);
const at = (clock: SetClock, date: string, time: string) =>
  clock.set(utc(date, time).toISOString());

/** Ids are `orlova-1`, `p-orlova-1`, … in the order of the day. */
export async function fillDay(ctx: Context, clock: SetClock): Promise<readonly DayVisitSample[]> {
  at(clock, '2026-11-16', '10:00');
  await registers(ctx);
  const all: DayVisitSample[] = [];
  for (const [doctorId, lines] of Object.entries<readonly Line[]>(visits)) {
    for (const [index, line] of lines.entries()) {
      if (line[3] === 'late') at(clock, '2026-11-24', '20:00');
      all.push(await oneVisit(ctx, doctorId, index + 1, line));
      at(clock, '2026-11-16', '10:00');
    }
  }
  for (const [date, time] of [
    ['2026-11-22', '18:00'],
    ['2026-11-24', '09:05'],
    ['2026-11-24', '18:00'],
    [dayDate, '08:00'],
  ] as const) {
    at(clock, date, time);
    await dispatchDue(ctx);
  }
  at(clock, '2026-11-24', '19:40');
  for (const visit of all) await stand(ctx, visit);
  await wishes(ctx, clock);
  clock.set(dayNow);
  await dispatchDue(ctx);
  return all;
}

async function registers(ctx: Context): Promise<void> {
  const place = { address: 'Москва, ул. Лесная, 5', directions: null, phone: '+74951234567' };
  await putClinic(ctx, {
    id: 'main',
    name: 'Клиника на Лесной',
    zone: 'Europe/Moscow',
    ...place,
    hours: null,
    languages: ['ru', 'en'],
  });
  for (const [id, name, post] of doctors)
    await putDoctor(ctx, { id, name, clinicId: 'main', post });
  const texts = { preparation: null, aftercare: null };
  for (const [id, name, durationMin] of [
    ['exam', 'Осмотр', 40],
    ['filling', 'Лечение кариеса с анестезией и коффердамом', 60],
    ['surgery', 'Приём хирурга', 60],
    ['hygiene', 'Профессиональная гигиена', 60],
  ] as const)
    await putService(ctx, { id, name, durationMin, ...texts, wellbeingDays: [1, 3] });
  const spans = [
    { from: '09:00', to: '13:20' },
    { from: '14:00', to: '19:00' },
  ];
  for (const doctorId of ['orlova', 'titov'])
    await putAvailability(ctx, {
      doctorId,
      clinicId: 'main',
      week: weekOf([1, 2, 3, 4, 5], spans),
      days: {},
      stepMin: 20,
      actor,
    });
}

async function oneVisit(
  ctx: Context,
  doctorId: string,
  n: number,
  [time, name, serviceId, how]: Line,
): Promise<DayVisitSample> {
  const [id, patientId] = [`${doctorId}-${n}`, `p-${doctorId}-${n}`];
  const channel: ChannelId =
    how.includes('whatsapp') || how.includes('read') ? 'whatsapp' : 'telegram';
  const facts = { language: 'ru', birthDate: null, guardian: null, clinicId: 'main' } as const;
  await putPatient(ctx, { id: patientId, name, phone: `+7916${1000000 + n * 7}`, ...facts, actor });
  if (how !== 'unreached') {
    await bind(ctx, { patientId, userId: `${channel}-${id}`, channel });
    const paper = {
      act: 'given',
      mechanism: 'paper',
      strength: null,
      document: '1',
      wording: null,
    } as const;
    await recordAgreements(ctx, {
      patientId,
      purposes: ['visit'],
      channels: [channel],
      ...paper,
      actor,
    });
  }
  if (how === 'phone') await putCard(ctx, { patientId, change: { channels: ['phone'] }, actor });
  const ids = { id, patientId, doctorId, clinicId: 'main', serviceId };
  await putAppointment(ctx, {
    ...ids,
    startsAt: utc(dayDate, time),
    durationMin: null,
    status: 'booked',
    version: null,
    actor: 'api',
  });
  return { id, patientId, doctorId, name, how };
}

async function stand(ctx: Context, { id, how }: DayVisitSample): Promise<void> {
  const [type = '', ...rest] = how.split(' ');
  const more = rest.join(' ');
  const visit = await findAppointment(ctx.db, id);
  const told = {
    appointmentId: id,
    scheduleVersion: visit?.scheduleVersion ?? 1,
    via: 'telegram',
  } as const;
  if (type === 'confirmed' && more === 'desk') return status(ctx, id, 'confirmed');
  if (type === 'confirmed')
    await transact(ctx, (tx) => confirmVisit(tx, { appointmentId: id, via: more as ChannelId }));
  if (type === 'completed' || type === 'arrived' || type === 'no_show')
    return status(ctx, id, type);
  if (type === 'asked') return seen(ctx, id, more as MessageState);
  if (type === 'muted') await updateAppointment(ctx.db, id, { mutedAt: ctx.clock.now() });
  if (type === 'absent') await updateAppointment(ctx.db, id, { absentAt: ctx.clock.now() });
  if (type !== 'cancelled') return;
  await transact(ctx, (tx) => cancelVisit(tx, told));
  await transact(ctx, (tx) =>
    noteCancelReason(tx, { appointmentId: id, reason: more }, 'telegram'),
  );
}

async function status(
  ctx: Context,
  id: string,
  to: 'confirmed' | 'arrived' | 'completed' | 'no_show',
) {
  await updateAppointment(ctx.db, id, { status: to });
}

async function seen(ctx: Context, id: string, state: MessageState): Promise<void> {
  const sent = await messagesOfAppointments(ctx.db, [id]);
  for (const row of sent.filter((one) => one.state === 'accepted'))
    await updateMessage(ctx.db, row.id, { state });
}

const any: VisitWish = {
  from: null,
  until: null,
  weekdays: [],
  notWeekdays: [],
  notBefore: null,
  before: null,
};

async function wishes(ctx: Context, clock: SetClock): Promise<void> {
  const all = [
    [
      'orlova-8',
      'move',
      '09:10',
      'по вечерам, после 18, не среда',
      { notWeekdays: [3], notBefore: '18:00' },
    ],
    [
      'titov-6',
      'move',
      '09:35',
      'Можно на следующей неделе? Лучше утром, до работы, а то потом не отпускают, и ещё вопрос про парковку',
      { from: '2026-11-30', until: '2026-12-06', before: '12:00' },
    ],
    ['orlova-7', 'book', '09:50', null, null],
    ['ahm-4', 'move', '10:05', 'чт или пт после обеда', { weekdays: [4, 5], notBefore: '14:00' }],
    ['orlova-6', 'earlier', '09:15', null, null],
  ] as const;
  for (const [id, kind, time, words, wish] of all) {
    at(clock, dayDate, time);
    const [bound] = await bindingsOfPatient(ctx.db, `p-${id}`);
    const addressId = bound?.address.id ?? '';
    const patientId = `p-${id}`;
    await transact(ctx, async (tx) => {
      if (kind !== 'earlier')
        await handOver(tx, { addressId, patientId, reason: 'move_visit', urgent: false });
      await askFor(tx, {
        kind,
        patientId,
        appointmentId: id,
        addressId,
        words,
        wish: wish && { ...any, ...wish },
      });
    });
  }
}
