/** Booking, moving and cancelling a visit by hand, for a clinic without a system that tells us. */

import { html } from 'hono/html';
import { z } from 'zod';
import { putAppointment } from '../../app/appointments.ts';
import { newId } from '../../app/ids.ts';
import { type AppointmentRow, readRegister } from '../../app/queries-console.ts';
import {
  findPatients,
  readAppointment,
  readPatientRow,
} from '../../app/queries-console-patients.ts';
import { toInstant, toLocal } from '../../domain/time.ts';
import { appointmentStatuses } from '../../domain/words.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import {
  date,
  type Filling,
  faultNote,
  faultsOf,
  field,
  isDate,
  line,
  oneOf,
  posted,
  select,
  time,
} from './form.ts';
import { type Frame, type Html, page } from './layout.ts';
import { emptyState, linkButton } from './parts.ts';

export function visitRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/visits/new', 'office', newVisit(desk));
  post('/visits/new', 'office', book(desk));
  get('/visits/:id', 'office', editVisit(desk));
  post('/visits/:id', 'office', change(desk));
  post('/visits/:id/cancel', 'office', cancel(desk));
  return app;
}

const optionalMinutes = z
  .string()
  .trim()
  .optional()
  .transform((text, at) => {
    if (!text) return null;
    const minutes = Number(text);
    if (Number.isInteger(minutes) && minutes >= 5 && minutes <= 720) return minutes;
    at.addIssue({ code: 'custom', message: 'bad_number' });
    return null;
  });

const visit = z.object({
  patientId: line,
  doctorId: line,
  clinicId: line,
  serviceId: z
    .string()
    .optional()
    .transform((id) => id || null),
  date,
  time,
  durationMin: optionalMinutes,
  status: oneOf(appointmentStatuses).default('booked'),
});

function newVisit(desk: Desk): Handler {
  return async (c) => {
    const { frame } = c.var;
    const asked = c.req.query('date') ?? '';
    const time = c.req.query('time') ?? '';
    const { doctors, clinics } = await readRegister(desk.ctx);
    const values = {
      patientId: c.req.query('patient') ?? '',
      date: isDate(asked) ? asked : toLocal(frame.now, frame.zone).date,
      time: /^\d\d:\d\d$/.test(time) ? time : '10:00',
      doctorId: c.req.query('doctor') ?? doctors[0]?.id ?? '',
      clinicId: clinics[0]?.id ?? '',
    };
    return c.html(await visitPage(desk, { frame, values, faults: {} }, null));
  };
}

function book(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, visit);
    if (!form.ok) return c.html(await visitPage(desk, { frame: c.var.frame, ...form }, null), 422);
    return save(desk, newId(), form.value, null)(c);
  };
}

function editVisit(desk: Desk): Handler {
  return async (c) => {
    const known = await readAppointment(desk.ctx, c.req.param('id') ?? '');
    if (!known) return missing(c);
    const zone = await zoneOf(desk, known.clinicId);
    const local = toLocal(known.startsAt, zone);
    const values = {
      ...idsOf(known),
      date: local.date,
      time: local.time,
      durationMin: String(known.durationMin),
      status: known.status,
    };
    return c.html(await visitPage(desk, { frame: c.var.frame, values, faults: {} }, known));
  };
}

const idsOf = ({ patientId, doctorId, clinicId, serviceId }: AppointmentRow) => ({
  patientId,
  doctorId,
  clinicId,
  serviceId: serviceId ?? '',
});

function change(desk: Desk): Handler {
  return async (c) => {
    const known = await readAppointment(desk.ctx, c.req.param('id') ?? '');
    if (!known) return missing(c);
    const form = await posted(c, visit);
    if (!form.ok) return c.html(await visitPage(desk, { frame: c.var.frame, ...form }, known), 422);
    return save(desk, known.id, form.value, known)(c);
  };
}

function save(
  desk: Desk,
  id: string,
  value: z.output<typeof visit>,
  known: AppointmentRow | null,
): Handler {
  return async (c) => {
    const { date: day, time: at, ...rest } = value;
    const startsAt = toInstant({ local: `${day}T${at}`, zone: await zoneOf(desk, value.clinicId) });
    const put = await putAppointment(desk.ctx, {
      ...rest,
      id,
      startsAt,
      version: null,
      actor: actorOf(c.var.staff),
    });
    if (put.ok) return c.redirect(`/day?date=${day}&done=visit`, 303);
    const field = put.fault.field === 'startsAt' ? 'time' : (put.fault.field ?? 'form');
    const values = {
      ...rest,
      date: day,
      time: at,
      serviceId: rest.serviceId ?? '',
      durationMin: rest.durationMin?.toString() ?? '',
    };
    const faults = { [field]: Object.values(faultsOf(put))[0] ?? 'other' };
    return c.html(await visitPage(desk, { frame: c.var.frame, values, faults }, known), 409);
  };
}

function cancel(desk: Desk): Handler {
  return async (c) => {
    const known = await readAppointment(desk.ctx, c.req.param('id') ?? '');
    if (!known) return missing(c);
    const { id, patientId, doctorId, clinicId, serviceId, startsAt, durationMin } = known;
    const row = { id, patientId, doctorId, clinicId, serviceId, startsAt, durationMin };
    await putAppointment(desk.ctx, {
      ...row,
      status: 'cancelled',
      version: null,
      actor: actorOf(c.var.staff),
    });
    const { date: day } = toLocal(startsAt, c.var.frame.zone);
    return c.redirect(`/day?date=${day}&done=saved`, 303);
  };
}

async function zoneOf({ ctx }: Desk, clinicId: string): Promise<string> {
  const { clinics } = await readRegister(ctx);
  return (clinics.find(({ id }) => id === clinicId) ?? clinics[0])?.zone ?? 'UTC';
}

async function visitPage(
  { ctx }: Desk,
  filling: Filling,
  known: AppointmentRow | null,
): Promise<Html> {
  const { frame } = filling;
  const { visits: words, common } = frame.words;
  const title = known ? words.editTitle : words.newTitle;
  const register = await readRegister(ctx);
  const chosen = String(filling.values.patientId ?? '');
  const own = chosen ? await readPatientRow(ctx, chosen) : null;
  const patients = own ? [own] : await findPatients(ctx, { text: '', doctorId: null });
  const blocked = whatIsMissing(frame, {
    doctors: register.doctors.length,
    patients: patients.length,
  });
  if (blocked) return page(frame, { title, body: blocked });
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  const choose = own ? [] : [{ value: '', label: words.choosePatient }];
  const body = html`<form class="panel form narrow" method="post" action="/visits/${known?.id ?? 'new'}">
      ${faultNote(filling)}
      ${select(filling, { name: 'patientId', label: common.patient, options: [...choose, ...named(patients)] })}
      <div class="columns two">
        ${field(filling, { name: 'date', label: common.date, type: 'date' })}
        ${field(filling, { name: 'time', label: common.time, type: 'time' })}
      </div>
      ${select(filling, { name: 'doctorId', label: common.doctor, options: named(register.doctors) })}
      <div class="columns two">
        ${select(filling, { name: 'serviceId', label: common.service, options: [{ value: '', label: words.noService }, ...named(register.services)] })}
        ${field(filling, { name: 'durationMin', label: words.duration, type: 'number', optional: true, hint: words.durationHint })}
      </div>
      ${register.clinics.length > 1 ? select(filling, { name: 'clinicId', label: common.clinic, options: named(register.clinics) }) : html`<input type="hidden" name="clinicId" value="${register.clinics[0]?.id ?? ''}">`}
      ${known && select(filling, { name: 'status', label: words.status, options: appointmentStatuses.map((value) => ({ value, label: frame.words.appointment[value] })) })}
      ${known && html`<p class="hint">${words.settles}</p>`}
      <button class="button">${known ? common.save : words.book}</button>
    </form>
    ${known && known.status !== 'cancelled' && html`<form class="narrow" method="post" action="/visits/${known.id}/cancel"><button class="button danger">${words.cancelVisit}</button></form>`}`;
  return page(frame, { title, body });
}

function whatIsMissing(
  frame: Frame,
  { doctors, patients }: { doctors: number; patients: number },
): Html | null {
  const { visits: words, day, patients: own } = frame.words;
  if (doctors === 0) {
    const action = frame.staff?.role === 'owner' ? linkButton('/setup', words.toSetup) : null;
    return emptyState({ title: words.needDoctor, text: day.emptyLead, action });
  }
  if (patients > 0) return null;
  return emptyState({
    title: words.needPatient,
    text: own.emptyLead,
    action: linkButton('/patients/new', own.add),
  });
}
