/** One visit of the day, as a card on the board or a line of a list. */

import { html } from 'hono/html';
import { isMovable, seenOf } from '../../app/desk-moves.ts';
import type { BoardVisit } from '../../app/queries-day.ts';
import { clockTime, moment } from './dates.ts';
import { nextStep, standingOf } from './day-standing.ts';
import type { DayPlace } from './day-url.ts';
import { queryOf } from './day-url.ts';
import type { Faults } from './form.ts';
import { icon } from './icons.ts';
import type { Frame, Html } from './layout.ts';
import { dotted, patientName } from './parts.ts';
import { wellbeingBlock } from './wellbeing-view.ts';

export interface CardSpec {
  readonly place: DayPlace;
  /** Where it stands on the board. */
  readonly style?: string;
  readonly faults: Faults;
}

export const isOffice = ({ staff }: Frame): boolean => staff?.role !== 'doctor';

export function card(frame: Frame, visit: BoardVisit, { place, style, faults }: CardSpec): Html {
  const { appointment, patient, clinic, state } = visit;
  const { tone, icon: mark, word, detail } = standingOf(frame, visit);
  const { id, startsAt, doctorId } = appointment;
  const time = clockTime({ at: startsAt, zone: clinic.zone });
  const movable = isOffice(frame) && isMovable(appointment);
  const over = state.type === 'cancelled' || state.type === 'over';
  const name = patientName(frame, patient);
  const label = [time, name, word].join(', ');
  return html`<li class="card ${tone} ${over && 'over'}" id="visit-${id}" tabindex="0" aria-label="${label}" ${movable && html`${style && html`draggable="true"`} aria-keyshortcuts="m" data-seen="${seenOf(appointment)}"`}
    data-visit="${id}" data-at="${startsAt.toISOString()}" data-doctor="${doctorId}" data-clinic="${appointment.clinicId}" ${style && html`style="${style}"`}>
    <p class="card-head"><span class="card-time">${isOffice(frame) ? html`<a href="/visits/${id}">${time}</a>` : time} <small>${frame.words.common.minutes(appointment.durationMin)}</small></span>
      <span class="state">${icon(mark)} ${word}</span></p>
    <div class="card-main">
      <p class="card-who"><a href="/patients/${patient.id}">${name}</a></p>
      <p class="card-what">${dotted(visit.service?.name ?? null, isOffice(frame) && html`<span class="card-doctor">${visit.doctor.name}</span>`)}</p>
      ${detail && html`<p class="card-detail">${detail}</p>`}
      ${nextLine(frame, visit)}
      ${wishLines(frame, visit)}
    </div>
    <div class="card-acts">${movable && moveLink(frame, visit, place)}${!isGone(visit) && wellbeingBlock(frame, visit, faults)}</div>
  </li>`;
}

const isGone = ({ appointment: { status } }: BoardVisit): boolean =>
  status === 'cancelled' || status === 'no_show';

function moveLink(frame: Frame, { appointment, patient }: BoardVisit, place: DayPlace): Html {
  const { words } = frame;
  const query = new URLSearchParams({ back: queryOf(place) });
  return html`<a class="card-act" href="/visits/${appointment.id}/move?${query}" data-move aria-label="${words.moving.moveThis(patientName(frame, patient))}" title="${words.moving.move}">${icon('move')}<span class="act-label">${words.moving.move}</span></a>`;
}

function nextLine(frame: Frame, visit: BoardVisit): Html | null {
  const next = nextStep(frame, visit);
  return next && html`<p class="card-next"><a href="${next.href}">${next.label}</a></p>`;
}

/** What the patient wants of this visit; waiting for an earlier time is nobody's work. */
function wishLines(frame: Frame, { asks, clinic, move }: BoardVisit): Html {
  const { standing: own } = frame.words;
  const when = (at: Date | null) => (at ? moment(frame, at, clinic.zone) : '');
  const lines = asks.map(({ id, kind, state, offeredUntil }) => {
    const isOffered = state === 'offered';
    if (kind === 'earlier') return isOffered ? own.earlierOffered(when(offeredUntil)) : own.earlier;
    const text = isOffered ? own.offered(when(offeredUntil)) : own.wants;
    return isOffice(frame) ? html`<a href="/requests/${id}">${text}</a>` : text;
  });
  const moved = move && own.movedFrom(when(new Date(move.before.startsAt)));
  return html`${lines.map((line) => html`<p class="card-wish">${icon('clock')} ${line}</p>`)}${moved && html`<p class="card-wish">${icon('move')} ${moved}</p>`}`;
}
