/**
 * Many patients' episodes on real PostgreSQL and one clock: random answers, blocked bots, lost requests, colleagues
 * who leave, and processes that are dead when somebody should be called. The long run is
 * `EPISODES=10000 npx vitest run test/app/episodes.test.ts`.
 */

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SendOutcome } from '../../bots/channel.ts';
import { accept } from '../../src/app/accept.ts';
import { takeAlarm } from '../../src/app/alarms.ts';
import { putAppointment } from '../../src/app/appointments.ts';
import { tend } from '../../src/app/care.ts';
import { recordAgreements } from '../../src/app/consents.ts';
import type { Context } from '../../src/app/context.ts';
import { dispatchDue } from '../../src/app/dispatch.ts';
import { newId } from '../../src/app/ids.ts';
import { receivePending } from '../../src/app/receive.ts';
import { putClinic, putDoctor, putPatient, putService } from '../../src/app/registry.ts';
import { addStaff } from '../../src/app/staff.ts';
import { staffLeaves, staffReturns } from '../../src/app/staff-leave.ts';
import { sweep } from '../../src/app/sweep.ts';
import { systemTimers } from '../../src/app/timers.ts';
import { startEpisode } from '../../src/app/wellbeing.ts';
import { minuteMs } from '../../src/domain/time.ts';
import { listLiveAlarms } from '../../src/store/alarms.ts';
import { rows, type Store } from '../../src/store/db.ts';
import { listStaff } from '../../src/store/staff.ts';
import { templateDefinitions } from '../../src/text/proactive.ts';
import { standingClock } from '../support/clock.ts';
import { freshStore } from '../support/postgres.ts';
import { bind } from '../web/console/sample-accounts.ts';
import { eventFrom, fakeChannel } from '../web/console/support.ts';

const patients = Number(process.env.EPISODES ?? 40);
/** Of real time; the rest is for the clinic and a slow machine. */
const patient_ms = 400;
/** At once, where their order is nobody's. */
const together = 8;
/** Numerical Recipes' generator: nearly the same world each time. */
let seed = 20_261_123;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
const ids = Array.from({ length: patients }, (_, i) => `p${i}`);

const userOf = (id: string): string => `${1000 + Number(id.slice(1))}`;

function outcome(): SendOutcome {
  const chance = random();
  if (chance < 0.03) return { type: 'unknown', code: 'timeout' };
  if (chance < 0.05) return { type: 'recipient_gone', code: 'blocked' };
  return { type: 'accepted', externalId: newId() };
}

let store: Store;
let ctx: Context;
const clock = standingClock(new Date('2026-11-25T09:00:00Z'));

beforeAll(
  async () => {
    store = await freshStore();
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    ctx = {
      ...{ db: store.db, clock, log: silent, timers: systemTimers, process: newId() },
      channels: [fakeChannel('telegram', outcome)],
      templates: templateDefinitions(),
      wake: () => {},
    };
    await clinicOf(ctx);
    await each(ids, (id) => patientOf(ctx, id));
  },
  60_000 + patients * patient_ms,
);
afterAll(() => store.close());

async function each<T>(all: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
  const left = [...all];
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: together }, lane));
}

async function clinicOf(at: Context): Promise<void> {
  const where = { address: null, directions: null, phone: null, hours: null };
  await putClinic(at, {
    ...{ id: 'c1', name: 'Клиника', zone: 'Europe/Moscow', languages: ['ru'], ...where },
  });
  await putDoctor(at, { id: 'd1', name: 'Доктор', clinicId: 'c1', post: null });
  const words = { preparation: null, aftercare: 'Не жевать два часа.' };
  const asked = { wellbeingDays: [1, 3], asksScore: true };
  await putService(at, { id: 's1', name: 'Лечение', durationMin: 30, ...words, ...asked });
  const staff = [
    ['owner', null],
    ['administrator', null],
    ['administrator', null],
  ] as const;
  for (const [n, [role, doctorId]] of [...staff, ['doctor', 'd1'] as const].entries()) {
    const login = `${role}${n}`;
    await addStaff(at, { login, name: login, role, doctorId, language: 'ru', actor: 'test' });
  }
}

async function patientOf(at: Context, id: string): Promise<void> {
  const nothing = { phone: null, birthDate: null, guardian: null };
  await putPatient(at, {
    id,
    name: `Имя ${id}`,
    language: 'ru',
    clinicId: 'c1',
    actor: 'test',
    ...nothing,
  });
  await bind(at, { patientId: id, userId: userOf(id) });
  const paper = { act: 'given', mechanism: 'paper', document: '1', wording: null } as const;
  await recordAgreements(at, {
    ...{ patientId: id, purposes: ['visit', 'wellbeing'], channels: ['telegram'], ...paper },
    ...{ strength: null, actor: 'test' },
  });
  await putAppointment(at, {
    ...{ id: `v-${id}`, patientId: id, doctorId: 'd1', clinicId: 'c1', serviceId: 's1' },
    ...{ startsAt: new Date('2026-11-25T07:00:00Z'), durationMin: 30, status: 'completed' },
    ...{ version: null, actor: 'test' },
  });
}

const start = (id: string, days: readonly number[] | null) =>
  startEpisode(ctx, { appointmentId: `v-${id}`, days, note: null, actor: 'test' });

async function say(id: string, text: string): Promise<void> {
  const [channel] = ctx.channels;
  const event = eventFrom(channel!, userOf(id), { type: 'text', text });
  await accept(ctx, channel!, [{ event, raw: '' }]);
}

const answers = [
  'плохо',
  '2',
  'кровь не останавливается',
  'хорошо',
  '9',
  'так себе',
  'а можно кофе?',
];
const more = ['что мне принять?', 'можно нурофен?', 'памятка'];

/** Minute by minute after the answers: somebody may take an alarm, the process may be dead. */
async function passHour(): Promise<void> {
  for (let step = 0; step < 6; step += 1) {
    clock.set(new Date(clock.now().getTime() + 7 * minuteMs));
    if (random() < 0.6) await Promise.all([tend(ctx), tend(ctx)]);
    const staff = (await listStaff(ctx.db)).filter(({ disabledAt }) => !disabledAt);
    for (const { alarm } of await listLiveAlarms(ctx.db)) {
      if (alarm.state !== 'open' || random() > 0.25) continue;
      const { id: staffId } = pick(staff);
      await takeAlarm(ctx, { alarmId: alarm.id, staffId, actor: `staff:${staffId}` });
    }
  }
}

async function passDay(day: number): Promise<void> {
  clock.set(new Date(Date.UTC(2026, 10, 25 + day, 7, 1)));
  await dispatchDue(ctx);
  await sweep(ctx, { alone: false });
  const asked = await query<{ id: string }>(
    sql`select distinct patient_id as id from message
      where kind = 'wellbeing_score' and state = 'accepted' and settled_at >= ${clock.now().toISOString()}::timestamptz`,
  );
  const heard = asked.flatMap(({ id }) => (random() < 0.7 ? [[id, pick(answers)] as const] : []));
  await each(heard, ([id, text]) => say(id, text));
  await receivePending(ctx);
  const alarmed = new Set((await listLiveAlarms(ctx.db)).map(({ alarm }) => alarm.patientId));
  const asking = [...alarmed].flatMap((id) => (random() < 0.5 ? [[id, pick(more)] as const] : []));
  await each(asking, ([id, text]) => say(id, text));
  await receivePending(ctx);
  await dispatchDue(ctx);
  await passHour();
  await dispatchDue(ctx);
}

const query = <T>(statement: Parameters<typeof rows>[1]): Promise<T[]> =>
  rows<T>(store.db, statement);

test(
  'ends as promised, whatever happens on the way',
  async () => {
    const courses = ids.map((id) => [id, pick([null, [1], [1, 2], [2, 3]])] as const);
    await each(courses, ([id, days]) => start(id, days));
    for (let day = 1; day <= 4; day += 1) {
      await passDay(day);
      const more = ids.flatMap((id) =>
        random() < 0.2 ? [[id, pick([[1, 2, 3], [3, 4], null])] as const] : [],
      );
      await each(more, ([id, days]) => start(id, days));
      const doctor = (await listStaff(ctx.db)).find(({ role }) => role === 'doctor');
      const act = { staffId: doctor?.id ?? '', actor: 'staff:x' };
      await (day % 2 === 0 ? staffLeaves(ctx, act) : staffReturns(ctx, act));
    }
    clock.set(new Date('2026-12-05T07:00:00Z'));
    await sweep(ctx, { alone: false });

    const twice = await query(
      sql`select r.patient_id, r.day from reason r join message m on m.reason_id = r.id
      where r.kind = 'wellbeing' and m.state in ('accepted', 'delivered', 'read', 'unknown', 'claimed')
        and m.kind = 'wellbeing_score'
      group by r.patient_id, r.day having count(*) > 1`,
    );
    expect(twice, 'no day is asked about twice').toEqual([]);

    const bad = await query<{ id: string }>(
      sql`select distinct patient_id as id from reason where kind = 'wellbeing' and answer = 'bad'`,
    );
    expect(bad.length).toBeGreaterThan(patients / 5);
    const lost = await query(
      sql`select r.patient_id from reason r
      where r.kind = 'wellbeing' and r.answer = 'bad' and not exists (
        select 1 from alarm a where a.patient_id = r.patient_id and a.code <> 'low_mark' and (
          a.taken_by is not null or exists (
            select 1 from alarm_call c join staff s on s.id = c.staff_id
            where c.alarm_id = a.id and s.role = 'owner')))`,
    );
    expect(lost, 'somebody has it, or the owner was called').toEqual([]);

    const advice = await query<{ kind: string }>(
      sql`select distinct m.kind from message m join alarm a on a.patient_id = m.patient_id
      where m.direction = 'out' and a.code <> 'low_mark' and m.created_at > a.raised_at
        and (a.closed_at is null or m.created_at < a.closed_at) and m.state <> 'dropped'
        and not m.proactive and m.kind not in ('wellbeing_bad', 'red_flag')`,
    );
    expect(advice, 'only people speak to whoever feels bad').toEqual([]);

    const unheard = await query(
      sql`select r.id from reason r where r.kind = 'wellbeing' and r.state = 'silent' and not exists (
      select 1 from call_task t where t.patient_id = r.patient_id and t.code = 'wellbeing_silent')`,
    );
    expect(unheard, 'silence is a call').toEqual([]);
    const waiting = await query(
      sql`select id from reason where kind = 'wellbeing' and state = 'sent'`,
    );
    expect(waiting, 'nothing waits for ever').toEqual([]);
  },
  60_000 + patients * patient_ms,
);
