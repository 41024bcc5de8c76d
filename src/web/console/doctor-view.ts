/** One patient at the chair: how they feel, what is agreed, and the form for one more reason. */

import { html } from 'hono/html';
import type { DoctorVisit } from '../../app/doctor-day.ts';
import type { ShownRecord } from '../../app/doctor-recorded.ts';
import type { ReasonRow } from '../../app/queries-console.ts';
import type { Reach } from '../../app/reach.ts';
import type { DoctorKind } from '../../domain/presets.ts';
import { toLocal } from '../../domain/time.ts';
import { clockTime, dayName } from './dates.ts';
import { type Chair, chairFields, refusedNote } from './doctor-form.ts';
import { ageWords, kindsFor, reachLine, recordedLine } from './doctor-words.ts';
import type { Faults, Filling } from './form.ts';
import { type Icon, icon } from './icons.ts';
import { type Frame, type Html, page } from './layout.ts';
import { dotted, patientName } from './parts.ts';
import { reasonLine } from './reason-lines.ts';
import { wellbeingLines } from './wellbeing-view.ts';

export interface VisitView {
  readonly visit: DoctorVisit;
  readonly recorded: ShownRecord | null;
  /** Nothing was written down: a person asks first. */
  readonly isDesk: boolean;
  readonly faults?: Faults;
}

export function visitPage(whole: Frame, view: VisitView): Html {
  const { visit } = view;
  const frame = { ...whole, zone: visit.clinic.zone };
  const { words } = frame;
  const body = html`<div class="chair">${head(frame, visit)}
    ${refusedNote(frame, view.faults ?? {})}
    ${recordedNote(frame, view)}
    <div class="chair-columns"><section class="chair-what" aria-labelledby="what"><h2 id="what">${words.chair.what}</h2>
      <nav class="tiles" aria-labelledby="what">${kindsFor(frame).map((kind) => tile(frame, visit, kind))}</nav></section>
    ${known(frame, view)}</div></div>`;
  return page(frame, { title: patientName(frame, visit.patient), body, bare: true });
}

/** Ways back and on, then who it is. */
function head(frame: Frame, { appointment, patient, clinic, service, doctor }: DoctorVisit): Html {
  const { chair } = frame.words;
  const { zone } = clinic;
  const { date } = toLocal(appointment.startsAt, zone);
  const at = `${dayName(frame, appointment.startsAt, zone)}, ${clockTime({ at: appointment.startsAt, zone })}`;
  const who = frame.staff?.role !== 'doctor' && doctor.name;
  return html`<p class="chair-nav"><a href="/doctor?date=${date}">← ${chair.back}</a><a href="/patients/${patient.id}">${chair.toPatient}</a></p>
    <h1>${patientName(frame, patient)}</h1>
    <p class="chair-line">${dotted(at, ageWords(frame, patient.birthDate, zone), service?.name ?? null, who)}</p>`;
}

const icons: Readonly<Record<DoctorKind, Icon>> = {
  wellbeing: 'heart',
  hygiene: 'drop',
  checkup: 'check',
  control: 'control',
  plan: 'lists',
  personal: 'patients',
  later_need: 'clock',
};

const tile = ({ words }: Frame, { appointment }: DoctorVisit, kind: DoctorKind): Html =>
  html`<a class="tile" href="/doctor/${encodeURIComponent(appointment.id)}/${kind}">${icon(icons[kind])}<span>${words.chair.kinds[kind]}</span></a>`;

function recordedNote(frame: Frame, { visit, recorded, isDesk }: VisitView): Html | null {
  const { chair } = frame.words;
  if (isDesk)
    return html`<p class="done" role="status">${icon('check')} ${chair.recorded.desk}</p>`;
  if (!recorded) return null;
  const name = chair.kinds[recorded.reason.kind as DoctorKind];
  return html`<div class="recorded" role="status"><p>${icon('check')} <span><strong>${name}.</strong> ${recordedLine(frame, recorded)}</span></p>
    ${undoForm(frame, visit, recorded.reason.id)}</div>`;
}

const undoForm = ({ words }: Frame, { appointment }: DoctorVisit, reasonId: string): Html =>
  html`<form method="post" action="/doctor/${encodeURIComponent(appointment.id)}/undo"><button class="button second" name="reason" value="${reasonId}">${icon('undo')} ${words.chair.undo}</button></form>`;

/** What is asked and what stands, with a way to take it back. */
function known(frame: Frame, { visit, recorded }: VisitView): Html | null {
  // What was just recorded has its own way back above.
  const shown = recorded?.together.map(({ id }) => id) ?? [];
  const mayUndo = ({ id, state }: ReasonRow) => state === 'planned' && !shown.includes(id);
  const hasChecks = visit.checks.length > 0 || visit.alarms.length > 0;
  const planned = visit.checks.findLast(
    ({ reason }) => mayUndo(reason) && reason.kind === 'wellbeing',
  );
  if (!hasChecks && visit.reasons.length === 0) return null;
  return html`<section class="panel" id="known"><h2>${frame.words.chair.asList}</h2>
    ${hasChecks && html`<div class="asked">${wellbeingLines(frame, visit)}${planned && undoForm(frame, visit, planned.reason.id)}</div>`}
    <ul class="plain-list">${visit.reasons.map((reason) => html`<li>${reasonLine(frame, { reason, doctor: null })}${mayUndo(reason) && undoForm(frame, visit, reason.id)}</li>`)}</ul>
  </section>`;
}

export interface KindView {
  readonly visit: DoctorVisit;
  readonly chair: Chair;
  readonly reach: Reach;
}

export function kindPage(whole: Filling, { visit, chair, reach }: KindView): Html {
  const frame = { ...whole.frame, zone: visit.clinic.zone };
  const filling = { ...whole, frame };
  const { chair: words } = frame.words;
  const id = encodeURIComponent(visit.appointment.id);
  const body = html`<div class="chair">
    <p class="chair-nav"><a href="/doctor/${id}">← ${words.other}</a></p>
    <h1>${words.kinds[chair.kind]}</h1>
    <p class="chair-line">${dotted(patientName(frame, visit.patient), visit.service?.name ?? null)}</p>
    ${refusedNote(frame, filling.faults)}
    <form class="chair-form" method="post" action="/doctor/${id}/${chair.kind}">
      <button class="hidden" disabled aria-hidden="true" tabindex="-1"></button>
      ${chairFields(filling, chair)}
      <fieldset class="agree"><legend>${words.agreed}</legend>
        <p class="hint">${reachLine(frame, reach)}</p>
        <div class="agree-buttons"><button class="button" name="agreed" value="yes">${words.yes}</button>
          <button class="button second" name="agreed" value="no">${words.no}</button></div>
        <p class="hint">${words.noThen[reach.type]}</p></fieldset>
    </form></div>`;
  return page(frame, { title: words.kinds[chair.kind], body, bare: true });
}
