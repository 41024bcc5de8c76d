/** When a doctor can be booked: hours by weekday, single days with other hours or none. */

import { html } from 'hono/html';
import type { AvailabilityRow } from '../../app/availability.ts';
import type { ClinicRow, DoctorRow } from '../../app/queries-console.ts';
import type { Span } from '../../domain/card.ts';
import { toInstant } from '../../domain/time.ts';
import { type Weekday, weekdays } from '../../domain/words.ts';
import { textsOf } from '../../text/catalogue.ts';
import { fullDate } from '../../text/dates.ts';
import { type Faults, type Filling, faultNote, faultWords, field, type Values } from './form.ts';
import { hoursValues, spanText } from './hours-field.ts';
import { type Frame, type Html, page } from './layout.ts';
import { linkButton } from './parts.ts';

/** On a doctor's entry of the owner's page; a doctor who is only being added has none yet. */
export function availabilityLink({ frame, values }: Filling): Html | null {
  const id = values.id;
  if (typeof id !== 'string' || id === '') return null;
  return html`<p><a href="/setup/doctors/${encodeURIComponent(id)}/availability">${frame.words.availability.link}</a></p>`;
}

export interface AvailabilityView {
  readonly doctor: DoctorRow;
  readonly clinic: ClinicRow;
  readonly clinics: readonly ClinicRow[];
  /** Null while nobody has told. */
  readonly row: AvailabilityRow | null;
  readonly draft: {
    readonly form: 'week' | 'days';
    readonly values: Values;
    readonly faults: Faults;
  } | null;
}

export function availabilityPage(frame: Frame, view: AvailabilityView): Html {
  const { availability: words, common, setup } = frame.words;
  const { doctor, clinic, clinics, row } = view;
  const path = pathOf(view);
  const body = html`<p class="subtitle">${doctor.name}</p>
    <p class="lead">${words.lead}</p>
    ${clinics.length > 1 && html`<nav class="filters" aria-label="${common.clinic}">${clinics.map(({ id, name }) => html`<a class="filter" href="${path}?clinic=${encodeURIComponent(id)}" ${id === clinic.id && html`aria-current="page"`}>${name}</a>`)}</nav>`}
    ${!row && html`<p class="warning">${words.untold}</p>`}
    <div class="grid">${weekPanel(frame, view)}${row && daysPanel(frame, view, row)}${row && removePanel(frame, view)}</div>`;
  const actions = linkButton('/setup#doctors', setup.title, true);
  return page(frame, { title: words.title, body, actions });
}

const pathOf = ({ doctor }: AvailabilityView): string =>
  `/setup/doctors/${encodeURIComponent(doctor.id)}/availability`;

const clinicField = ({ clinic }: AvailabilityView): Html =>
  html`<input type="hidden" name="clinic" value="${clinic.id}">`;

function weekPanel(frame: Frame, view: AvailabilityView): Html {
  const { availability: words, common } = frame.words;
  const { row, draft } = view;
  const own = draft?.form === 'week' ? draft : null;
  const known = { ...(row && hoursValues(row.week)), stepMin: String(row?.stepMin ?? 30) };
  const filling: Filling = {
    frame,
    values: own?.values ?? known,
    faults: own?.faults ?? {},
    scope: '-week',
  };
  const fault = weekdays.map((day) => filling.faults[`day${day}`]).find(Boolean);
  return html`<section class="panel"><form method="post" action="${pathOf(view)}">${clinicField(view)}
    ${faultNote(filling)}
    <fieldset class="field week"><legend>${words.week}</legend>
      ${weekdays.map((day) => weekdayLine(filling, day))}
      <p class="hint" id="week-hint">${words.weekHint}</p>
      ${fault && html`<p class="fault">${faultWords(frame, fault)}</p>`}
      <button type="button" class="quiet" data-same-week>${words.likeMonday}</button></fieldset>
    ${field(filling, { name: 'stepMin', label: words.step, type: 'number', min: 5, max: 480, hint: words.stepHint })}
    <button class="button">${common.save}</button></form></section>`;
}

function weekdayLine({ frame, values, faults }: Filling, day: Weekday): Html {
  const name = `day${day}`;
  const { short } = textsOf(frame.language).hours;
  return html`<div class="week-day"><label for="f-${name}">${short[day]}</label>
    <input id="f-${name}" name="${name}" value="${values[name] ?? ''}" maxlength="100" autocomplete="off" aria-describedby="week-hint" ${faults[name] && html`aria-invalid="true"`}></div>`;
}

function daysPanel(frame: Frame, view: AvailabilityView, row: AvailabilityRow): Html {
  const { availability: words } = frame.words;
  const own = view.draft?.form === 'days' ? view.draft : null;
  const filling: Filling = {
    frame,
    values: own?.values ?? {},
    faults: own?.faults ?? {},
    scope: '-days',
  };
  const days = Object.entries(row.days).toSorted(([a], [b]) => a.localeCompare(b));
  return html`<section class="panel" id="days"><h2>${words.days}</h2><p class="hint">${words.daysHint}</p>
    ${days.length === 0 ? html`<p class="empty-line">${words.noDays}</p>` : html`<ul class="plain-list own-days">${days.map(([date, spans]) => dayLine(frame, view, { date, spans }))}</ul>`}
    <form class="form" method="post" action="${pathOf(view)}/days">${clinicField(view)}
      ${faultNote(filling)}
      <div class="columns two">${field(filling, { name: 'first', label: words.first, type: 'date' })}${field(filling, { name: 'last', label: words.last, type: 'date', optional: true, hint: words.lastHint })}</div>
      ${field(filling, { name: 'hours', label: words.hours, optional: true, hint: words.hoursHint, maxlength: 100 })}
      <button class="button second">${words.addDays}</button></form></section>`;
}

function dayLine(
  frame: Frame,
  view: AvailabilityView,
  { date, spans }: { date: string; spans: readonly Span[] },
): Html {
  const { availability: words } = frame.words;
  const at = toInstant({ local: `${date}T12:00`, zone: 'UTC' });
  const day = fullDate({ at, zone: 'UTC' }, frame.language);
  const hours = spans.length === 0 ? words.absent : spans.map(spanText).join(', ');
  return html`<li class="with-action"><div><p><strong>${day}</strong></p><p class="hint">${hours}</p></div>
    <form method="post" action="${pathOf(view)}/days/${date}/remove">${clinicField(view)}<button class="quiet" aria-label="${words.removeDay(day)}">×</button></form></li>`;
}

function removePanel(frame: Frame, view: AvailabilityView): Html {
  const { availability: words } = frame.words;
  return html`<form class="panel otherwise" method="post" action="${pathOf(view)}/remove">${clinicField(view)}
    <p class="hint">${words.removeHint}</p><button class="button danger">${words.remove}</button></form>`;
}
