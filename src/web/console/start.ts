/** First run: from nothing to an invitation in one short form, then the whole way as a patient. */

import { html } from 'hono/html';
import { z } from 'zod';
import { putAppointment } from '../../app/appointments.ts';
import { newId } from '../../app/ids.ts';
import { readRegister } from '../../app/queries-console.ts';
import { readPatientRow, readProgress } from '../../app/queries-console-patients.ts';
import { putClinic, putDoctor, putPatient, putService } from '../../app/registry.ts';
import { addDays, toInstant, toLocal } from '../../domain/time.ts';
import { languages } from '../../domain/words.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import {
  date,
  type Filling,
  faultNote,
  field,
  line,
  optionalLine,
  optionalPhone,
  posted,
  time,
  wholeNumber,
  zone,
} from './form.ts';
import { icon } from './icons.ts';
import { invitationButton } from './invitation-view.ts';
import { type Frame, type Html, page } from './layout.ts';
import { emptyState, linkButton } from './parts.ts';
import { zoneList } from './setup-register.ts';

export function startRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/start', 'staff', showStart);
  post('/start', 'owner', begin(desk));
  get('/start/next/:id', 'owner', next(desk));
  get('/live/start/:id', 'owner', async (c) => {
    const id = c.req.param('id') ?? '';
    const progress = await readProgress(desk.ctx, id);
    if (c.req.query('seen') === progressKey(progress)) return c.body(null, 204);
    return c.html(steps(c.var.frame, id, progress));
  });
  return app;
}

const showStart: Handler = (c) => {
  const { frame, staff } = c.var;
  if (frame.clinic !== null) return c.redirect('/', 303);
  const { start: words } = frame.words;
  if (staff.role !== 'owner') {
    const body = emptyState({ title: words.waitOwner, text: words.waitOwnerLead });
    return c.html(page(frame, { title: words.title, body, bare: true }));
  }
  return c.html(startPage({ frame, values: sampleValues(frame), faults: {} }));
};

function sampleValues(frame: Frame) {
  const { sample } = frame.words.start;
  const { phone, patientPhone, ...rest } = sample;
  return { ...rest, phone, patientPhone, durationMin: '40', ...firstVisit(frame.now, sample.zone) };
}

/** A time whose reminder "the day before" still lies ahead: who has just booked gets none for what has passed. */
function firstVisit(now: Date, inZone: string): { date: string; visitTime: string } {
  const { date: today, time: clock } = toLocal(now, inZone);
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const inHalfAnHour = Math.ceil((hour * 60 + minute + 30) / 20) * 20;
  if (inHalfAnHour > 19 * 60) return { date: addDays(today, 2), visitTime: '11:40' };
  const minutes = Math.max(inHalfAnHour, 11 * 60 + 40);
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    date: addDays(today, 1),
    visitTime: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
  };
}

const first = z.object({
  clinic: line,
  zone,
  address: optionalLine,
  directions: optionalLine,
  phone: optionalPhone,
  doctor: line,
  service: line,
  durationMin: wholeNumber({ min: 5, max: 720 }),
  patient: line,
  patientPhone: optionalPhone,
  date,
  visitTime: time,
});

function begin(desk: Desk): Handler {
  return async (c) => {
    const { frame } = c.var;
    // Pressed twice, or by two owners: the second finds a clinic.
    if (frame.clinic !== null) return c.redirect('/', 303);
    const form = await posted(c, first);
    if (!form.ok) return c.html(startPage({ frame, ...form }), 422);
    const patientId = await found(desk, frame, form.value, actorOf(c.var.staff));
    return c.redirect(`/start/next/${patientId}`, 303);
  };
}

async function found(
  { ctx }: Desk,
  { language }: Frame,
  form: z.output<typeof first>,
  actor: string,
): Promise<string> {
  const [clinicId, doctorId, serviceId, patientId] = [newId(), newId(), newId(), newId()];
  const { zone: clinicZone, address, directions, phone, durationMin } = form;
  await putClinic(ctx, {
    id: clinicId,
    name: form.clinic,
    zone: clinicZone,
    address,
    directions,
    phone,
    hours: null,
    languages: [language, ...languages.filter((other) => other !== language)],
  });
  await putDoctor(ctx, { id: doctorId, name: form.doctor, clinicId, post: null });
  await putService(ctx, {
    id: serviceId,
    name: form.service,
    durationMin,
    preparation: null,
    aftercare: null,
    wellbeingDays: [1, 3],
  });
  const person = {
    id: patientId,
    name: form.patient,
    phone: form.patientPhone,
    language,
    birthDate: null,
    guardian: null,
  };
  await putPatient(ctx, { ...person, clinicId, actor });
  const startsAt = toInstant({ local: `${form.date}T${form.visitTime}`, zone: clinicZone });
  const ids = { id: newId(), patientId, doctorId, clinicId, serviceId };
  await putAppointment(ctx, {
    ...ids,
    startsAt,
    durationMin: null,
    status: 'booked',
    version: null,
    actor,
  });
  return patientId;
}

function startPage(filling: Filling): Html {
  const { frame } = filling;
  const { start: words, setup, common, patients } = frame.words;
  const body = html`<div class="narrow"><h1>${words.title}</h1><p class="lead">${words.lead}</p>
    <form class="form" method="post" action="/start">
      ${faultNote(filling)}${zoneList()}
      <section class="panel"><h2>${words.clinic}</h2>
        ${field(filling, { name: 'clinic', label: setup.clinicName, hint: setup.clinicNameHint })}
        <div class="columns two">${field(filling, { name: 'zone', label: setup.zone, list: 'zones' })}
        ${field(filling, { name: 'phone', label: common.phone, type: 'tel', optional: true })}</div>
        ${field(filling, { name: 'address', label: setup.address, optional: true })}
        ${field(filling, { name: 'directions', label: setup.directions, optional: true })}
      </section>
      <section class="panel"><h2>${words.people}</h2>
        ${field(filling, { name: 'doctor', label: common.doctor })}
        <div class="columns two">${field(filling, { name: 'service', label: common.service })}
        ${field(filling, { name: 'durationMin', label: setup.durationMin, type: 'number' })}</div>
      </section>
      <section class="panel"><h2>${words.first}</h2>
        ${field(filling, { name: 'patient', label: patients.fullName })}
        ${field(filling, { name: 'patientPhone', label: common.phone, type: 'tel', optional: true })}
        <div class="columns two">${field(filling, { name: 'date', label: common.date, type: 'date' })}
        ${field(filling, { name: 'visitTime', label: words.visitTime, type: 'time' })}</div>
      </section>
      <button class="button wide">${words.go}</button>
    </form></div>`;
  return page(frame, { title: words.title, body, bare: true });
}

type Progress = Awaited<ReturnType<typeof readProgress>>;

const progressKey = (progress: Progress): string => Object.values(progress).map(Number).join('');

function next({ ctx }: Desk): Handler {
  return async (c) => {
    const { frame } = c.var;
    const id = c.req.param('id') ?? '';
    const patient = await readPatientRow(ctx, id);
    const { clinics } = await readRegister(ctx);
    if (!patient || clinics.length === 0) return missing(c);
    const { start: words } = frame.words;
    const progress = await readProgress(ctx, id);
    const body = html`<p class="lead">${words.nextLead}</p>
      <div class="grid">
        <section class="panel">${steps(frame, id, progress)}</section>
        <section class="panel"><h2>${words.invitation}</h2><p class="hint">${patient.name}</p>${invitationButton(frame, { patientId: id, load: !progress.connected })}</section>
      </div>
      <div class="actions">${linkButton('/', words.toConsole)} ${linkButton(`/patients/${id}`, words.toPatient, true)}</div>`;
    return c.html(page(frame, { title: words.nextTitle, body }));
  };
}

/** With the sandbox the newcomer plays on practice phones; without it on a real one. */
function steps(frame: Frame, id: string, progress: Progress): Html {
  const { steps: words } = frame.words.start;
  const { sandboxUrl } = frame;
  const phones = html`<a class="button second" href="${sandboxUrl ?? ''}" target="zabota-phones">${icon('phone')} ${frame.words.setup.openPhones}</a>`;
  const list: readonly { done: boolean; text: string; extra?: Html }[] = [
    sandboxUrl
      ? { done: progress.connected, text: words.phones, extra: phones }
      : { done: progress.connected, text: words.phonesReal },
    { done: progress.connected, text: sandboxUrl ? words.connect : words.connectReal },
    { done: progress.agreed, text: words.agree },
    { done: progress.reminded, text: sandboxUrl ? words.clock : words.clockReal },
    { done: progress.answered, text: words.move },
    { done: progress.wellbeing, text: words.wellbeing },
  ];
  return html`<ol id="steps" class="steps" hx-get="/live/start/${id}?seen=${progressKey(progress)}" hx-trigger="every 3s" hx-swap="outerHTML">
    ${list.map(({ done, text, extra }) => html`<li class="${done && 'is-done'}"><span class="tick">${done && icon('check')}</span><div><p>${text}</p>${extra}</div></li>`)}
  </ol>`;
}
