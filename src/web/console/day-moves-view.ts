/** Choosing another time for a visit, what came of it, and the way back. */

import { html } from 'hono/html';
import { type Place, seenOf } from '../../app/desk-moves.ts';
import type { DoctorRow, VisitOfDay } from '../../app/queries-console.ts';
import type { BoardVisit, Taker } from '../../app/queries-day.ts';
import { toLocal } from '../../domain/time.ts';
import { shortMoment as dayAndTime, shortDay } from '../../text/dates.ts';
import { clockTime, moment, shortMoment } from './dates.ts';
import { type DayPlace, queryOf } from './day-url.ts';
import { icon } from './icons.ts';
import { type Frame, type Html, page } from './layout.ts';
import { patientName } from './parts.ts';
import { wordFor } from './words.ts';

export interface MoveView {
  readonly visit: VisitOfDay;
  /** To whom it is to be moved. */
  readonly doctor: DoctorRow;
  readonly doctors: readonly DoctorRow[];
  readonly clinicId: string;
  /** Null where nobody told when that doctor can be booked. */
  readonly times: readonly Date[] | null;
  readonly from: string;
  readonly back: DayPlace;
}

export function movePage(frame: Frame, view: MoveView): Html {
  return page(frame, {
    title: frame.words.moving.title,
    body: html`<section class="panel narrow" id="move">${moveForm(frame, view)}</section>`,
  });
}

/** Also alone, for the dialog on the day's page. */
export function moveForm(frame: Frame, view: MoveView): Html {
  const { words } = frame;
  const { moving: own } = words;
  const { visit, doctor, back } = view;
  const { id } = visit.appointment;
  return html`<h2 id="move-title">${patientName(frame, visit.patient)}</h2>
    <p class="hint">${own.now(placeWords(frame, visit, { ...visit.appointment, doctor: visit.doctor.name }))}</p>
    <form class="move-which" method="get" action="/visits/${id}/move" hx-get="/visits/${id}/move" hx-trigger="change" hx-target="#move">
      <input type="hidden" name="back" value="${queryOf(back)}">
      <div><label for="move-doctor">${own.doctor}</label>
        <select id="move-doctor" name="doctor">${view.doctors.map((one) => html`<option value="${one.id}" ${one.id === doctor.id && html`selected`}>${one.name}</option>`)}</select></div>
      <div><label for="move-from">${own.from}</label><input id="move-from" type="date" name="from" value="${view.from}"></div>
      <noscript><button class="button second">${own.show}</button></noscript>
    </form>
    <form class="move-when" method="post" action="/visits/${id}/move">
      <input type="hidden" name="back" value="${queryOf(back)}">
      <input type="hidden" name="seen" value="${seenOf(visit.appointment)}">
      <input type="hidden" name="doctor" value="${doctor.id}">
      <input type="hidden" name="clinic" value="${view.clinicId}">
      ${freeTimes(frame, view)}
      <details class="fold" ${(view.times ?? []).length === 0 && html`open`}><summary>${own.byHand}</summary>
        <div class="by-hand"><label class="hidden" for="move-date">${words.common.date}</label><input id="move-date" type="date" name="date" value="${view.from}">
        <label class="hidden" for="move-time">${words.common.time}</label><input id="move-time" type="time" name="time"></div></details>
      <div class="dialog-foot"><p class="hint desktop">${own.keys}</p>
        <a class="button second" href="/day?${queryOf(back)}" data-close>${own.keep}</a><button class="button">${own.go}</button></div>
    </form>`;
}

function freeTimes(frame: Frame, { times, visit }: MoveView): Html {
  const { moving: own } = frame.words;
  if (times === null) return html`<p class="hint">${own.untold}</p>`;
  if (times.length === 0) return html`<p class="hint">${own.noFree}</p>`;
  const { zone } = visit.clinic;
  const days = Map.groupBy(times, (at) => toLocal(at, zone).date);
  return html`<div class="free-times" role="radiogroup" aria-label="${own.free}">${[
    ...days.values(),
  ].map(
    (
      all,
      day,
    ) => html`<fieldset><legend>${shortDay({ at: all[0] as Date, zone }, frame.language)}</legend><div class="chips">
      ${all.map((at, n) => html`<label class="chip"><input type="radio" name="at" value="${at.toISOString()}" ${day + n === 0 && html`checked autofocus`}><span>${clockTime({ at, zone })}</span></label>`)}</div></fieldset>`,
  )}</div>`;
}

/** `вт 24 ноя, 9:00, Орлова Мария Сергеевна`. */
function placeWords(
  frame: Frame,
  { clinic }: VisitOfDay,
  { startsAt, doctor }: Pick<Place, 'startsAt'> & { doctor: string },
): string {
  return `${dayAndTime({ at: startsAt, zone: clinic.zone }, frame.language)}, ${doctor}`;
}

/** What has just been moved, what the patient hears of it, and the way back while there is one. */
export function moveBanner(frame: Frame, visit: BoardVisit, place: DayPlace): Html | null {
  const { moving: own } = frame.words;
  const { move, appointment, patient, clinic } = visit;
  if (!move) return null;
  const was = { startsAt: new Date(move.before.startsAt), doctor: move.doctor };
  const from = placeWords(frame, visit, was);
  const to = placeWords(frame, visit, { ...appointment, doctor: visit.doctor.name });
  const until = clockTime({ at: move.until, zone: clinic.zone });
  return html`<div class="moved" role="status" id="moved-${appointment.id}">${icon('move')}
    <div><p><strong>${own.done(patientName(frame, patient))}</strong></p><p>${own.fromTo(from, to)}</p><p class="hint">${whatIsTold(frame, visit)}</p></div>
    <form method="post" action="/visits/${appointment.id}/undo">
      <input type="hidden" name="back" value="${queryOf(place)}"><input type="hidden" name="seen" value="${seenOf(appointment)}">
      <button class="button second" aria-label="${own.undoUntil(until)}">${icon('undo')} ${own.undo} <small>${own.until(until)}</small></button>
    </form></div>`;
}

/** As it is planned, not as it usually is. */
function whatIsTold(frame: Frame, { appointment, reminders, move, clinic }: BoardVisit): string {
  const { moving: own, onChannel, decisions } = frame.words;
  const { tells } = own;
  const news = reminders.find(
    ({ kind, scheduleVersion }) =>
      kind === 'visit_moved' && scheduleVersion === appointment.scheduleVersion,
  );
  if (!news) return isSameTime(appointment, move) ? tells.sameTime : tells.nothing;
  const { state, verdict, dueAt, channel } = news;
  if (state !== 'planned' && state !== 'dropped') return tells.sent;
  if (verdict === 'send')
    return tells.send(moment(frame, dueAt, clinic.zone), channel ? onChannel[channel] : '');
  return tells[verdict ?? 'drop'](wordFor(decisions, news.code, decisions.rejected));
}

const isSameTime = ({ startsAt, clinicId }: Place, move: BoardVisit['move']): boolean =>
  move !== null &&
  new Date(move.before.startsAt).getTime() === startsAt.getTime() &&
  move.before.clinicId === clinicId;

export interface Refusal {
  readonly what: 'refused' | 'notBack';
  readonly visit: VisitOfDay;
  readonly code: string;
  readonly taker: Taker | null;
}

export function refusalNote(frame: Frame, refusal: Refusal, place: DayPlace): Html {
  const { moving: own } = frame.words;
  const { visit, what, code, taker } = refusal;
  const stays = placeWords(frame, visit, { ...visit.appointment, doctor: visit.doctor.name });
  const query = new URLSearchParams({ back: queryOf(place) });
  return html`<div class="fault banner" role="alert" id="refusal" tabindex="-1">
    <p><strong>${own[what](patientName(frame, visit.patient))}</strong> — ${wordFor(own.whys, code, own.whys.other)}${taker && html` (${takerWords(frame, taker, visit)})`}.</p>
    <p>${own.stays(stays)} ${what === 'refused' && html`<a href="/visits/${visit.appointment.id}/move?${query}" data-move>${own.other}</a>`}</p></div>`;
}

function takerWords(frame: Frame, taker: Taker, { clinic }: VisitOfDay): string {
  const { moving: own } = frame.words;
  const at = (when: Date) => clockTime({ at: when, zone: clinic.zone });
  const times = `${at(taker.startsAt)}–${at(taker.endsAt)}`;
  const until = taker.until ? `, ${own.until(shortMoment(frame, taker.until, clinic.zone))}` : '';
  return `${own.taker(taker.name, times)}${until}`;
}
