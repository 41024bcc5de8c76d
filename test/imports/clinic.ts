/** What the lists of the fixtures are compared with: two clinics, their people, and a day of visits. */

import { confirmVisit, putAppointment } from '../../src/app/appointments.ts';
import { type Context, transact } from '../../src/app/context.ts';
import { importList, type ListInput } from '../../src/app/import.ts';
import { putClinic, putDoctor, putPatient, putService } from '../../src/app/registry.ts';
import { replan } from '../../src/app/replan.ts';
import type { ImportOptions } from '../../src/domain/imports.ts';
import { toInstant } from '../../src/domain/time.ts';
import type { AppointmentStatus } from '../../src/domain/words.ts';
import { type AppointmentRow, findAppointment, upsertPatient } from '../../src/store/registry.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';
import { copyOf, freshDatabase } from '../support/postgres.ts';

export const zone = 'Europe/Moscow';
export const now = '2026-03-02T09:00:00Z';
const before = '2026-03-01T09:00:00Z';

export const options: ImportOptions = {
  dryRun: false,
  snapshot: false,
  from: null,
  until: null,
  clinicId: 'c1',
  encoding: null,
};

export const bring = (
  ctx: Context,
  kind: ListInput['kind'],
  list: string | Uint8Array,
  more: Partial<ImportOptions> & { requestKey?: string } = {},
) => {
  const { requestKey = null, ...rest } = more;
  return importList(ctx, {
    kind,
    filename: `${kind}.csv`,
    bytes: typeof list === 'string' ? new TextEncoder().encode(list) : list,
    options: { ...options, ...rest },
    requestKey,
    actor: 'api',
  });
};

let furnished: Promise<string> | undefined;

/** Furnished once for a test file, and copied for each test. */
export async function fixtureClinic(): Promise<Fresh> {
  furnished ??= furnishedOnce();
  return freshContext({ now, url: await copyOf(await furnished) });
}

async function furnishedOnce(): Promise<string> {
  const url = await freshDatabase();
  const { ctx, close } = await freshContext({ now: before, url });
  await furnish(ctx);
  await close();
  return url;
}

export async function furnish(ctx: Context): Promise<void> {
  await register(ctx);
  for (let n = 1; n <= 10; n += 1) {
    const patientId = ['p1', 'p2', 'p5'][(n - 1) % 3] ?? '';
    await visit(ctx, {
      id: `a${n}`,
      patientId,
      at: `2026-03-10T${String(8 + n).padStart(2, '0')}:00`,
    });
  }
  await visit(ctx, { id: 'a0', patientId: 'p1', at: '2026-02-20T12:00', status: 'completed' });
  await visit(ctx, { id: 'a11', patientId: 'p1', at: '2026-03-11T10:00', status: 'cancelled' });
  await visit(ctx, { id: 'a12', patientId: 'p2', at: '2026-03-11T11:00' });
  await transact(ctx, (tx) => confirmVisit(tx, { appointmentId: 'a12', via: 'telegram' }));
  const recall = 'patientId;purpose;lastVisitOn;intervalMonths\np6;hygiene;2025-12-15;6\n';
  await bring(ctx, 'recalls', recall);
  await replan(ctx);
}

async function register(ctx: Context): Promise<void> {
  const blank = { address: null, directions: null, phone: null, hours: null };
  const languages = ['ru'] as const;
  await putClinic(ctx, {
    id: 'c1',
    name: 'Клиника на Садовой',
    zone,
    languages: [...languages],
    ...blank,
  });
  await putClinic(ctx, {
    ...{ id: 'c2', name: 'Филиал в Берлине', zone: 'Europe/Berlin', languages: [...languages] },
    ...blank,
  });
  const doctors = { d1: 'Орлов Пётр Ильич', d2: 'Белова Анна', d3: 'Ким Олег', d4: 'Ким Олег' };
  for (const [id, name] of Object.entries(doctors))
    await putDoctor(ctx, { id, name, clinicId: 'c1', post: null });
  const services = {
    s1: { name: 'Осмотр', durationMin: 40 },
    s2: { name: 'Гигиена', durationMin: 60 },
  };
  for (const [id, service] of Object.entries(services))
    await putService(ctx, {
      id,
      ...service,
      preparation: null,
      aftercare: null,
      wellbeingDays: [],
    });
  const people = {
    p1: ['Иванова Мария', '+79161234567'],
    p2: ['Петров Олег', '+79161230002'],
    p3: ['Сидорова Анна', '+79161230003'],
    p4: ['Сидорова Анна', '+79161230003'],
    p5: ['Рид Джон', '+79161230005'],
    p6: ['Шестой Семён', '+79161230006'],
  } as const;
  for (const [id, [name, phone]] of Object.entries(people)) await patient(ctx, { id, name, phone });
  const erasedAt = ctx.clock.now();
  const stamps = { createdAt: erasedAt, updatedAt: erasedAt, erasedAt };
  await upsertPatient(ctx.db, { id: 'p9', name: '', ...stamps });
}

const patient = (ctx: Context, who: { id: string; name: string; phone: string }) =>
  putPatient(ctx, {
    ...who,
    ...{ language: 'ru', birthDate: '1980-05-01', guardian: null, clinicId: 'c1', actor: 'api' },
  });

export async function visit(
  ctx: Context,
  on: { id: string; patientId: string; at: string; status?: AppointmentStatus },
): Promise<void> {
  const { id, patientId, at, status = 'booked' } = on;
  const put = await putAppointment(ctx, {
    ...{ id, patientId, status, doctorId: 'd1', clinicId: 'c1', serviceId: null },
    ...{ startsAt: toInstant({ local: at, zone }), durationMin: 30, version: 5, actor: 'api' },
  });
  if (!put.ok) throw new Error(put.fault.code);
}

export const header = 'id,patientId,doctorId,startsAt,durationMin,status,version\n';
export const who = ['p1', 'p2', 'p5'] as const;
/** Of the visits a1, a2, … of the fixtures' day. */
export const moved = (count: number, { to = '2026-03-12', version = 6 } = {}) =>
  header +
  Array.from({ length: count }, (_, i) => {
    const hour = String(9 + i).padStart(2, '0');
    return `a${i + 1},${who[i % 3]},d1,${to} ${hour}:00,30,booked,${version}\n`;
  }).join('');

export async function visitIn(ctx: Context, id: string): Promise<AppointmentRow> {
  const row = await findAppointment(ctx.db, id);
  if (!row) throw new Error(`no ${id}`);
  return row;
}
