/** Lists are written whole, meet each other and the patients, and survive a process that dies in between. */

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putAppointment } from '../../src/app/appointments.ts';
import { transact } from '../../src/app/context.ts';
import { newId } from '../../src/app/ids.ts';
import { startImport } from '../../src/app/import.ts';
import { decideImport } from '../../src/app/import-write.ts';
import { leftToPlan, replan } from '../../src/app/replan.ts';
import { sweep } from '../../src/app/sweep.ts';
import { moveVisit } from '../../src/app/visit-changes.ts';
import { weekOf } from '../../src/domain/card.ts';
import { weekdays } from '../../src/domain/words.ts';
import { rows } from '../../src/store/db.ts';
import { faultsOf, findImport } from '../../src/store/imports.ts';
import { migrateEmbedded } from '../../src/store/migrate.ts';
import { openPglite } from '../../src/store/pglite.ts';
import { findAppointment, reasonsOf } from '../../src/store/registry.ts';
import { insertRequest } from '../../src/store/requests.ts';
import { upsertAvailability } from '../../src/store/slots.ts';
import { insertCallTask } from '../../src/store/threads.ts';
import {
  bring,
  fixtureClinic,
  furnish,
  header,
  moved,
  options,
  visitIn,
  who,
} from '../imports/clinic.ts';
import type { Fresh } from '../support/fresh.ts';

let fresh: Fresh;
beforeEach(async () => {
  fresh = await fixtureClinic();
});
afterEach(() => fresh.close());

const visit = (id: string) => visitIn(fresh.ctx, id);
const startOf = async (id: string) => (await visit(id)).startsAt.toISOString();

describe('nothing or all of it', () => {
  test('one bad row keeps the good ones out, and no word of it is kept', async () => {
    const list = `${header}n1,p1,d2,2026-03-16 10:00,30,booked,1\nn2,Секретов Иван,d2,2026-03-16 11:00,30,booked,1\n`;
    const run = await bring(fresh.ctx, 'visits', list);
    expect(run).toMatchObject({ state: 'refused', code: 'rows_faulty' });
    expect(await findAppointment(fresh.ctx.db, 'n1')).toBeNull();
    const everything = await rows<{ text: string }>(
      fresh.ctx.db,
      sql`select (select jsonb_agg(to_jsonb(import_run)) from import_run)::text
        || (select coalesce(jsonb_agg(to_jsonb(import_fault)), '[]') from import_fault)::text as text`,
    );
    expect(everything[0]?.text).toContain('unknown_patient');
    expect(everything[0]?.text).not.toContain('Секретов');
  });

  test('a list that looks medical leaves nothing but the name of the column', async () => {
    const list = 'id;patientId;doctorId;date;time;Диагноз\nn1;p1;d2;16.03.2026;10:00;Пульпит\n';
    expect(await bring(fresh.ctx, 'visits', list)).toMatchObject({
      ...{ state: 'refused', code: 'diagnosis_column', field: 'Диагноз', counts: {}, samples: [] },
    });
    const kept = await rows<{ text: string }>(
      fresh.ctx.db,
      sql`select to_jsonb(import_run)::text as text from import_run`,
    );
    expect(kept.map(({ text }) => text).join()).not.toContain('Пульпит');
  });

  test('two lists at once do not mix: the later one sees what the earlier wrote', async () => {
    const one = bring(fresh.ctx, 'visits', moved(2, { to: '2026-03-12', version: 6 }));
    const two = bring(fresh.ctx, 'visits', moved(2, { to: '2026-03-13', version: 7 }));
    const states = (await Promise.all([one, two])).map(({ state }) => state);
    expect(states).toContain('applied');
    const [first, second] = [await visit('a1'), await visit('a2')];
    expect(first.version).toBe(second.version);
    expect(first.startsAt.toISOString().slice(0, 10)).toBe(
      second.startsAt.toISOString().slice(0, 10),
    );
  });

  test('more rows, or bytes, than may be are refused before anything is compared', async () => {
    const row = 'n,p1,d1,2026-03-16 10:00,30,booked,1\n';
    const many = new TextEncoder().encode(header + row.repeat(50_001));
    expect(await bring(fresh.ctx, 'visits', many)).toMatchObject({ code: 'too_many_rows' });
    const big = new Uint8Array(16 * 1024 * 1024 + 1).fill(65);
    expect(await bring(fresh.ctx, 'visits', big)).toMatchObject({ code: 'too_large' });
  });

  test('what was said of the lines of a list is dropped after a month, the list stays', async () => {
    const { id } = await bring(fresh.ctx, 'visits', `${header}n1,nobody,d1,x,30,booked,1\n`);
    const left = () => faultsOf(fresh.ctx.db, { runId: id, skip: 0, limit: 9 });
    expect(await left()).toHaveLength(1);
    fresh.clock.set('2026-04-02T09:00:00Z');
    await bring(fresh.ctx, 'patients', 'id,name\np1,A\n');
    expect(await left()).toEqual([]);
    expect(await findImport(fresh.ctx.db, id)).toMatchObject({ code: 'rows_faulty' });
  });

  test('the same request again is answered with what came of it', async () => {
    const first = await bring(fresh.ctx, 'visits', moved(2), { requestKey: 'night-1' });
    const again = await bring(fresh.ctx, 'visits', moved(2), { requestKey: 'night-1' });
    expect(again.id).toBe(first.id);
    const both = await Promise.all(
      [1, 2].map(() => bring(fresh.ctx, 'patients', 'id,name\nq1,Раз\n', { requestKey: 'twice' })),
    );
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  });
});

describe('a process that dies', () => {
  test('before the list is read leaves a run that the next start ends', async () => {
    const input = { kind: 'visits', filename: 'v.csv', bytes: new Uint8Array(), options } as const;
    const { id, done } = await startImport(fresh.ctx, { ...input, requestKey: null, actor: 'api' });
    await done;
    await fresh.ctx.db.execute(
      sql`update import_run set state = 'running', code = null where id = ${id}`,
    );
    await sweep(fresh.ctx, { alone: false });
    expect(await findImport(fresh.ctx.db, id)).toMatchObject({ state: 'running' });
    await sweep(fresh.ctx, { alone: true });
    expect(await findImport(fresh.ctx.db, id)).toMatchObject({
      state: 'refused',
      code: 'interrupted',
    });
  });

  test('after it is written leaves marks, and whoever comes next plans them once', async () => {
    await bring(fresh.ctx, 'visits', moved(2));
    expect(await leftToPlan(fresh.ctx)).toBe(2);
    const planned = await Promise.all([replan(fresh.ctx), replan(fresh.ctx), replan(fresh.ctx)]);
    expect(planned.reduce((sum, n) => sum + n, 0)).toBe(2);
    expect(await leftToPlan(fresh.ctx)).toBe(0);
    const own = await rows<{ version: number }>(
      fresh.ctx.db,
      sql`select schedule_version as version from message where appointment_id = 'a1' and state = 'planned'`,
    );
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ version }) => version === 2)).toBe(true);
  });
});

describe('what a patient has changed', () => {
  test('is not undone by a list that repeats what it knew', async () => {
    const known = await visit('a1');
    await upsertAvailability(fresh.ctx.db, {
      ...{ doctorId: 'd1', clinicId: 'c1', days: {}, stepMin: 30, updatedAt: fresh.clock.now() },
      week: weekOf(weekdays, [{ from: '08:00', to: '20:00' }]),
    });
    const to = new Date('2026-03-12T08:00:00Z');
    const change = {
      appointmentId: 'a1',
      scheduleVersion: known.scheduleVersion,
      via: 'telegram',
    } as const;
    const outcome = await transact(fresh.ctx, (tx) => moveVisit(tx, change, to));
    expect(JSON.stringify(outcome)).toContain('moved');
    const list = 'id,patientId,doctorId,startsAt,durationMin\na1,p1,d1,2026-03-10 09:00,30\n';
    expect(await bring(fresh.ctx, 'visits', list)).toMatchObject({
      state: 'applied',
      counts: { same: 1 },
    });
    expect(await startOf('a1')).toBe(to.toISOString());
  });
});

test('what follows from a change told by PUT follows from one in a list', async () => {
  const createdAt = fresh.clock.now();
  const about = { id: newId(), patientId: 'p1', appointmentId: 'a1', createdAt };
  await insertRequest(fresh.ctx.db, { ...about, kind: 'move', state: 'open' });
  const task = {
    ...about,
    purpose: 'visit',
    code: 'phone_chosen',
    dueAt: createdAt,
    state: 'open',
  } as const;
  await insertCallTask(fresh.ctx.db, task);
  await bring(fresh.ctx, 'visits', moved(1));
  const [left] = await rows<{ tasks: string; requests: string; audit: string }>(
    fresh.ctx.db,
    sql`select (select result from call_task where appointment_id is not null) as tasks, (select state from visit_request) as requests,
      (select actor from audit where subject = 'appointment:a1' order by seq desc limit 1) as audit`,
  );
  expect(left).toMatchObject({ tasks: 'superseded', requests: 'done' });
  expect(left?.audit).toMatch(/^import:/);
});

describe('a recall', () => {
  test('is remembered with its evidence and causes no message', async () => {
    const list =
      'patientId,purpose,lastVisitOn,intervalMonths,doctorId\np1,hygiene,2025-12-15,6,d1\n';
    await bring(fresh.ctx, 'recalls', list);
    await bring(fresh.ctx, 'recalls', list);
    await replan(fresh.ctx);
    const reasons = await reasonsOf(fresh.ctx.db, 'p1');
    expect(reasons).toMatchObject([
      {
        ...{ purpose: 'hygiene', state: 'planned', doctorId: 'd1' },
        evidence: { importedFrom: 'recalls.csv', lastVisitOn: '2025-12-15', intervalMonths: 6 },
      },
    ]);
    const written = await rows(
      fresh.ctx.db,
      sql`select 1 from message where reason_id is not null`,
    );
    expect(written).toEqual([]);
  });
});

test('the embedded database, which has one connection, comes to the same', async () => {
  const store = await openPglite();
  await migrateEmbedded(store);
  const ctx = { ...fresh.ctx, db: store.db };
  await furnish(ctx);
  const swapped = `${header}a1,p1,d1,2026-03-10 10:00,30,booked,6\na2,p2,d1,2026-03-10 09:00,30,booked,6\n`;
  expect(await bring(ctx, 'visits', swapped)).toMatchObject({
    state: 'applied',
    counts: { moved: 2 },
  });
  const taken = `${header}n1,p1,d1,2026-03-10 10:15,30,booked,1\n`;
  expect(await bring(ctx, 'visits', taken)).toMatchObject({ code: 'rows_faulty' });
  const { id } = await bring(ctx, 'visits', moved(3, { version: 7 }));
  const said = await decideImport(ctx, { id, decision: 'agreed', actor: 'staff:1' });
  expect(said).toMatchObject({ value: { state: 'applied' } });
  expect(await replan(ctx)).toBe(3);
  await store.close();
}, 60_000);

/** Told one after another by PUT, or as lists of one: the same is recorded. */
test('a list and PUT come to the same', async () => {
  const facts = fc.record({
    hour: fc.integer({ min: 9, max: 18 }),
    patient: fc.constantFrom(...who),
    doctor: fc.constantFrom('d1', 'd2'),
    status: fc.constantFrom('booked', 'confirmed', 'cancelled', 'completed'),
    version: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
  });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(facts, { minLength: 1, maxLength: 4 }), async (told) => {
      round += 1;
      const day = `2027-${String(1 + Math.floor(round / 28)).padStart(2, '0')}-${String(1 + (round % 28)).padStart(2, '0')}`;
      const ids = [`put-${round}`, `list-${round}`] as const;
      for (const { hour, patient, doctor, status, version } of told) {
        const time = `${String(hour).padStart(2, '0')}:00`;
        await putAppointment(fresh.ctx, {
          ...{ id: ids[0], patientId: patient, doctorId: doctor, clinicId: 'c1', serviceId: null },
          ...{
            startsAt: new Date(`${day}T${time}:00+03:00`),
            durationMin: 15,
            status,
            version,
            actor: 'api',
          },
        });
        // A quarter of an hour later, so that the two do not take each other's time.
        const late = time.replace(':00', ':15');
        const line = `${ids[1]},${patient},${doctor},${day} ${late},15,${status},${version ?? ''}\n`;
        await bring(fresh.ctx, 'visits', header + line);
      }
      const [put, listed] = [await visit(ids[0]), await visit(ids[1])];
      expect(factsOf(listed)).toEqual(factsOf(put));
    }),
    { numRuns: 40 },
  );
});

/** Without version: a list without one does not count up for what it only repeats. */
const factsOf = ({
  startsAt,
  patientId,
  doctorId,
  status,
  durationMin,
  scheduleVersion,
}: Awaited<ReturnType<typeof visit>>) => ({
  hour: startsAt.getUTCHours(),
  ...{ patientId, doctorId, status, durationMin, scheduleVersion },
});
