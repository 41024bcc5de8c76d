/** One patient's page: how to keep in touch, what was agreed, what was said, what is booked. */

import { html } from 'hono/html';
import type { LiveBinding, VisitOfDay } from '../../app/queries-console.ts';
import type { PatientPage } from '../../app/queries-console-patients.ts';
import { cardForm, cardLines, cardValues } from './card-view.ts';
import { consentPanel } from './consents-view.ts';
import { longDay, moment } from './dates.ts';
import type { Filling } from './form.ts';
import { invitationButton } from './invitation-view.ts';
import { type Frame, type Html, page } from './layout.ts';
import { badge, dotted, linkButton, telLink } from './parts.ts';
import { type PatientDraft, personFields } from './person-form.ts';
import { timelinePanel } from './timeline-view.ts';
import { wordFor } from './words.ts';

export interface PatientView {
  readonly data: PatientPage;
  readonly draft: PatientDraft | null;
  /** Just made; without it there is a button. */
  readonly invitation?: Html;
}

export function patientPage(whole: Frame, view: PatientView): Html {
  const { patient, zone } = view.data;
  const frame = { ...whole, zone };
  const office = frame.staff?.role !== 'doctor';
  const { words } = frame;
  const body = html`
    <p class="subtitle">${dotted(patient.phone ? telLink(patient.phone) : words.common.notSet, patient.birthDate, patient.guardian?.name ?? null)}</p>
    ${jumps(frame, office)}
    <div class="patient">
      <div class="patient-main">
        ${timelinePanel(frame, view.data)}
      </div>
      <div class="patient-side">
        ${office && html`<section class="panel" id="invite"><h2>${words.invite.title}</h2>${view.invitation ?? invitationButton(frame, patient.id)}</section>`}
        ${cardPanel(frame, view)}
        ${consentPanel(frame, view)}
        ${visitsPanel(frame, view.data)}
        ${callsPanel(frame, view.data)}
        ${office && personPanel(frame, view)}
      </div>
    </div>`;
  const actions = office
    ? linkButton(`/visits/new?patient=${encodeURIComponent(patient.id)}`, words.patients.addVisit)
    : null;
  return page(frame, { title: patient.name, body, actions });
}

/** On a phone everything stands in one column: a way to each part of it. */
function jumps({ words }: Frame, office: boolean): Html {
  const places = [
    ...(office ? [['invite', words.invite.title]] : []),
    ['card', words.card.title],
    ['consents', words.consents.title],
    ['visits', words.visits.title],
    ['messages', words.timeline.title],
  ];
  return html`<nav class="jump" aria-label="${words.nav.onPage}">${places.map(([id, label]) => html`<a href="#${id}">${label}</a>`)}</nav>`;
}

function cardPanel(frame: Frame, { data, draft }: PatientView): Html {
  const { card: words, common } = frame.words;
  const { patient, card, bindings } = data;
  const own = draft?.form === 'card' ? draft : null;
  const filling: Filling = {
    frame,
    values: own?.values ?? cardValues({ card, language: patient.language }),
    faults: own?.faults ?? {},
    scope: '-card',
  };
  return html`<section class="panel" id="card"><h2>${words.title}</h2><p class="hint">${words.lead}</p>
    ${cardLines(frame, { card, language: patient.language })}
    <h3>${words.accounts}</h3>
    ${bindings.length === 0 ? html`<p class="hint">${words.noAccounts}</p>` : html`<ul class="plain-list">${bindings.map((bound) => accountLine(frame, bound))}</ul>`}
    ${frame.staff?.role !== 'doctor' && html`<details class="fold" ${own && html`open`}><summary>${common.edit}</summary>${cardForm(filling, { id: patient.id, card })}</details>`}
  </section>`;
}

function accountLine({ words }: Frame, { binding, address }: LiveBinding): Html {
  const { card, channels, relations, patients } = words;
  const trouble = [
    address.stoppedAt && card.stopped,
    address.unreachableCode && card.unreachable,
    address.quarantinedAt && card.quarantined,
  ].find(Boolean);
  return html`<li>${dotted(channels[address.channel], relations[binding.relation], address.username && `@${address.username}`)}
    ${trouble ? badge('bad', String(trouble)) : badge('good', patients.connected)}</li>`;
}

function visitsPanel(frame: Frame, { visits }: PatientPage): Html {
  const { visits: words } = frame.words;
  return html`<section class="panel" id="visits"><h2>${words.title}</h2>
    ${visits.length === 0 ? html`<p class="hint">${words.none}</p>` : html`<ul class="plain-list">${visits.map((visit) => visitLine(frame, visit))}</ul>`}
  </section>`;
}

function visitLine(frame: Frame, { appointment, clinic, doctor, service }: VisitOfDay): Html {
  const { words, staff } = frame;
  const when = html`<strong>${moment(frame, appointment.startsAt, clinic.zone)}</strong>`;
  const over = appointment.endsAt < frame.now;
  const tone =
    appointment.status === 'confirmed'
      ? 'good'
      : appointment.status === 'cancelled' || appointment.status === 'no_show'
        ? 'bad'
        : 'calm';
  return html`<li class="${over && 'past'}">
    <p>${staff?.role === 'doctor' ? when : html`<a href="/visits/${appointment.id}">${when}</a>`} ${badge(tone, words.appointment[appointment.status])}</p>
    <p class="hint">${dotted(longDay(frame, appointment.startsAt, clinic.zone), doctor.name, service?.name ?? null)}</p>
  </li>`;
}

function callsPanel(frame: Frame, { calls }: PatientPage): Html | null {
  if (calls.length === 0) return null;
  const { words } = frame;
  return html`<section class="panel" id="calls"><h2>${words.calls.title}</h2><ul class="plain-list">
    ${calls.map(
      ({ task }) => html`<li><p>${words.callFor[task.purpose]}</p>
      <p class="hint">${dotted(words.calls.due(moment(frame, task.dueAt)), task.state === 'done' && wordFor(words.callResults, task.result, words.callResults.other))}</p></li>`,
    )}
  </ul></section>`;
}

function personPanel(frame: Frame, { data, draft }: PatientView): Html {
  const { patient } = data;
  const own = draft?.form === 'person' ? draft : null;
  const values = own?.values ?? {
    name: patient.name,
    phone: patient.phone ?? '',
    birthDate: patient.birthDate ?? '',
    language: patient.language ?? '',
    guardianName: patient.guardian?.name ?? '',
    guardianPhone: patient.guardian?.phone ?? '',
  };
  const filling: Filling = { frame, values, faults: own?.faults ?? {}, scope: '-person' };
  return html`<section class="panel" id="person"><details class="fold" ${own && html`open`}><summary><h2>${frame.words.patients.editTitle}</h2></summary>
    <form class="form" method="post" action="/patients/${patient.id}">
      ${personFields(filling)}
      <button class="button">${frame.words.common.save}</button>
    </form></details></section>`;
}
