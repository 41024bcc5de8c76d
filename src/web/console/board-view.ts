/** The day by doctors in columns and time downwards. On a phone the same cards are a list. */

import { html } from 'hono/html';
import type { BoardVisit, Cell, Column, HeldTime } from '../../app/queries-day.ts';
import { lanesOf } from '../../domain/day-grid.ts';
import type { Taken } from '../../domain/slots.ts';
import { hourMs, minuteMs, startOfDay, toLocal } from '../../domain/time.ts';
import { clockTime, shortMoment } from './dates.ts';
import { card } from './day-card.ts';
import type { DayView } from './day-view.ts';
import { icon } from './icons.ts';
import type { Frame, Html } from './layout.ts';

/** More need a bar to scroll with. */
const doctors_side_by_side = 4;
/** A row of the grid. Rows grow with what stands in them. */
const row_ms = 5 * minuteMs;
/** The first holds the doctors' names. */
const first_row = 2;
const shown_hours = { from: 9, to: 18 } as const;

interface Grid {
  readonly from: Date;
  readonly to: Date;
}

export function board(frame: Frame, view: DayView): Html {
  const { columns } = view;
  const placed = view.visits.filter(isPlaced);
  const grid = gridOf(frame, view, placed);
  const rows = Math.round((grid.to.getTime() - grid.from.getTime()) / row_ms);
  const style = `--doctors: ${columns.length}; --rows: ${rows}`;
  const { board: words } = frame.words;
  return html`<p class="board-help desktop" id="board-help">${words.help}</p>
    <div class="board-scroll ${columns.length > doctors_side_by_side && 'wide'}"><div class="board" style="${style}">
      ${columns.map(({ doctor }, index) => html`<h2 class="board-doctor" style="grid-column: ${index + 2}">${doctor.name}</h2>`)}
      ${hours(frame, grid)}
      <div class="board-free" aria-hidden="true">${columns.map((column, index) => column.cells.map((cell) => freeCell(frame, { cell, column, index, grid })))}</div>
      ${nowLine(frame, grid)}
      <ol class="board-visits" role="list" aria-label="${words.byDoctor}" aria-describedby="board-help">${placed.map((visit) => placedCard(frame, view, { visit, grid, placed }))}</ol>
      <ul class="board-held" role="list">${columns.map((column, index) => column.held.filter(({ hold }) => hold.leftBy === null).map((one) => heldTime(frame, { one, index, grid })))}</ul>
    </div></div>`;
}

/** Whatever takes no time of its doctor stands below. */
export const isPlaced = ({ state }: BoardVisit): boolean =>
  state.type !== 'cancelled' && state.type !== 'absent';

/** Whole hours around everything. */
function gridOf(frame: Frame, view: DayView, placed: readonly BoardVisit[]): Grid {
  const start = startOfDay(view.place.date, frame.zone).getTime();
  const times = [
    ...placed.map(({ appointment }) => appointment),
    ...view.columns.flatMap(({ open, held }) => [...open, ...held.map(({ hold }) => hold)]),
  ];
  const usual = [start + shown_hours.from * hourMs, start + shown_hours.to * hourMs] as const;
  const known = times.length > 0;
  const from = known ? Math.min(...times.map((one) => one.startsAt.getTime())) : usual[0];
  const to = known ? Math.max(...times.map((one) => one.endsAt.getTime())) : usual[1];
  return {
    from: new Date(start + Math.floor((from - start) / hourMs) * hourMs),
    to: new Date(start + Math.ceil((to - start) / hourMs) * hourMs),
  };
}

const rowOf = ({ from }: Grid, at: Date): number =>
  first_row + Math.floor((at.getTime() - from.getTime()) / row_ms);

function areaOf(grid: Grid, { startsAt, endsAt }: Taken, index: number): string {
  const start = rowOf(grid, startsAt);
  const end = Math.max(
    start + 1,
    first_row + Math.ceil((endsAt.getTime() - grid.from.getTime()) / row_ms),
  );
  return `grid-column: ${index + 2}; grid-row: ${start} / ${end}`;
}

function hours(frame: Frame, grid: Grid): Html {
  const count = Math.round((grid.to.getTime() - grid.from.getTime()) / hourMs);
  const all = Array.from({ length: count }, (_, n) => new Date(grid.from.getTime() + n * hourMs));
  return html`${all.map((at) => html`<div class="board-hour" aria-hidden="true" style="grid-row: ${rowOf(grid, at)} / span ${hourMs / row_ms}">${clockTime({ at, zone: frame.zone })}</div>`)}`;
}

function nowLine(frame: Frame, grid: Grid): Html | null {
  const { now } = frame;
  if (now < grid.from || now >= grid.to) return null;
  return html`<div class="board-now" aria-hidden="true" style="grid-row: ${rowOf(grid, now)}"></div>`;
}

interface OnGrid {
  readonly index: number;
  readonly grid: Grid;
}

/** With a mouse; by keyboard a visit is booked with the button above. */
function freeCell(
  frame: Frame,
  { cell, column, index, grid }: OnGrid & { cell: Cell; column: Column },
): Html {
  const { date, time } = toLocal(cell.startsAt, frame.zone);
  const shown = clockTime({ at: cell.startsAt, zone: frame.zone });
  const query = new URLSearchParams({ date, time, doctor: column.doctor.id });
  const label = frame.words.board.book(shown);
  return html`<a class="cell" tabindex="-1" href="/visits/new?${query}" title="${label}" data-at="${cell.startsAt.toISOString()}" data-doctor="${column.doctor.id}" data-clinic="${cell.clinicId}" style="${areaOf(grid, cell, index)}">${shown}</a>`;
}

function placedCard(
  frame: Frame,
  view: DayView,
  { visit, grid, placed }: { visit: BoardVisit; grid: Grid; placed: readonly BoardVisit[] },
): Html {
  const { appointment } = visit;
  const index = view.columns.findIndex(({ doctor }) => doctor.id === appointment.doctorId);
  const beside = placed
    .map((one) => one.appointment)
    .filter(({ doctorId }) => doctorId === appointment.doctorId);
  const { lane, lanes } = lanesOf(beside).get(appointment) ?? { lane: 0, lanes: 1 };
  const lanesStyle = lanes > 1 ? `; --lane: ${lane}; --lanes: ${lanes}` : '';
  const style = `${areaOf(grid, appointment, index)}${lanesStyle}`;
  return card(frame, visit, { place: view.place, style, faults: view.faultsOf(appointment.id) });
}

/** Somebody is deciding about it in the chat. */
function heldTime(frame: Frame, { one, index, grid }: OnGrid & { one: HeldTime }): Html {
  const { hold, name } = one;
  const { board: words } = frame.words;
  const how = hold.requestId ? words.offered : words.picking;
  const times = `${clockTime({ at: hold.startsAt, zone: frame.zone })}–${clockTime({ at: hold.endsAt, zone: frame.zone })}`;
  return html`<li class="held-time" data-at="${hold.startsAt.toISOString()}" data-doctor="${hold.doctorId}" data-clinic="${hold.clinicId}" style="${areaOf(grid, hold, index)}">
    <p>${icon('kept')} ${times} · ${how}</p><p>${words.kept(name)}, ${words.keptUntil(shortMoment(frame, hold.expiresAt))}</p></li>`;
}
