/** The list of a day. */

import { html } from 'hono/html';
import type { ChannelState } from '../../app/brakes.ts';
import type { DoctorRow, MessageRow } from '../../app/queries-console.ts';
import type { DayVisit } from '../../app/queries-console-patients.ts';
import { addDays, startOfDay } from '../../domain/time.ts';
import { heldNote } from './channels-view.ts';
import { clockTime, dayName, longDay, moment } from './dates.ts';
import type { DayTrouble } from './day.ts';
import { icon } from './icons.ts';
import { type Frame, type Html, page } from './layout.ts';
import { badge, dotted, emptyState, linkButton, type Tone } from './parts.ts';
import { wellbeingBlock } from './wellbeing-view.ts';
import { wordFor } from './words.ts';

export interface DayView {
  readonly date: string;
  readonly today: string;
  readonly visits: readonly DayVisit[];
  /** Empty where there is no choice. */
  readonly doctors: readonly DoctorRow[];
  readonly doctorId: string | null;
  readonly trouble: DayTrouble | null;
  /** Empty for a doctor. */
  readonly channels: readonly ChannelState[];
}

export function dayPage(frame: Frame, view: DayView): Html {
  const { day: words } = frame.words;
  const { date, visits } = view;
  const office = frame.staff?.role !== 'doctor';
  const at = startOfDay(date, frame.zone);
  const live = visits.filter(({ appointment }) => appointment.status !== 'cancelled');
  const confirmed = live.filter(({ appointment }) => appointment.status === 'confirmed').length;
  const add = office ? linkButton(`/visits/new?date=${date}`, words.add) : null;
  const body = html`${view.channels.map((state) => heldNote(frame, state))}${dayBar(frame, view)}
    ${live.length > 0 && html`<p class="subtitle">${dotted(dayName(frame, at, frame.zone), words.visits(live.length), words.confirmed(confirmed))}</p>`}
    ${visits.length === 0 ? emptyState({ title: words.empty, text: words.emptyLead, action: add }) : html`<ol class="list day">${visits.map((visit) => visitRow(frame, visit, view.trouble))}</ol>`}`;
  return page(frame, { title: longDay(frame, at, frame.zone), body, actions: add });
}

function dayBar({ words }: Frame, { date, today, doctors, doctorId }: DayView): Html {
  const { day } = words;
  const doctor = doctorId ? `&doctor=${encodeURIComponent(doctorId)}` : '';
  const link = (to: string) => `/day?date=${to}${doctor}`;
  return html`<form class="day-bar" method="get" action="/day">
    <a class="button second square" href="${link(addDays(date, -1))}" aria-label="${day.prev}">${icon('left')}</a>
    <label class="hidden" for="date">${words.common.date}</label>
    <input id="date" type="date" name="date" value="${date}" data-submit>
    <a class="button second square" href="${link(addDays(date, 1))}" aria-label="${day.next}">${icon('right')}</a>
    ${date !== today && html`<a class="button second" href="${link(today)}">${day.today}</a>`}
    ${
      doctors.length > 1 &&
      html`<label class="hidden" for="doctor">${words.common.doctor}</label>
      <select id="doctor" name="doctor" data-submit><option value="">${day.allDoctors}</option>
      ${doctors.map(({ id, name }) => html`<option value="${id}" ${id === doctorId && html`selected`}>${name}</option>`)}</select>`
    }
    <noscript><button class="button second">${day.show}</button></noscript>
  </form>`;
}

const statusTones: Readonly<Record<DayVisit['appointment']['status'], Tone>> = {
  booked: 'calm',
  confirmed: 'good',
  arrived: 'good',
  completed: 'calm',
  cancelled: 'bad',
  no_show: 'bad',
};

function visitRow(frame: Frame, visit: DayVisit, trouble: DayTrouble | null): Html {
  const { appointment, patient, doctor, service, clinic } = visit;
  const { words } = frame;
  const office = frame.staff?.role !== 'doctor';
  const time = clockTime({ at: appointment.startsAt, zone: clinic.zone });
  const gone = appointment.status === 'cancelled' || appointment.status === 'no_show';
  return html`<li class="item visit ${gone && 'past'}" id="visit-${appointment.id}">
    <div class="visit-time">${office ? html`<a href="/visits/${appointment.id}">${time}</a>` : time}<small>${words.common.minutes(appointment.durationMin)}</small></div>
    <div class="visit-main">
      <p class="visit-who"><a href="/patients/${patient.id}"><strong>${patient.name}</strong></a> ${badge(statusTones[appointment.status], statusWords(frame, visit))}</p>
      <p class="hint">${dotted(office && doctor.name, service?.name ?? null)}</p>
      ${!gone && forecastLine(frame, visit)}
      ${!gone && wellbeingBlock(frame, visit, trouble?.visitId === appointment.id ? trouble.faults : {})}
    </div>
  </li>`;
}

function statusWords({ words }: Frame, { appointment }: DayVisit): string {
  const { status, confirmedVia } = appointment;
  const via = confirmedVia === 'telegram' || confirmedVia === 'whatsapp' ? confirmedVia : null;
  return status === 'confirmed' && via
    ? words.visits.confirmedVia(words.onChannel[via])
    : words.appointment[status];
}

function forecastLine(frame: Frame, visit: DayVisit): Html | null {
  const { tone, text } = reminderForecast(frame, visit);
  return text === '' ? null : html`<p class="forecast ${tone}">${text}</p>`;
}

/** What the patient will hear about this visit next; else what they heard; else why not. */
export function reminderForecast(
  frame: Frame,
  { appointment, reminders }: DayVisit,
): { tone: Tone; text: string } {
  const { day, onChannel, states, decisions } = frame.words;
  const current = reminders.filter((row) => row.scheduleVersion === appointment.scheduleVersion);
  const channel = (row: MessageRow) => (row.channel ? onChannel[row.channel] : '');
  const code = (row: MessageRow) => wordFor(decisions, row.code, decisions.rejected);
  const ahead = current.find((row) => isComing(row) && row.verdict === 'send');
  if (ahead)
    return { tone: 'calm', text: day.willRemind(moment(frame, ahead.dueAt), channel(ahead)) };
  const sent = current.findLast((row) => isSent(row));
  if (sent)
    return {
      tone: 'good',
      text: day.reminded(
        moment(frame, sent.settledAt ?? sent.dueAt),
        channel(sent),
        states[sent.state],
      ),
    };
  const call = current.find((row) => row.verdict === 'call');
  if (call) return { tone: 'wait', text: day.callRemind(code(call)) };
  const waits = current.find((row) => isComing(row) && row.verdict === 'wait');
  if (waits) return { tone: 'wait', text: day.waitRemind(code(waits)) };
  const refused = current.findLast((row) => row.verdict === 'drop' || row.state === 'failed');
  if (!refused) return { tone: 'calm', text: day.noReminder };
  const harmless =
    refused.code === 'booked_late' || refused.code === 'confirmed' || refused.code === 'merged';
  return { tone: harmless ? 'calm' : 'bad', text: day.wontRemind(code(refused)) };
}

const isComing = ({ state }: MessageRow): boolean => state === 'planned' || state === 'claimed';
const isSent = ({ state }: MessageRow): boolean =>
  state === 'accepted' ||
  state === 'sent' ||
  state === 'delivered' ||
  state === 'read' ||
  state === 'unknown';
