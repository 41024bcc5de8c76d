/** The page of wishes to be forgotten. Erasing takes two presses, because nothing brings it back. */

import { html } from 'hono/html';
import type { ErasureRow } from '../../app/erasure.ts';
import type { PatientRow, StaffNames } from '../../app/queries-console.ts';
import { dayName, moment } from './dates.ts';
import type { ErasureDraft } from './erasures.ts';
import { type Filling, faultWords, field } from './form.ts';
import { type Frame, type Html, page } from './layout.ts';
import { authorName, badge, dotted, emptyState, patientLink } from './parts.ts';

interface NamedErasure {
  readonly erasure: ErasureRow;
  readonly patient: PatientRow | null;
}

interface ErasuresView {
  readonly open: readonly NamedErasure[];
  /** Newest first. */
  readonly decided: readonly NamedErasure[];
  readonly names: StaffNames;
  readonly draft: ErasureDraft | null;
}

export function erasuresPage(frame: Frame, view: ErasuresView): Html {
  const { erasures: words } = frame.words;
  const { open, decided } = view;
  const body = html`
    ${open.length === 0 ? emptyState({ title: words.empty, text: words.emptyLead }) : html`<p class="lead">${words.lead}</p><ul class="list">${open.map((one) => openRow(frame, view, one))}</ul>`}
    ${decided.length > 0 && html`<section class="panel"><h2>${words.done(decided.length)}</h2><ul class="plain-list">${decided.map((one) => decidedRow(frame, view, one))}</ul></section>`}`;
  return page(frame, { title: words.title, body });
}

function openRow(frame: Frame, { names, draft }: ErasuresView, one: NamedErasure): Html {
  const { erasures: words } = frame.words;
  const { erasure, patient } = one;
  const day = dayName(frame, erasure.dueAt, frame.zone);
  const late = erasure.dueAt <= frame.now;
  const who = authorName(frame.words, erasure.requestedBy, names);
  const owner = names.get(erasure.ownerId ?? '');
  return html`<li class="item ${late && 'urgent'} padded">
    <p class="visit-who"><strong>${patient && patientLink(patient)}</strong> <span class="when waiting">${late ? words.overdue(day) : words.due(day)}</span></p>
    <p class="hint">${dotted(words.asked(who, moment(frame, erasure.requestedAt)), owner ? words.owner(owner) : words.noOwner)}</p>
    ${frame.staff?.role === 'owner' ? decisions(frame, erasure, draft) : html`<p class="hint">${words.ownerOnly}</p>`}
  </li>`;
}

function decisions(frame: Frame, { id }: ErasureRow, draft: ErasureDraft | null): Html {
  const { erasures: words } = frame.words;
  const faults = draft?.id === id ? draft.faults : {};
  const filling: Filling = { frame, values: {}, faults, scope: `-${id}` };
  return html`${faults.form && html`<p class="fault banner" role="alert">${faultWords(frame, faults.form)}</p>`}
    <details class="fold danger"><summary>${words.now}</summary><p>${words.nowLead}</p>
      <form method="post" action="/erasures/${id}/done"><button class="button danger">${words.nowSure}</button></form></details>
    <details class="fold" ${faults.reason && html`open`}><summary>${words.refuse}</summary><p class="hint">${words.refuseLead}</p>
      <form class="form" method="post" action="/erasures/${id}/refused">
        ${field(filling, { name: 'reason', label: words.reason, rows: 2 })}
        <button class="button second">${words.refuse}</button></form></details>`;
}

function decidedRow(frame: Frame, view: ErasuresView, { erasure, patient }: NamedErasure): Html {
  const { erasures: words } = frame.words;
  const { doneAt, doneBy, refusedAt, refusedReason } = erasure;
  const by = authorName(frame.words, doneBy ?? 'system', view.names);
  const title = erasure.doneAt
    ? html`<a href="/patients/${erasure.patientId}">${words.erasedPatient}</a> <code>${erasure.patientId}</code>`
    : patient && patientLink(patient);
  return html`<li><p>${title} ${doneAt ? badge('good', words.doneAt(moment(frame, doneAt), by)) : null}</p>
    ${refusedAt && html`<p class="hint">${words.refusedAt(moment(frame, refusedAt), refusedReason ?? '')}</p>`}
    ${erasure.proof && proofFold(frame, erasure.proof)}</li>`;
}

function proofFold({ words }: Frame, proof: NonNullable<ErasureRow['proof']>): Html {
  const { erasures: own } = words;
  const counts = Object.entries(proof.counts).filter(([, n]) => n > 0);
  return html`<details class="fold small"><summary>${own.proof}</summary><dl class="facts">
    <div><dt>${own.proofRows}</dt><dd>${dotted(...counts.map(([table, n]) => html`<code>${table}</code> ${n}`))}</dd></div>
    <div><dt>${own.proofDigest}</dt><dd><code>${proof.digest}</code></dd></div>
    ${proof.ledger && html`<div><dt>${own.proofLedger}</dt><dd>${proof.ledger.number} <code>${proof.ledger.hash}</code></dd></div>`}
  </dl></details>`;
}
