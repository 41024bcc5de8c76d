/** The page of a day: who confirmed, who is silent, who will not be reached, and what waits for a decision. */

import { html } from 'hono/html';
import type { ChannelState } from '../../app/brakes.ts';
import { type DayGroup, groupOf } from '../../app/day-state.ts';
import type { DoctorRow } from '../../app/queries-console.ts';
import type { BoardVisit, Column } from '../../app/queries-day.ts';
import type { OpenRequest } from '../../app/queries-requests.ts';
import type { ShownEndpoint } from '../../app/webhook-endpoints.ts';
import { addDays, startOfDay } from '../../domain/time.ts';
import { board, isPlaced } from './board-view.ts';
import { heldNote } from './channels-view.ts';
import { dayName, longDay } from './dates.ts';
import { card, isOffice } from './day-card.ts';
import { moveBanner, type Refusal, refusalNote } from './day-moves-view.ts';
import { type DayPlace, dayUrl, isGroup, queryOf, type Show, shows } from './day-url.ts';
import type { Faults } from './form.ts';
import { icon } from './icons.ts';
import { type Frame, type Html, page } from './layout.ts';
import { emptyState, linkButton } from './parts.ts';
import { requestRows } from './requests-view.ts';
import { deafNote } from './webhooks-view.ts';

export interface DayView {
  readonly place: DayPlace;
  readonly today: string;
  /** Changes whenever what is shown does. */
  readonly revision: string;
  readonly visits: readonly BoardVisit[];
  /** Empty for a doctor. */
  readonly columns: readonly Column[];
  /** To choose from; empty where there is no choice. */
  readonly doctors: readonly DoctorRow[];
  /** Empty for a doctor. */
  readonly requests: readonly OpenRequest[];
  /** Those whose move can still be taken back. */
  readonly moved: readonly BoardVisit[];
  readonly refusal: Refusal | null;
  /** Empty for a doctor. */
  readonly channels: readonly ChannelState[];
  /** Where the clinic system hears from us; empty for a doctor. */
  readonly endpoints: readonly ShownEndpoint[];
  /** What went wrong under which visit. */
  faultsOf(visitId: string): Faults;
}

export function dayPage(frame: Frame, view: DayView): Html {
  const { date } = view.place;
  const at = startOfDay(date, frame.zone);
  const add = isOffice(frame) ? linkButton(`/visits/new?date=${date}`, frame.words.day.add) : null;
  const body = html`${view.channels.map((state) => heldNote(frame, state))}${deafNote(frame, view.endpoints)}
    ${view.refusal && refusalNote(frame, view.refusal, view.place)}
    ${dayPart(frame, view)}
    <dialog class="dialog" id="move" aria-label="${frame.words.moving.title}"></dialog>`;
  const actions = html`${dayBar(frame, view)}${add}`;
  return page(frame, { title: titleOf(frame, at), body, actions });
}

function titleOf(frame: Frame, at: Date): string {
  const { today, tomorrow, yesterday } = frame.words.common;
  const name = dayName(frame, at, frame.zone);
  const day = longDay(frame, at, frame.zone);
  return [today, tomorrow, yesterday].includes(name) ? `${day}, ${name}` : day;
}

/** Asks every few seconds whether it has changed. */
export function dayPart(frame: Frame, view: DayView): Html {
  const moved = view.moved.map(({ appointment }) => appointment.id);
  const more = { seen: view.revision, ...(moved[0] !== undefined && { moved: moved[0] }) };
  return html`<div id="day" hx-get="/live/day?${queryOf(view.place, more)}" hx-trigger="every 5s" hx-swap="outerHTML">
    ${view.moved.map((visit) => moveBanner(frame, visit, view.place))}
    ${filters(frame, view)}
    ${view.place.show === 'requests' ? requestsOnly(frame, view) : visitsPart(frame, view)}
  </div>`;
}

function dayBar({ words }: Frame, { place, today, doctors }: DayView): Html {
  const { day } = words;
  const { date, doctorId, show } = place;
  const link = (to: string) => dayUrl({ ...place, date: to });
  return html`<form class="day-bar" method="get" action="/day">
    <a class="button second square" href="${link(addDays(date, -1))}" aria-label="${day.prev}">${icon('left')}</a>
    <label class="hidden" for="date">${words.common.date}</label>
    <input id="date" type="date" name="date" value="${date}" data-submit>
    <a class="button second square" href="${link(addDays(date, 1))}" aria-label="${day.next}">${icon('right')}</a>
    ${date !== today && html`<a class="button second" href="${link(today)}">${day.today}</a>`}
    ${show !== 'all' && html`<input type="hidden" name="show" value="${show}">`}
    ${
      doctors.length > 1 &&
      html`<label class="hidden" for="doctor">${words.common.doctor}</label>
      <select id="doctor" name="doctor" data-submit><option value="">${day.allDoctors}</option>
      ${doctors.map(({ id, name }) => html`<option value="${id}" ${id === doctorId && html`selected`}>${name}</option>`)}</select>`
    }
    <noscript><button class="button second">${day.show}</button></noscript>
  </form>`;
}

/** Counts that are filters. */
function filters(frame: Frame, view: DayView): Html {
  const { board: words } = frame.words;
  const { place } = view;
  const always: readonly Show[] = ['all', 'confirmed', 'silent', 'unreached'];
  const shown = shows
    .map((show) => ({ show, n: countOf(view, show) }))
    .filter(({ show, n }) => n > 0 || always.includes(show) || show === place.show)
    .filter(({ show }) => show !== 'requests' || isOffice(frame));
  return html`<nav class="filters" aria-label="${words.filters}">
    ${shown.map(({ show, n }) => html`<a class="filter to-${show} ${n === 0 && 'none'}" href="${dayUrl({ ...place, show })}" ${show === place.show && html`aria-current="page"`}>${words.groups[show]} <b>${n}</b></a>`)}
  </nav>`;
}

function countOf(view: DayView, show: Show): number {
  if (show === 'requests') return view.requests.length;
  return isGroup(show) ? inGroup(view.visits, show).length : view.visits.length;
}

const inGroup = (visits: readonly BoardVisit[], group: DayGroup): readonly BoardVisit[] =>
  visits.filter(({ state }) => groupOf(state) === group);

function requestsOnly(frame: Frame, { requests, place }: DayView): Html {
  const { requests: words, board: own } = frame.words;
  if (requests.length === 0) return html`<p class="empty-line">${own.nothing.requests}</p>`;
  return html`<section class="requests"><p class="hint">${words.lead}</p>${requestRows(frame, requests, place)}</section>`;
}

/** Of many only the oldest: the rest is one click away. */
const requests_max = 3;

function requestsPanel(frame: Frame, { requests, place }: DayView): Html | null {
  if (requests.length === 0) return null;
  const { requests: words } = frame.words;
  const more = requests.length > requests_max;
  return html`<section class="requests" aria-labelledby="requests-title"><div class="requests-head"><h2 id="requests-title">${words.title}</h2>
    ${more && html`<a href="${dayUrl({ ...place, show: 'requests' })}">${words.all(requests.length)}</a>`}</div>
    ${requestRows(frame, requests.slice(0, requests_max), place)}</section>`;
}

function visitsPart(frame: Frame, view: DayView): Html {
  const { show } = view.place;
  if (!isOffice(frame) || isGroup(show)) return visitList(frame, view);
  if (view.columns.length === 0) return nobody(frame);
  return html`${requestsPanel(frame, view)}
    ${view.visits.length === 0 && html`<p class="empty-line">${dotless(frame.words.day.empty)} ${frame.words.day.emptyLead}</p>`}
    ${board(frame, view)}
    ${beneath(frame, view)}
    ${untold(frame, view)}`;
}

const dotless = (text: string): string => `${text}.`;

function nobody(frame: Frame): Html {
  const { board: words, visits } = frame.words;
  const action =
    frame.staff?.role === 'owner' ? linkButton('/setup#doctors', visits.toSetup) : null;
  return emptyState({ title: words.noDoctors, text: words.noDoctorsLead, action });
}

function visitList(frame: Frame, view: DayView): Html {
  const { day, board: words } = frame.words;
  const { show } = view.place;
  const visits = isGroup(show) ? inGroup(view.visits, show) : view.visits;
  if (view.visits.length === 0) return emptyState({ title: day.empty, text: day.emptyLead });
  if (visits.length === 0) return html`<p class="empty-line">${words.nothing[show]}</p>`;
  return cards(frame, view, { visits, label: words.byTime });
}

const cards = (
  frame: Frame,
  view: DayView,
  { visits, label }: { visits: readonly BoardVisit[]; label: string },
): Html =>
  html`<ol class="day-list ${!isOffice(frame) && 'own'}" aria-label="${label}">${visits.map((visit) => card(frame, visit, { place: view.place, faults: view.faultsOf(visit.appointment.id) }))}</ol>`;

/** Below the board: what keeps no doctor's time. */
function beneath(frame: Frame, view: DayView): Html {
  const { board: words } = frame.words;
  const [absent, off] = (['absent', 'cancelled'] as const).map((type) =>
    view.visits.filter((visit) => !isPlaced(visit) && visit.state.type === type),
  );
  const part = (label: string, visits: readonly BoardVisit[] = []) =>
    visits.length > 0 &&
    html`<section class="beneath"><h2>${label}</h2>${cards(frame, view, { visits, label })}</section>`;
  return html`${part(words.absent, absent)}${part(words.off, off)}`;
}

/** Without it nobody can be booked in the chat. */
function untold(frame: Frame, { columns }: DayView): Html {
  const { board: words } = frame.words;
  const owner = frame.staff?.role === 'owner';
  const doctors = columns.filter(({ isTold }) => !isTold).map(({ doctor }) => doctor);
  return html`${doctors.map(({ id, name }) => html`<p class="hint">${words.untold(name)} ${owner ? html`<a href="/setup/doctors/${id}/availability">${words.tell}</a>` : words.tellOwner}</p>`)}`;
}
