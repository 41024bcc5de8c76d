/** For the owner: when a doctor can be booked without asking anybody. */

import { z } from 'zod';
import {
  type AvailabilityInput,
  putAvailability,
  readAvailability,
  removeAvailability,
} from '../../app/availability.ts';
import { readRegister } from '../../app/queries-console.ts';
import { weekOf } from '../../domain/card.ts';
import { addDays, toLocal } from '../../domain/time.ts';
import { type AvailabilityView, availabilityPage } from './availability-view.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import { date, type Faults, optionalDate, posted, type Values, wholeNumber } from './form.ts';
import { dayHours, hoursFields, hoursOf } from './hours-field.ts';

export function availabilityRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  const path = '/setup/doctors/:id/availability';
  get(path, 'owner', (c) => show(desk, c.req.query('clinic') ?? '', null)(c));
  post(path, 'owner', saveWeek(desk));
  post(`${path}/days`, 'owner', saveDays(desk));
  post(`${path}/days/:date/remove`, 'owner', removeDay(desk));
  post(`${path}/remove`, 'owner', remove(desk));
  return app;
}

type Shown = Omit<AvailabilityView, 'draft'>;

/** At the clinic named, else at the doctor's own, else at the first. */
async function find({ ctx }: Desk, id: string, clinicId: string): Promise<Shown | null> {
  const { clinics, doctors } = await readRegister(ctx);
  const doctor = doctors.find((one) => one.id === id);
  const told = await readAvailability(ctx, id);
  const byId = (wanted: string | null) => clinics.find((one) => one.id === wanted);
  const clinic = byId(clinicId) ?? byId(doctor?.clinicId ?? null) ?? clinics[0];
  if (!doctor || !clinic || !told.ok) return null;
  const row = told.value.find((one) => one.clinicId === clinic.id) ?? null;
  return { doctor, clinic, clinics, row };
}

function show(desk: Desk, clinicId: string, draft: AvailabilityView['draft']): Handler {
  return async (c) => {
    const found = await find(desk, c.req.param('id') ?? '', clinicId);
    if (!found) return missing(c);
    return c.html(availabilityPage(c.var.frame, { ...found, draft }), draft ? 422 : 200);
  };
}

const clinic = z.string().max(200).catch('');
const week = z.object({ clinic, stepMin: wholeNumber({ min: 5, max: 480 }), ...hoursFields });

/** Single days stay as they are. */
function saveWeek(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, week);
    if (!form.ok) return again(desk, 'week', form)(c);
    const { stepMin, clinic: clinicId, ...hours } = form.value;
    return save(desk, clinicId, () => ({ stepMin, week: hoursOf(hours) }))(c);
  };
}

const days = z
  .object({ clinic, first: date, last: optionalDate, hours: dayHours })
  .refine(({ first, last }) => last === null || last >= first, {
    path: ['last'],
    message: 'bad_date',
  });

const days_max = 400;

function saveDays(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, days);
    if (!form.ok) return again(desk, 'days', form)(c);
    const { clinic: clinicId, first, last, hours } = form.value;
    const found = await find(desk, c.req.param('id') ?? '', clinicId);
    const added = datesIn(first, last ?? first);
    const all = { ...found?.row?.days, ...Object.fromEntries(added.map((day) => [day, hours])) };
    if (added.length > days_max || Object.keys(all).length > days_max) {
      const values = { first, last: last ?? '', hours: '' };
      return again(desk, 'days', { values, faults: { last: 'too_many_days' } }, clinicId)(c);
    }
    return save(desk, clinicId, () => ({ days: all }))(c);
  };
}

/** Both ends included, and one more than may be where there are too many. */
function datesIn(first: string, last: string): readonly string[] {
  const found: string[] = [];
  for (let day = first; day <= last && found.length <= days_max; day = addDays(day, 1))
    found.push(day);
  return found;
}

const where = z.object({ clinic });

function removeDay(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, where);
    const gone = c.req.param('date') ?? '';
    if (!form.ok) return missing(c);
    return save(desk, form.value.clinic, ({ days: all }) => ({
      days: Object.fromEntries(Object.entries(all).filter(([day]) => day !== gone)),
    }))(c);
  };
}

type Change = Partial<Pick<AvailabilityInput, 'week' | 'days' | 'stepMin'>>;
const blank = { week: weekOf([], []), days: {}, stepMin: 30 } as const;

/** Days that are over are not kept. */
function save(desk: Desk, clinicId: string, change: (known: Required<Change>) => Change): Handler {
  return async (c) => {
    const found = await find(desk, c.req.param('id') ?? '', clinicId);
    if (!found) return missing(c);
    const known: Required<Change> = found.row ?? blank;
    const next = { week: known.week, days: known.days, stepMin: known.stepMin, ...change(known) };
    const today = toLocal(c.var.frame.now, found.clinic.zone).date;
    const ahead = Object.entries(next.days).filter(([day]) => day >= today);
    const ids = { doctorId: found.doctor.id, clinicId: found.clinic.id };
    const put = await putAvailability(desk.ctx, {
      ...next,
      ...ids,
      days: Object.fromEntries(ahead),
      actor: actorOf(c.var.staff),
    });
    return put.ok ? c.redirect(urlOf(found, 'saved'), 303) : missing(c);
  };
}

const urlOf = ({ doctor, clinic: { id } }: Shown, done: string): string =>
  `/setup/doctors/${encodeURIComponent(doctor.id)}/availability?${new URLSearchParams({ clinic: id, done })}`;

function remove(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, where);
    const found = form.ok && (await find(desk, c.req.param('id') ?? '', form.value.clinic));
    if (!found) return missing(c);
    const ids = { doctorId: found.doctor.id, clinicId: found.clinic.id };
    await removeAvailability(desk.ctx, { ...ids, actor: actorOf(c.var.staff) });
    return c.redirect(urlOf(found, 'saved'), 303);
  };
}

const again = (
  desk: Desk,
  form: 'week' | 'days',
  { values, faults }: { values: Values; faults: Faults },
  clinicId = String(values.clinic ?? ''),
): Handler => show(desk, clinicId, { form, values, faults });
