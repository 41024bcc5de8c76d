/** A doctor's Wednesday: who agreed to messages, who only to reminders, who to nothing, who wants calls, and a child. */

import { putAppointment } from '../../../src/app/appointments.ts';
import { putCard } from '../../../src/app/cards.ts';
import { recordAgreements } from '../../../src/app/consents.ts';
import type { Context } from '../../../src/app/context.ts';
import { putClinic, putDoctor, putPatient, putService } from '../../../src/app/registry.ts';
import type { Purpose } from '../../../src/domain/words.ts';
import type { SetClock } from '../../support/fresh.ts';
import { bind } from './sample-accounts.ts';

const actor = 'staff:00000000-0000-7000-8000-000000000001';
/** 17:30 on a Wednesday, by Moscow's clock. */
export const doctorNow = '2026-11-25T14:30:00Z';
export const doctorDate = '2026-11-25';

/** Id, name, born, service, time in Moscow, doctor, what they agreed to in the chat. */
const patients = [
  ['anna', 'Смирнова Анна Петровна', '1984-03-02', 'surgery', '09:00', 'orlova', 'all'],
  ['boris', 'Волков Борис', null, 'exam', '10:00', 'orlova', 'visits'],
  ['gleb', 'Ершов Глеб Ильич', '1971-07-20', 'exam', '11:00', 'orlova', 'nothing'],
  ['vera', 'Кузнецова Вера', '1990-01-05', 'exam', '12:00', 'orlova', 'calls'],
  ['misha', 'Лебедев Миша', '2017-06-14', 'exam', '14:00', 'orlova', 'all'],
  ['dina', 'Алиева Динара Рустамовна', null, 'surgery', '15:00', 'titov', 'all'],
] as const;

const agreedTo: Readonly<Record<string, readonly Purpose[]>> = {
  all: ['visit', 'wellbeing', 'hygiene', 'checkup', 'control', 'plan', 'personal'],
  visits: ['visit'],
};

export async function fillDoctorDay(ctx: Context, clock: SetClock): Promise<void> {
  clock.set('2026-11-20T08:00:00Z');
  await register(ctx);
  for (const [index, [id, name, birthDate, , , , agreed]] of patients.entries()) {
    await putPatient(ctx, {
      ...{ id, name, birthDate, phone: `+7916000010${index}`, language: 'ru', clinicId: 'main' },
      ...{ guardian: null, actor },
    });
    await agree(ctx, id, agreed, `60${index}`);
  }
  await visits(ctx);
  clock.set(doctorNow);
}

async function register(ctx: Context): Promise<void> {
  await putClinic(ctx, {
    ...{ id: 'main', name: 'Клиника на Лесной', zone: 'Europe/Moscow', address: null },
    ...{ directions: null, phone: '+74951234567', hours: null, languages: ['ru', 'en'] },
  });
  for (const [id, name] of [
    ['orlova', 'Орлова Мария Сергеевна'],
    ['titov', 'Титов Андрей Львович'],
  ] as const)
    await putDoctor(ctx, { id, name, clinicId: 'main', post: null });
  const service = { preparation: null, aftercare: null, durationMin: 40 };
  await putService(ctx, { ...service, id: 'exam', name: 'Осмотр', wellbeingDays: [] });
  await putService(ctx, { ...service, id: 'surgery', name: 'Удаление', wellbeingDays: [1, 3] });
}

async function agree(ctx: Context, patientId: string, agreed: string, userId: string) {
  if (agreed === 'calls') await putCard(ctx, { patientId, change: { channels: ['phone'] }, actor });
  const purposes = agreedTo[agreed];
  if (!purposes) return;
  await bind(ctx, { patientId, userId });
  await recordAgreements(ctx, {
    ...{ patientId, purposes, channels: ['telegram'], mechanism: 'paper', document: 'Д-1', actor },
    ...{ act: 'given', strength: null, wording: 'Согласен получать сообщения в Telegram' },
  });
}

async function visits(ctx: Context): Promise<void> {
  for (const [patientId, , , serviceId, time, doctorId] of patients)
    await putAppointment(ctx, {
      ...{ id: `v-${patientId}`, patientId, doctorId, clinicId: 'main', serviceId },
      startsAt: new Date(`${doctorDate}T${time}:00+03:00`),
      ...{ durationMin: null, status: 'arrived', version: null, actor: 'api' },
    });
}
