/** A list that changes much waits for a person. */

import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putAppointment } from '../../src/app/appointments.ts';
import { transact } from '../../src/app/context.ts';
import { forget } from '../../src/app/forget.ts';
import { decideImport } from '../../src/app/import-write.ts';
import { leftToPlan } from '../../src/app/replan.ts';
import { sweep } from '../../src/app/sweep.ts';
import { rows } from '../../src/store/db.ts';
import { findImport, lockImport } from '../../src/store/imports.ts';
import { bring, fixtureClinic, header, moved, visitIn } from '../imports/clinic.ts';
import type { Fresh } from '../support/fresh.ts';

let fresh: Fresh;
beforeEach(async () => {
  fresh = await fixtureClinic();
});
afterEach(() => fresh.close());

const visit = (id: string) => visitIn(fresh.ctx, id);
const startOf = async (id: string) => (await visit(id)).startsAt.toISOString();
const heldText = async (id: string) =>
  transact(fresh.ctx, async (tx) => (await lockImport(tx.db, id))?.held ?? null);
const before = '2026-03-10T06:00:00.000Z';
const after = '2026-03-12T06:00:00.000Z';

describe('a list that changes much', () => {
  test('waits for a person, and is written by their word and forgotten', async () => {
    const run = await bring(fresh.ctx, 'visits', moved(3));
    expect(run).toMatchObject({ state: 'held', code: 'many_changes' });
    expect(await startOf('a1')).toBe(before);
    expect(await heldText(run.id)).toContain('a1');
    const agreed = await decideImport(fresh.ctx, {
      id: run.id,
      decision: 'agreed',
      actor: 'staff:1',
    });
    expect(agreed).toMatchObject({ ok: true, value: { state: 'applied', decidedBy: 'staff:1' } });
    expect(await startOf('a1')).toBe(after);
    expect(await heldText(run.id)).toBeNull();
    expect(await leftToPlan(fresh.ctx)).toBe(3);
  });

  test('is dropped when it is declined', async () => {
    const { id } = await bring(fresh.ctx, 'visits', moved(3));
    const said = await decideImport(fresh.ctx, { id, decision: 'declined', actor: 'staff:1' });
    expect(said).toMatchObject({ value: { state: 'refused', code: 'declined' } });
    expect(await heldText(id)).toBeNull();
    expect(await startOf('a1')).toBe(before);
    const again = await decideImport(fresh.ctx, { id, decision: 'agreed', actor: 'staff:1' });
    expect(again).toMatchObject({ fault: { kind: 'conflict', code: 'not_held' } });
  });

  test('is agreed to once, however many agree at once', async () => {
    const { id } = await bring(fresh.ctx, 'visits', moved(3));
    const said = await Promise.all(
      ['staff:1', 'staff:2', 'api'].map((actor) =>
        decideImport(fresh.ctx, { id, decision: 'agreed', actor }),
      ),
    );
    expect(said.filter(({ ok }) => ok)).toHaveLength(1);
    const written = await rows(
      fresh.ctx.db,
      sql`select 1 from audit where action = 'import_applied' and subject = ${`import:${id}`}`,
    );
    expect(written).toHaveLength(1);
  });

  test('is compared with what is there by then: more than was shown is refused', async () => {
    const cancelled = header + moved(4).slice(header.length).replaceAll('booked', 'cancelled');
    const list = cancelled.replace('a4,p1', 'b4,p1');
    const { id } = await bring(fresh.ctx, 'visits', list);
    // Meanwhile somebody has made the visit that the list was the first to tell of.
    const startsAt = new Date('2026-03-12T09:00:00Z');
    const made = { id: 'b4', patientId: 'p1', doctorId: 'd1', clinicId: 'c1', serviceId: null };
    await putAppointment(fresh.ctx, {
      ...made,
      startsAt,
      durationMin: 30,
      status: 'booked',
      version: 1,
      actor: 'api',
    });
    const said = await decideImport(fresh.ctx, { id, decision: 'agreed', actor: 'staff:1' });
    expect(said).toMatchObject({ value: { state: 'refused', code: 'changed_since' } });
    expect(await visit('a1')).toMatchObject({ status: 'booked' });
    expect(await heldText(id)).toBeNull();
  });

  test('may change less than was shown', async () => {
    const { id } = await bring(fresh.ctx, 'visits', moved(3));
    expect(await bring(fresh.ctx, 'patients', 'id,name\np1,Иванова\n')).toMatchObject({
      state: 'applied',
    });
    const startsAt = new Date(after);
    const a1 = { id: 'a1', patientId: 'p1', doctorId: 'd1', clinicId: 'c1', serviceId: null };
    await putAppointment(fresh.ctx, {
      ...a1,
      startsAt,
      durationMin: 30,
      status: 'booked',
      version: 6,
      actor: 'api',
    });
    const said = await decideImport(fresh.ctx, { id, decision: 'agreed', actor: 'staff:1' });
    expect(said).toMatchObject({ value: { state: 'applied', counts: { moved: 2, same: 1 } } });
  });

  test('is too old after a day, by a word or by the sweep', async () => {
    const late = await bring(fresh.ctx, 'visits', moved(3));
    fresh.clock.set('2026-03-03T09:00:01Z');
    const said = await decideImport(fresh.ctx, {
      id: late.id,
      decision: 'agreed',
      actor: 'staff:1',
    });
    expect(said).toMatchObject({ value: { state: 'refused', code: 'too_old' } });
    const left = await bring(fresh.ctx, 'visits', moved(3));
    fresh.clock.set('2026-03-04T09:00:02Z');
    await sweep(fresh.ctx, { alone: false });
    expect(await findImport(fresh.ctx.db, left.id)).toMatchObject({
      state: 'refused',
      code: 'too_old',
    });
    expect(await heldText(left.id)).toBeNull();
    expect(await startOf('a1')).toBe(before);
  });

  test('gives way to a newer one', async () => {
    const { id } = await bring(fresh.ctx, 'visits', moved(3));
    await bring(fresh.ctx, 'visits', moved(1, { to: '2026-03-13', version: 7 }));
    expect(await findImport(fresh.ctx.db, id)).toMatchObject({
      state: 'refused',
      code: 'superseded',
    });
    expect(await startOf('a1')).toBe('2026-03-13T06:00:00.000Z');
  });

  test('is dropped when a patient in it is forgotten', async () => {
    const { id } = await bring(fresh.ctx, 'visits', moved(3));
    const other = await bring(
      fresh.ctx,
      'visits',
      moved(3).replaceAll('p1', 'p6').replaceAll('a1,', 'a12,'),
    );
    expect(other.state).toBe('held');
    await transact(fresh.ctx, (tx) => forget(tx, { patientId: 'p1', keep: null, actor: 'test' }));
    expect(await findImport(fresh.ctx.db, id)).toMatchObject({ state: 'refused', code: 'erased' });
    expect(await heldText(id)).toBeNull();
    expect(await heldText(other.id)).not.toBeNull();
  });

  test('is much from fifty-one on, however many there are', async () => {
    const day = (n: number) => String(1 + Math.floor(n / 16)).padStart(2, '0');
    const at = (n: number) =>
      `${String(8 + Math.floor((n % 16) / 2)).padStart(2, '0')}:${n % 2 ? '30' : '00'}`;
    const list = (count: number, version: number, month: string) =>
      header +
      Array.from(
        { length: count },
        (_, n) => `m${n},p1,d2,2026-${month}-${day(n)} ${at(n)},30,booked,${version}\n`,
      ).join('');
    expect(await bring(fresh.ctx, 'visits', list(300, 1, '04'))).toMatchObject({
      state: 'applied',
    });
    expect(await bring(fresh.ctx, 'visits', list(50, 2, '05'))).toMatchObject({ state: 'applied' });
    expect(await bring(fresh.ctx, 'visits', list(51, 3, '06'))).toMatchObject({
      state: 'held',
      counts: { aheadChanged: 51, ahead: 311 },
    });
  });
});
