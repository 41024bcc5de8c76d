/** What the clinic's schedule no longer has, or has not been told for long, is not spoken of. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putAppointment } from '../../src/app/appointments.ts';
import { decideAbsence } from '../../src/app/import-absent.ts';
import { readAbsent } from '../../src/app/import-queries.ts';
import { noteTold, readSchedules, scheduleTold } from '../../src/app/schedule.ts';
import { findAppointments } from '../../src/store/many.ts';
import { type AppointmentRow, findClinic } from '../../src/store/registry.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { bring } from '../imports/clinic.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
  await world.agreed('telegram');
  await world.patient('p2');
  await world.visit('v-p2', 'p2', '2026-11-26T13:00:00+03:00');
});
afterEach(() => world.stop());

const morning = '2026-11-25T08:00:00Z';
/** When the reminder of p1's visit is due. */
const dayBefore = '2026-11-25T09:00:00Z';
const header = 'id,patientId,doctorId,date,time,durationMin\n';
const own = 'v-p1,p1,d1,2026-11-26,12:00,30\n';
const other = 'v-p2,p2,d1,2026-11-26,13:00,30\n';

const tell = async (list: string, more: { snapshot?: boolean } = {}) => {
  const run = await bring(world.ctx, 'visits', header + list, more);
  await world.settle();
  return run;
};
const still = async () => {
  await scheduleTold(world.ctx, { clinicId: 'c1', actor: 'api' });
  await world.settle();
};
const reminder = async () =>
  (await world.proactive('p1')).find(({ kind }) => kind === 'visit_day_before');
const visit = async () => {
  const [row] = await findAppointments(world.ctx.db, ['v-p1']);
  return row as AppointmentRow;
};
const absent = async () => (await readAbsent(world.ctx)).map(({ appointment }) => appointment.id);
const waits = (code: string) => ({ state: 'planned', verdict: 'wait', code });

describe('a visit that a whole schedule does not have', () => {
  beforeEach(async () => {
    await world.moveTo(morning);
    expect(await tell(other, { snapshot: true })).toMatchObject({
      state: 'applied',
      counts: { absent: 1 },
    });
  });

  test('is neither cancelled nor spoken of, and its reminder goes when it is told again', async () => {
    expect(await visit()).toMatchObject({ status: 'booked', absentAt: new Date(morning) });
    await world.moveTo(dayBefore);
    expect(await reminder()).toMatchObject(waits('absent_from_schedule'));
    await tell(own + other, { snapshot: true });
    expect(await absent()).toEqual([]);
    expect(await reminder()).toMatchObject({ state: 'accepted' });
  });

  test('is told of by PUT just as well, in the same version and the same words', async () => {
    const known = await visit();
    await world.moveTo(dayBefore);
    const { id, patientId, doctorId, clinicId, serviceId, startsAt, durationMin, version } = known;
    const facts = { id, patientId, doctorId, clinicId, serviceId, startsAt, durationMin, version };
    await putAppointment(world.ctx, { ...facts, status: 'booked', actor: 'api' });
    await world.settle();
    expect(await visit()).toMatchObject({ absentAt: null, version });
    expect(await reminder()).toMatchObject({ state: 'accepted' });
  });

  test('stands by a person’s word, and that is asked once', async () => {
    await world.moveTo(dayBefore);
    const actor = 'staff:1';
    const said = { appointmentId: 'v-p1', decision: 'still_on', actor } as const;
    expect(await decideAbsence(world.ctx, said)).toMatchObject({ ok: true });
    await world.settle();
    expect(await reminder()).toMatchObject({ state: 'accepted' });
    expect(await tell(other, { snapshot: true })).toMatchObject({ counts: { same: 1 } });
    expect(await absent()).toEqual([]);
    expect(await decideAbsence(world.ctx, said)).toMatchObject({ fault: { code: 'not_absent' } });
  });

  test('is asked about again once the schedule had it in between', async () => {
    const said = { appointmentId: 'v-p1', decision: 'still_on', actor: 'staff:1' } as const;
    await decideAbsence(world.ctx, said);
    await tell(own + other, { snapshot: true });
    await tell(other, { snapshot: true });
    expect(await absent()).toEqual(['v-p1']);
  });

  test('is cancelled by a person’s word', async () => {
    await decideAbsence(world.ctx, {
      appointmentId: 'v-p1',
      decision: 'cancelled',
      actor: 'staff:1',
    });
    expect(await visit()).toMatchObject({ status: 'cancelled', absentAt: null });
    expect(await absent()).toEqual([]);
  });

  test('becomes a call when nobody has said anything to the end', async () => {
    await world.moveTo('2026-11-25T20:00:00Z');
    await still();
    await world.moveTo('2026-11-26T08:59:00Z');
    const calls = await listCallTasks(world.ctx.db, { state: 'open', limit: 10 });
    const codes = calls.flatMap(({ task }) => (task.appointmentId === 'v-p1' ? task.code : []));
    expect(codes).toContain('absent_from_schedule');
    expect((await world.proactive('p1')).some(({ state }) => state === 'accepted')).toBe(false);
  });

  test('lets somebody else have its time, and then cannot stand', async () => {
    await tell(`${other}v-new,p2,d1,2026-11-26,12:00,30\n`, { snapshot: true });
    const said = { appointmentId: 'v-p1', decision: 'still_on', actor: 'staff:1' } as const;
    expect(await decideAbsence(world.ctx, said)).toMatchObject({ fault: { code: 'slot_taken' } });
    expect(await absent()).toEqual(['v-p1']);
  });
});

describe('a schedule', () => {
  const held = async (since: string) => {
    await world.moveTo(since);
    return reminder();
  };

  test('that nobody has promised to tell is never waited for', async () => {
    expect(await held(dayBefore)).toMatchObject({ state: 'accepted' });
    expect(await readSchedules(world.ctx)).toEqual([]);
  });

  test('that was told by a list holds reminders after a day, until it is told again', async () => {
    await tell(own);
    expect(await held(dayBefore)).toMatchObject(waits('schedule_stale'));
    expect(await readSchedules(world.ctx)).toMatchObject([{ clinicId: 'c1', isStale: true }]);
    await tell(own);
    expect(await reminder()).toMatchObject({ state: 'accepted' });
    expect(await readSchedules(world.ctx)).toMatchObject([{ isStale: false }]);
  });

  test('is fresh for a whole day', async () => {
    await world.moveTo('2026-11-24T09:00:00Z');
    await tell(own);
    expect(await held(dayBefore)).toMatchObject({ state: 'accepted' });
  });

  test('goes on by a word that nothing has changed', async () => {
    await tell(own);
    expect(await held(dayBefore)).toMatchObject(waits('schedule_stale'));
    await still();
    expect(await reminder()).toMatchObject({ state: 'accepted' });
  });

  test('is not told by what was only looked at, refused or held', async () => {
    await bring(world.ctx, 'visits', header + own, { dryRun: true });
    await bring(world.ctx, 'visits', `${header}x,nobody,d1,2026-11-26,12:00,30\n`);
    await bring(
      world.ctx,
      'visits',
      `${header}v-p1,p1,d1,2026-11-27,12:00,30\nv-p2,p2,d1,2026-11-27,13:00,30\n`,
    );
    expect(await readSchedules(world.ctx)).toEqual([]);
  });

  test('is told by a single visit only where the clinic system has promised to go on', async () => {
    const clinic = async () => {
      const row = await findClinic(world.ctx.db, 'c1');
      if (!row) throw new Error('no clinic');
      return row;
    };
    await noteTold(world.ctx, await clinic());
    expect(await clinic()).toMatchObject({ scheduleToldAt: null });
    await still();
    await world.moveTo('2026-11-25T06:10:00Z');
    expect(await readSchedules(world.ctx)).toMatchObject([{ isStale: true }]);
    await noteTold(world.ctx, await clinic());
    await world.settle();
    expect(await readSchedules(world.ctx)).toMatchObject([{ isStale: false }]);
  });
});
