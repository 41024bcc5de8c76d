/** One patient's page: how to keep in touch, what was agreed, what was said, what is booked. */

import { html } from 'hono/html';
import type { ErasureRow } from '../../app/erasure.ts';
import type { Account } from '../../app/identity.ts';
import type { VisitOfDay } from '../../app/queries-console.ts';
import type { PatientPage } from '../../app/queries-console-patients.ts';
import type { Why } from '../../app/why.ts';
import { likelyRelation } from '../../domain/identity.ts';
import { accountPanel } from './accounts-view.ts';
import { deskTaskWords } from './calls.ts';
import { cardForm, cardLines, cardValues } from './card-view.ts';
import { consentPanel } from './consents-view.ts';
import { dayName, longDay, moment } from './dates.ts';
import type { Filling } from './form.ts';
import { invitationButton } from './invitation-view.ts';
import { type Frame, type Html, page } from './layout.ts';
import { badge, dotted, linkButton, patientName, telLink } from './parts.ts';
import { type PatientDraft, personFields } from './person-form.ts';
import { type ReasonDraft, type ReasonsView, reasonsPanel } from './reasons-panel.ts';
import { zoneList } from './setup-register.ts';
import { timelinePanel } from './timeline-view.ts';
import { wordFor } from './words.ts';
import { writePanel } from './write-view.ts';

export interface PatientView {
  readonly data: PatientPage;
  readonly accounts: readonly Account[];
  /** The open wish to be forgotten. */
  readonly erasure: ErasureRow | null;
  readonly draft: PatientDraft | null;
  readonly reason: ReasonDraft | null;
  /** Just made; without it there is a button. */
  readonly invitation: Html | null;
  /** The message that staff have just written, and what was decided of it last. */
  readonly wrote: Pick<Why, 'message' | 'trail'> | null;
}

const isOffice = ({ staff }: Frame): boolean => staff?.role !== 'doctor';

const mayChange = (frame: Frame, { patient }: PatientPage): boolean =>
  isOffice(frame) && patient.erasedAt === null;

export function patientPage(whole: Frame, view: PatientView): Html {
  const { patient, zone } = view.data;
  const frame = { ...whole, zone };
  const { words } = frame;
  const open = mayChange(frame, view.data);
  const body = html`
    <p class="subtitle">${!patient.erasedAt && dotted(patient.phone ? telLink(patient.phone) : words.common.notSet, patient.birthDate, patient.guardian?.name ?? null)}</p>
    ${erasureBanner(frame, view)}
    ${jumps(frame, open)}
    <div class="patient">
      <div class="patient-main">
        ${open && writePanel(frame, view)}
        ${reasonsPanel(frame, reasonsOf(view))}
        ${visitsPanel(frame, view.data)}
        ${callsPanel(frame, view.data)}
        ${timelinePanel(frame, view.data)}
      </div>
      <div class="patient-side">
        ${open && invitePanel(frame, view)}
        ${!patient.erasedAt && html`${cardPanel(frame, view)}${accountPanel(frame, view)}`}
        ${consentPanel(frame, view)}
        ${open && personPanel(frame, view)}
        ${open && dataPanel(frame, view)}
      </div>
    </div>${zoneList()}`;
  const title = patientName(frame, patient);
  return page(frame, { title, body, actions: open ? pageActions(frame, patient.id) : null });
}

const reasonsOf = ({ data, reason }: PatientView): ReasonsView => ({
  patientId: data.patient.id,
  reasons: data.reasons,
  names: data.names,
  mayChange: data.patient.erasedAt === null,
  draft: reason,
});

const pageActions = ({ words }: Frame, id: string): Html =>
  html`${linkButton(`/patients/${id}/paper`, words.proof.paperTitle, true)}
    ${linkButton(`/visits/new?patient=${encodeURIComponent(id)}`, words.patients.addVisit)}`;

function erasureBanner(frame: Frame, { data, erasure }: PatientView): Html | null {
  const { erasures: words } = frame.words;
  const { erasedAt } = data.patient;
  const day = (at: Date) => dayName(frame, at, frame.zone);
  if (erasedAt) return html`<p class="warning">${words.erasedBanner(day(erasedAt))}</p>`;
  if (!erasure) return null;
  return html`<p class="warning">${words.openBanner(day(erasure.dueAt))} ${isOffice(frame) && html`<a href="/erasures">${words.toPage}</a>`}</p>`;
}

function invitePanel(frame: Frame, { data, invitation }: PatientView): Html {
  const { patient } = data;
  const hasGuardian = patient.guardian !== null;
  const likely = likelyRelation({ birthDate: patient.birthDate, hasGuardian }, frame.now);
  return html`<section class="panel" id="invite"><h2>${frame.words.invite.title}</h2>${invitation ?? invitationButton(frame, { patientId: patient.id, likely })}</section>`;
}

/** On a phone everything stands in one column: a way to each part of it. */
function jumps({ words }: Frame, office: boolean): Html {
  const places = [
    ...(office ? [['invite', words.invite.title]] : []),
    ['card', words.card.title],
    ['accounts', words.accounts.title],
    ['consents', words.consents.title],
    ['reasons', words.recorded.title],
    ['visits', words.visits.title],
    ['messages', words.timeline.title],
    ...(office ? [['write', words.write.title]] : []),
  ];
  return html`<nav class="jump" aria-label="${words.nav.onPage}">${places.map(([id, label]) => html`<a href="#${id}">${label}</a>`)}</nav>`;
}

function cardPanel(frame: Frame, { data, draft }: PatientView): Html {
  const { card: words, common } = frame.words;
  const { patient, card } = data;
  const own = draft?.form === 'card' ? draft : null;
  const values = own && Object.keys(own.values).length > 0 ? own.values : cardValues(card);
  const filling: Filling = { frame, values, faults: own?.faults ?? {}, scope: '-card' };
  return html`<section class="panel" id="card"><h2>${words.title}</h2><p class="hint">${words.lead}</p>
    ${cardLines(frame, { card, language: patient.language })}
    ${data.silence && html`<p class="warning">${frame.words.reasons.silent}: ${frame.words.reasons.causes[data.silence]}</p>`}
    ${mayChange(frame, data) && html`<details class="fold" ${own && html`open`}><summary>${common.edit}</summary>${cardForm(filling, patient.id)}</details>`}
  </section>`;
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
      ({
        task,
      }) => html`<li><p>${deskTaskWords(words, task)?.title ?? words.callFor[task.purpose]}</p>
      <p class="hint">${dotted(deskTaskWords(words, task) ? moment(frame, task.dueAt) : words.calls.due(moment(frame, task.dueAt)), task.state === 'done' && wordFor(words.callResults, task.result, words.callResults.other))}</p></li>`,
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

/** What the patient may ask of us: a copy of everything, or to be forgotten. */
function dataPanel({ words }: Frame, { data, erasure }: PatientView): Html {
  const { export: own, erasures, patients } = words;
  const path = `/patients/${data.patient.id}`;
  return html`<section class="panel" id="data"><h2>${own.title}</h2><p class="hint">${own.lead}</p>
    <p>${dotted(html`<a href="${path}/export?language=ru" download>${own.ru}</a>`, html`<a href="${path}/export?language=en" download>${own.en}</a>`)}</p>
    ${
      !erasure &&
      html`<details class="fold small danger"><summary>${patients.wantsErasure}</summary><p class="hint">${erasures.askLead}</p>
      <form method="post" action="${path}/erasures"><button class="button second">${erasures.ask}</button></form></details>`
    }
  </section>`;
}
