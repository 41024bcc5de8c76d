/** What the clinic of the samples knows: people, services, visits, agreements. */

import { putAppointment } from '../../../src/app/appointments.ts';
import { putCard } from '../../../src/app/cards.ts';
import { recordConsent } from '../../../src/app/consents.ts';
import type { Context } from '../../../src/app/context.ts';
import { putClinic, putDoctor, putPatient, putService } from '../../../src/app/registry.ts';

export const actor = 'staff:00000000-0000-7000-8000-000000000001';
const people = [
  ['anna', 'Смирнова Анна Петровна', '+79161234567'],
  ['boris', 'Волков Борис Андреевич', '+79031112233'],
  ['vera', 'Кузнецова Вера <script>alert(1)</script>', '+79265554433'],
  ['gleb', 'Ершов Глеб', null],
  ['dina', 'Алиева Динара Рустамовна', '+79857770011'],
  ['egor', 'Морозов Егор Ильич', '+79099998877'],
] as const;

export async function registers(ctx: Context): Promise<void> {
  await putClinic(ctx, {
    id: 'main',
    name: 'Клиника на Лесной',
    zone: 'Europe/Moscow',
    address: 'Москва, ул. Лесная, 5',
    directions: '5 минут от метро «Белорусская»',
    phone: '+74951234567',
    hours: null,
    languages: ['ru', 'en'],
  });
  await putDoctor(ctx, {
    id: 'orlova',
    name: 'Орлова Мария Сергеевна',
    clinicId: 'main',
    post: 'Стоматолог-терапевт',
  });
  await putDoctor(ctx, {
    id: 'titov',
    name: 'Титов Андрей Львович',
    clinicId: 'main',
    post: 'Хирург',
  });
  const service = { preparation: null, aftercare: null, durationMin: 40 };
  await putService(ctx, { ...service, id: 'exam', name: 'Осмотр', wellbeingDays: [] });
  await putService(ctx, {
    ...service,
    id: 'surgery',
    name: 'Приём хирурга',
    durationMin: 60,
    wellbeingDays: [1, 3],
  });
  for (const [id, name, phone] of people) {
    await putPatient(ctx, {
      id,
      name,
      phone,
      language: 'ru',
      birthDate: null,
      guardian: null,
      clinicId: 'main',
      actor: 'api',
    });
  }
}

export async function visits(ctx: Context): Promise<void> {
  const at = (time: string) => new Date(`2026-11-${time}:00Z`);
  const list = [
    ['today-1', 'anna', 'orlova', 'exam', '24T07:30', 'arrived'],
    ['today-2', 'boris', 'titov', 'surgery', '24T08:00', 'booked'],
    ['today-3', 'vera', 'orlova', 'exam', '24T10:40', 'booked'],
    ['today-4', 'gleb', 'orlova', null, '24T12:00', 'booked'],
    ['today-5', 'dina', 'titov', 'surgery', '24T14:20', 'booked'],
    ['today-6', 'egor', 'titov', 'exam', '24T15:30', 'cancelled'],
    ['today-7', 'egor', 'orlova', 'exam', '24T13:00', 'booked'],
    ['soon-1', 'anna', 'orlova', 'exam', '26T08:40', 'booked'],
    ['soon-2', 'boris', 'titov', 'exam', '27T11:00', 'booked'],
    ['past-1', 'dina', 'titov', 'surgery', '21T09:00', 'completed'],
  ] as const;
  for (const [id, patientId, doctorId, serviceId, time, status] of list) {
    const ids = { id, patientId, doctorId, clinicId: 'main', serviceId };
    await putAppointment(ctx, {
      ...ids,
      startsAt: at(time),
      durationMin: null,
      status,
      version: null,
      actor: 'api',
    });
  }
}

export async function agreements(ctx: Context): Promise<void> {
  const base = {
    act: 'given',
    strength: null,
    wording: 'Согласен получать напоминания о визитах в Telegram',
    actor,
  } as const;
  for (const patientId of ['anna', 'dina']) {
    for (const purpose of ['visit', 'wellbeing'] as const) {
      await recordConsent(ctx, {
        ...base,
        patientId,
        purpose,
        channel: 'telegram',
        mechanism: 'paper',
        document: 'Д-114',
      });
    }
  }
  await recordConsent(ctx, {
    ...base,
    patientId: 'boris',
    purpose: 'visit',
    channel: 'whatsapp',
    mechanism: 'paper',
    document: 'Д-115',
  });
  await recordConsent(ctx, {
    ...base,
    patientId: 'vera',
    purpose: 'visit',
    channel: 'telegram',
    mechanism: 'desk',
    document: null,
  });
}

/** Wants calls, not messages. */
export async function prefersCalls(ctx: Context): Promise<void> {
  await putCard(ctx, { patientId: 'egor', change: { channels: ['phone'] }, actor });
  const base = { act: 'given', strength: null, wording: null, document: null, actor } as const;
  await recordConsent(ctx, {
    ...base,
    patientId: 'egor',
    purpose: 'visit',
    channel: 'phone',
    mechanism: 'desk',
  });
}
