/** Moving a visit at the desk, and taking it back, as the patients on their phones see it. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putAvailability } from '../../src/app/availability.ts';
import { putCard } from '../../src/app/cards.ts';
import { moveByDesk, recentMoves, seenOf, undoMove } from '../../src/app/desk-moves.ts';
import { putDoctor } from '../../src/app/registry.ts';
import { weekOf } from '../../src/domain/card.ts';
import { weekdays } from '../../src/domain/words.ts';
import { findAppointment } from '../../src/store/registry.ts';
import { listRequests } from '../../src/store/requests.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
  await putDoctor(world.ctx, { id: 'd2', name: 'Доктор Титов', clinicId: 'c1', post: null });
});
afterEach(() => world.stop());

const actor = 'staff:desk';
const noonOn26 = '2026-11-26T09:00:00.000Z';
const oneOn26 = '2026-11-26T10:00:00.000Z';

const visit = async (id = 'v-p1') => {
  const row = await findAppointment(world.ctx.db, id);
  if (!row) throw new Error(`no visit ${id}`);
  return row;
};

async function move(startsAt: string, { id = 'v-p1', doctorId = 'd1' } = {}) {
  const seen = seenOf(await visit(id));
  const place = { doctorId, clinicId: 'c1', startsAt: new Date(startsAt) };
  const moved = await moveByDesk(world.ctx, { appointmentId: id, ...place, seen, actor });
  await world.settle();
  return moved.ok ? 'moved' : moved.fault.code;
}

async function undo(id = 'v-p1') {
  const row = await visit(id);
  const back = await undoMove(world.ctx, { appointmentId: id, seen: seenOf(row), actor });
  await world.settle();
  return back.ok ? 'back' : back.fault.code;
}

const bookable = (spans: { from: string; to: string }[]) =>
  putAvailability(world.ctx, {
    doctorId: 'd1',
    clinicId: 'c1',
    week: weekOf(weekdays, spans),
    days: {},
    stepMin: 30,
    actor,
  });

const press = (phone: Phone, label: string) => phone.act('telegram', 'tap', { label });
const heard = async (phone: Phone) => (await phone.texts('telegram')).length;
const later = (ms: number) =>
  world.moveTo(new Date(world.clock.now().getTime() + ms).toISOString());
const settled_ms = 3 * 60_000 + 1_000;

describe('a move', () => {
  test('is told once it has settled, with the reminders of the new time', async () => {
    const phone = await world.agreed('telegram');
    await later(settled_ms);
    const before = await heard(phone);
    expect(await move(oneOn26)).toBe('moved');
    expect(await heard(phone)).toBe(before);
    await later(settled_ms);
    expect((await phone.texts('telegram')).at(-1)).toContain('четверг 26 ноября, 13:00');
    expect(await heard(phone)).toBe(before + 1);
  });

  test('that is taken back is never heard of, and the confirmation stands', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo('2026-11-25T09:00:00Z');
    await press(phone, 'Подтверждаю');
    const confirmed = await visit();
    const before = await heard(phone);
    expect(await move(oneOn26, { doctorId: 'd2' })).toBe('moved');
    expect((await visit()).status).toBe('booked');
    expect(await undo()).toBe('back');
    const back = await visit();
    expect([back.startsAt.toISOString(), back.doctorId]).toEqual([noonOn26, 'd1']);
    expect([back.status, back.confirmedAt, back.confirmedVia]).toEqual([
      'confirmed',
      confirmed.confirmedAt,
      'telegram',
    ]);
    await later(settled_ms);
    expect(await heard(phone)).toBe(before);
    expect(await undo(), 'what was taken back is not a move').toBe('settled');
  });

  test('can be taken back for as long as nobody has been told', async () => {
    await world.agreed('telegram');
    await move(oneOn26);
    expect((await recentMoves(world.ctx, [await visit()])).size).toBe(1);
    await later(settled_ms);
    expect((await recentMoves(world.ctx, [await visit()])).size).toBe(0);
    expect(await undo()).toBe('settled');
    expect((await visit()).startsAt.toISOString()).toBe(oneOn26);
  });

  test('to another doctor at the same time keeps what the patient confirmed', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo('2026-11-25T09:00:00Z');
    await press(phone, 'Подтверждаю');
    const before = await heard(phone);
    expect(await move(noonOn26, { doctorId: 'd2' })).toBe('moved');
    expect(await visit()).toMatchObject({ doctorId: 'd2', status: 'confirmed' });
    await later(settled_ms);
    expect(await heard(phone)).toBe(before);
  });

  test('taken back brings back what was asked for', async () => {
    const phone = await world.agreed('telegram');
    await phone.act('telegram', 'text', { text: 'хочу перенести' });
    await phone.act('telegram', 'text', { text: 'по вечерам, кроме среды' });
    await move(oneOn26);
    expect(await listRequests(world.ctx.db, { limit: 9 })).toEqual([]);
    await undo();
    expect(await listRequests(world.ctx.db, { limit: 9 })).toMatchObject([
      { kind: 'move', state: 'open', words: 'по вечерам, кроме среды', closedAt: null },
    ]);
  });

  test('taken back brings back the call that was to be made', async () => {
    await world.patient('p2');
    await putCard(world.ctx, { patientId: 'p2', change: { channels: ['phone'] }, actor });
    await world.visit('v-p2', 'p2', '2026-11-26T16:00:00+03:00');
    await world.moveTo('2026-11-25T14:00:00Z');
    const calls = async () =>
      (await listCallTasks(world.ctx.db, { state: 'open', limit: 9 })).map(({ task }) => task.id);
    const asked = await calls();
    expect(asked).toHaveLength(1);
    await move('2026-11-26T15:00:00Z', { id: 'v-p2' });
    expect(await calls()).not.toEqual(asked);
    await undo('v-p2');
    expect(await calls()).toEqual(asked);
  });
});

describe('is refused, and nothing moves,', () => {
  beforeEach(async () => {
    await world.agreed('telegram');
    await world.patient('p2');
    await world.visit('v-p2', 'p2', '2026-11-26T16:00:00+03:00');
  });

  test('where the doctor has another visit', async () => {
    expect(await move('2026-11-26T13:15:00Z')).toBe('slot_taken');
    expect((await visit()).startsAt.toISOString()).toBe(noonOn26);
  });

  test('where the patient has another visit', async () => {
    await world.visit('v-more', 'p1', '2026-11-26T18:00:00+03:00', { doctorId: 'd2' });
    expect(await move('2026-11-26T15:00:00Z')).toBe('patient_busy');
  });

  test('in the past, and once it is over', async () => {
    expect(await move('2026-11-20T09:00:00Z')).toBe('past');
    await world.visit('v-p1', 'p1', noonOn26, { status: 'arrived' });
    expect(await move(oneOn26)).toBe('not_movable');
  });

  test('if it is not the visit any more that was shown', async () => {
    const seen = seenOf(await visit());
    await world.visit('v-p1', 'p1', '2026-11-26T12:30:00+03:00');
    const place = { doctorId: 'd1', clinicId: 'c1', startsAt: new Date(oneOn26) };
    const late = await moveByDesk(world.ctx, { appointmentId: 'v-p1', ...place, seen, actor });
    expect(late).toMatchObject({ ok: false, fault: { code: 'visit_changed' } });
  });

  test('while another patient decides about that time', async () => {
    await bookable([{ from: '09:00', to: '12:00' }]);
    const other = await world.patient('p3');
    await world.optIn('p3', other, 'telegram');
    await world.visit('v-p3', 'p3', '2026-11-26T17:00:00+03:00');
    await other.act('telegram', 'text', { text: 'перенести' });
    await press(other, 'пт 27 ноября');
    await press(other, '9:00');
    expect(await move('2026-11-27T06:00:00Z')).toBe('slot_kept');
    await later(5 * 60_000 + 1_000);
    expect(await move('2026-11-27T06:00:00Z')).toBe('moved');
  });
});

describe('a time that the desk has made free', () => {
  let waiter: Phone;
  beforeEach(async () => {
    await bookable([{ from: '11:00', to: '14:00' }]);
    await world.agreed('telegram');
    waiter = await world.patient('p2');
    await world.optIn('p2', waiter, 'telegram');
    await world.visit('v-p2', 'p2', '2026-11-27T12:00:00+03:00');
    await waiter.act('telegram', 'text', { text: 'перенести' });
    await press(waiter, 'Хочу раньше');
    await later(settled_ms);
  });
  const offered = async () =>
    (await waiter.texts('telegram')).some((text) => text.includes('Освободилось время раньше'));

  test('goes to whoever waits, once the move has settled', async () => {
    await move(oneOn26);
    expect(await offered()).toBe(false);
    await later(settled_ms);
    expect((await waiter.texts('telegram')).at(-1)).toContain(
      'Можно прийти: четверг 26 ноября, 12:00',
    );
  });

  test('is offered to nobody if the move is taken back', async () => {
    await move(oneOn26);
    await undo();
    await later(settled_ms);
    expect(await offered()).toBe(false);
  });

  test('nor if the desk has given it to somebody else meanwhile', async () => {
    await world.patient('p3');
    await world.visit('v-p3', 'p3', '2026-11-28T12:00:00+03:00');
    await move(oneOn26);
    expect(await move(noonOn26, { id: 'v-p3' })).toBe('moved');
    expect(await undo()).toBe('slot_taken');
    await later(settled_ms);
    expect(await offered()).toBe(false);
  });
});

describe('the clinic system, which has not heard of it yet', () => {
  const told = (startsAt: string, more: object) =>
    world.visit('v-p1', 'p1', startsAt, { actor: 'import:1', ...more });

  test('goes on telling what it knew, and undoes no move and no cancellation', async () => {
    await world.agreed('telegram');
    await told(noonOn26, { version: 5 });
    expect(await move(oneOn26)).toBe('moved');
    await told(noonOn26, { version: null });
    expect((await visit()).startsAt.toISOString()).toBe(oneOn26);
    await told(oneOn26, { version: null });
    await told(noonOn26, { version: null });
    expect((await visit()).startsAt.toISOString(), 'by now it means it').toBe(noonOn26);
    await told(noonOn26, { actor, status: 'cancelled', version: null });
    await told(noonOn26, { version: null });
    expect(await visit()).toMatchObject({ status: 'cancelled' });
  });

  test('keeps its own numbers: what it says next is news', async () => {
    await world.agreed('telegram');
    await told(noonOn26, { version: 5 });
    expect(await move(oneOn26)).toBe('moved');
    await told('2026-11-26T11:00:00.000Z', { version: 6 });
    expect((await visit()).startsAt.toISOString()).toBe('2026-11-26T11:00:00.000Z');
  });

  test('has heard of a cancellation when it says so, and may book the same time again', async () => {
    await world.agreed('telegram');
    await told(noonOn26, { actor, status: 'cancelled', version: null });
    await told(noonOn26, { status: 'cancelled', version: null });
    await told(noonOn26, { version: null });
    expect(await visit()).toMatchObject({ status: 'booked' });
  });
});

test('a visit that another colleague gave to another doctor meanwhile is not moved blindly', async () => {
  await world.agreed('telegram');
  const seen = seenOf(await visit());
  expect(await move(noonOn26, { doctorId: 'd2' })).toBe('moved');
  const place = { doctorId: 'd1', clinicId: 'c1', startsAt: new Date(oneOn26) };
  expect(
    await moveByDesk(world.ctx, { appointmentId: 'v-p1', ...place, seen, actor }),
  ).toMatchObject({ fault: { code: 'visit_changed' } });
});
