/** The patients of a day, for whoever saw them: time, name, and what is already agreed. */

import { html } from 'hono/html';
import type { DoctorVisit } from '../../app/doctor-day.ts';
import { hashToken } from '../../app/ids.ts';
import type { DoctorRow } from '../../app/queries-console.ts';
import { addDays, startOfDay } from '../../domain/time.ts';
import { clockTime, dayName, longDay } from './dates.ts';
import { ageWords, stateLine } from './doctor-words.ts';
import { icon } from './icons.ts';
import { type Frame, type Html, page } from './layout.ts';
import { dotted, emptyState, patientName } from './parts.ts';

export interface DoctorDayView {
  readonly date: string;
  readonly today: string;
  readonly visits: readonly DoctorVisit[];
  /** To choose from; empty for a doctor. */
  readonly doctors: readonly DoctorRow[];
  readonly doctorId: string | null;
}

export async function doctorDayPage(frame: Frame, view: DoctorDayView): Promise<Html> {
  const { chair } = frame.words;
  const isOwn = frame.staff?.role === 'doctor';
  const { html: list } = await doctorDayPart(frame, view);
  const body = html`<p class="subtitle">${dayTitle(frame, view.date)}</p>${list}`;
  const title = isOwn ? chair.title : chair.titleAll;
  return page(frame, { title, body, actions: dayBar(frame, view) });
}

function dayTitle(frame: Frame, date: string): string {
  const at = startOfDay(date, frame.zone);
  const { today, tomorrow, yesterday } = frame.words.common;
  const name = dayName(frame, at, frame.zone);
  const day = longDay(frame, at, frame.zone);
  return [today, tomorrow, yesterday].includes(name) ? `${name}, ${day}` : day;
}

function queryOf({ doctorId }: DoctorDayView, date: string): URLSearchParams {
  const query = new URLSearchParams({ date });
  if (doctorId) query.set('doctor', doctorId);
  return query;
}

function dayBar({ words }: Frame, view: DoctorDayView): Html {
  const { chair, day, common } = words;
  const { date, today, doctors, doctorId } = view;
  const link = (to: string) => `/doctor?${queryOf(view, to)}`;
  return html`<form class="day-bar" method="get" action="/doctor">
    <a class="button second square" href="${link(addDays(date, -1))}" aria-label="${chair.prev}">${icon('left')}</a>
    <label class="hidden" for="date">${common.date}</label>
    <input id="date" type="date" name="date" value="${date}" data-submit>
    <a class="button second square" href="${link(addDays(date, 1))}" aria-label="${chair.next}">${icon('right')}</a>
    ${date !== today && html`<a class="button second" href="${link(today)}">${day.today}</a>`}
    ${
      doctors.length > 1 &&
      html`<label class="hidden" for="doctor">${common.doctor}</label>
      <select id="doctor" name="doctor" data-submit><option value="">${day.allDoctors}</option>
      ${doctors.map(({ id, name }) => html`<option value="${id}" ${id === doctorId && html`selected`}>${name}</option>`)}</select>`
    }
    <noscript><button class="button second">${day.show}</button></noscript>
  </form>`;
}

/** Asks every few seconds whether it has changed; `seen` is what it shows, in one word. */
export async function doctorDayPart(frame: Frame, view: DoctorDayView) {
  const list = await listOf(frame, view);
  const seen = hashToken(String(list)).slice(0, 16);
  const query = queryOf(view, view.date);
  query.set('seen', seen);
  const part = html`<div id="doctor-day" hx-get="/live/doctor?${query}" hx-trigger="every 5s" hx-swap="outerHTML">${list}</div>`;
  return { seen, html: part };
}

function listOf(frame: Frame, view: DoctorDayView): Html {
  const { chair } = frame.words;
  if (view.visits.length === 0) return emptyState({ title: chair.empty, text: chair.emptyLead });
  return html`<ol class="list seen" aria-label="${chair.lead}">${view.visits.map((visit) => row(frame, view, visit))}</ol>`;
}

function row(frame: Frame, view: DoctorDayView, visit: DoctorVisit): Html {
  const { appointment, patient, clinic, service, doctor, initials } = visit;
  const { tone, text } = stateLine(frame, visit);
  const zone = clinic.zone;
  const who = view.doctors.length > 0 && view.doctorId === null && doctor.name;
  return html`<li class="item"><a class="item-link seen-link" href="/doctor/${encodeURIComponent(appointment.id)}">
    <span class="initials ${tone}" aria-hidden="true">${initials}</span>
    <span class="seen-main"><strong>${patientName(frame, patient)}</strong>
      <span class="item-foot">${dotted(html`<b>${clockTime({ at: appointment.startsAt, zone })}</b>`, ageWords(frame, patient.birthDate, zone), service?.name ?? null, who)}</span>
      <span class="seen-state ${tone}">${text}</span></span>
    ${icon('right')}
  </a></li>`;
}
