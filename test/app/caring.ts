/** A clinic with colleagues, and patients after a treatment who are asked how they feel. */

import { sql } from 'drizzle-orm';
import { putDoctor, putService } from '../../src/app/registry.ts';
import { addStaff } from '../../src/app/staff.ts';
import { staffLeaves } from '../../src/app/staff-leave.ts';
import { startEpisode } from '../../src/app/wellbeing.ts';
import type { ChannelId } from '../../src/domain/words.ts';
import { type AlarmRow, alarmsOfPatient, callsOfAlarms } from '../../src/store/alarms.ts';
import { rows } from '../../src/store/db.ts';
import { type ReasonRow, reasonsOf } from '../../src/store/registry.ts';
import { listStaff, type StaffRole } from '../../src/store/staff.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { agreedAt } from '../support/bound.ts';
import type { Phone, World } from '../support/world.ts';

export interface Caring {
  /** Login to id. */
  readonly staff: ReadonlyMap<string, string>;
  /** A patient whose treatment ended at 12:30 on 26 November and who agreed to be asked on these days. */
  treated(channel: ChannelId, wish?: Treated): Promise<Phone>;
  reasons(patientId?: string): Promise<ReasonRow[]>;
  /** Day, kind, state, answer, score. */
  states(patientId?: string): Promise<(string | number | null)[][]>;
  alarm(patientId?: string): Promise<AlarmRow>;
  /** Who was called: level and login, in order. */
  called(patientId?: string): Promise<string[]>;
  /** Codes of open tasks. */
  tasks(patientId?: string): Promise<string[]>;
  leaves(login: string): Promise<void>;
}

interface Treated {
  readonly id?: string;
  readonly days?: readonly number[] | null;
  readonly asksScore?: boolean;
  readonly language?: 'ru' | 'en';
}

export const agreeLabel = { ru: 'Да, спросите', en: 'Yes, please ask' } as const;

export async function caring(world: World): Promise<Caring> {
  const { ctx } = world;
  const { db } = ctx;
  await putDoctor(ctx, { id: 'd2', name: 'Доктор Лис', clinicId: 'c1', post: null });
  const people: readonly [string, StaffRole, string | null][] = [
    ['boss', 'owner', null],
    ['desk', 'administrator', null],
    ['orlov', 'doctor', 'd1'],
    ['lis', 'doctor', 'd2'],
  ];
  for (const [login, role, doctorId] of people) {
    await addStaff(ctx, { login, name: login, role, doctorId, language: 'ru', actor: 'test' });
  }
  const staff = new Map((await listStaff(db)).map(({ login, id }) => [login, id]));
  const logins = new Map([...staff].map(([login, id]) => [id, login]));
  const reasons = (patientId = 'p1') => reasonsOf(db, patientId);
  const alarm = async (patientId = 'p1') => {
    const found = (await alarmsOfPatient(db, patientId)).at(-1);
    if (!found) throw new Error('no alarm');
    return found;
  };
  return {
    staff,
    reasons,
    alarm,
    treated: async (
      channel,
      { id = 'p1', days = null, asksScore = false, language = 'ru' } = {},
    ) => {
      await putService(ctx, { ...service, asksScore });
      const phone = await world.patient(id, { language });
      await agreedAt(world, { id, phone, channel });
      const hour = `${9 + Number(id.slice(1))}`.padStart(2, '0');
      await world.visit(`v-${id}`, id, `2026-11-26T${hour}:00:00+03:00`, { serviceId: 's1' });
      await world.moveTo('2026-11-26T14:00:00Z');
      const asked = { appointmentId: `v-${id}`, days, note: null, actor: 'staff:x' };
      const started = await startEpisode(ctx, asked);
      if (!started.ok) throw new Error(started.fault.detail);
      await world.settle();
      await phone.act(channel, 'tap', { label: agreeLabel[language] });
      return phone;
    },
    states: async (patientId) =>
      (await reasons(patientId)).map(({ day, kind, state, answer, score }) => [
        day,
        kind,
        state,
        answer,
        score,
      ]),
    called: async (patientId) => {
      const { id } = await alarm(patientId);
      const calls = await callsOfAlarms(db, [id]);
      return calls.map(({ level, staffId }) => `${level} ${logins.get(staffId)}`);
    },
    tasks: async (patientId = 'p1') =>
      (await listCallTasks(db, { state: 'open', patientId, limit: 20 })).map(
        ({ task }) => task.code,
      ),
    leaves: async (login) => {
      const gone = await staffLeaves(ctx, { staffId: staff.get(login) ?? '', actor: 'staff:x' });
      if (!gone.ok) throw new Error(gone.fault.detail);
    },
  };
}

const service = {
  id: 's1',
  name: 'Имплантация',
  durationMin: 30,
  preparation: null,
  aftercare: null,
  wellbeingDays: [1, 3],
};

/** What the clinic system was told, in order. */
export const toldOf = async (world: World): Promise<string[]> =>
  (
    await rows<{ type: string }>(
      world.ctx.db,
      sql`select type from event where type like 'alarm%' order by entry`,
    )
  ).map(({ type }) => type);
