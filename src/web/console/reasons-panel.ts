/** Every reason to contact a patient: what it rests on, how it ended, and what can still be changed. */

import { html } from 'hono/html';
import type { StaffNames } from '../../app/queries-console.ts';
import type { PatientReason } from '../../app/queries-recorded.ts';
import { isOpen } from '../../domain/reason-life.ts';
import { isFollowUp } from '../../domain/reasons.ts';
import { toLocal } from '../../domain/time.ts';
import { dayName, moment } from './dates.ts';
import { refusedNote } from './doctor-form.ts';
import { type Faults, type Filling, field, type Values } from './form.ts';
import type { Frame, Html } from './layout.ts';
import { authorName, dotted, linkButton } from './parts.ts';
import { answeredAt, reasonLine } from './reason-lines.ts';

/** A form of one of them that was sent and refused. */
export interface ReasonDraft {
  readonly id: string;
  readonly act: 'change' | 'close';
  readonly faults: Faults;
  readonly values: Values;
}

export interface ReasonsView {
  readonly patientId: string;
  readonly reasons: readonly PatientReason[];
  readonly names: StaffNames;
  readonly mayChange: boolean;
  readonly draft: ReasonDraft | null;
}

export function reasonsPanel(frame: Frame, view: ReasonsView): Html {
  const { recorded: own } = frame.words;
  const { patientId, reasons, mayChange } = view;
  const open = reasons.filter(({ reason }) => isOpen(reason.state));
  const over = reasons.filter(({ reason }) => !isOpen(reason.state));
  const line = (one: PatientReason) => entry(frame, view, one);
  return html`<section class="panel" id="reasons"><h2>${own.title}</h2><p class="hint">${own.panelLead}</p>
    ${view.draft && !open.some(({ reason }) => reason.id === view.draft?.id) && refusedNote(frame, view.draft.faults)}
    ${reasons.length === 0 && html`<p class="empty-line">${own.none}</p>`}
    <ul class="plain-list">${[...open, ...over.slice(0, recent_max)].map(line)}</ul>
    ${over.length > recent_max && html`<details class="fold"><summary>${frame.words.timeline.earlier(over.length - recent_max)}</summary><ul class="plain-list">${over.slice(recent_max).map(line)}</ul></details>`}
    ${mayChange && linkButton(`/patients/${patientId}/reasons/new`, own.record, true)}
  </section>`;
}

const recent_max = 5;

function entry(frame: Frame, view: ReasonsView, one: PatientReason): Html {
  const { reason, doctor } = one;
  const isOver = !isOpen(reason.state) && reason.state !== 'booked';
  return html`<li id="reason-${reason.id}" class="${isOver && 'past'}">${reasonLine(frame, { reason, doctor })}
    <p class="hint">${dotted(...ends(frame, view, one))}</p>
    ${view.mayChange && isOpen(reason.state) && acts(frame, view, one)}</li>`;
}

function ends(frame: Frame, { names }: ReasonsView, { reason, bookedAt, threadId }: PatientReason) {
  const { recorded: own } = frame.words;
  const by = (author: string) => authorName(frame.words, author, names);
  const { answer, score, closedAt, closedBy, outcome } = reason;
  return [
    own.recordedBy(by(reason.createdBy), dayName(frame, reason.createdAt, frame.zone)),
    answeredAt(frame, reason),
    answer && frame.words.answers[answer],
    score !== null && scoreWords(frame, reason),
    bookedAt && own.booked(moment(frame, bookedAt)),
    closedAt && own.ended(by(closedBy ?? 'system'), dayName(frame, closedAt, frame.zone)),
    outcome,
    threadId && html`<a href="/threads/${threadId}">${own.toChat}</a>`,
  ];
}

const scoreWords = ({ words }: Frame, { kind, score }: PatientReason['reason']): string =>
  kind === 'impression' ? words.alarms.mark(score ?? 0) : words.alarms.score(score ?? 0);

function acts(frame: Frame, view: ReasonsView, { reason }: PatientReason): Html | null {
  const mayMove = reason.state === 'planned' && isFollowUp(reason.kind);
  const mayClose = isFollowUp(reason.kind) || reason.state === 'planned';
  if (!mayClose) return null;
  return html`<div class="reason-acts">${mayMove && changeForm(frame, view, reason)}${closeForm(frame, view, reason)}</div>`;
}

const urlOf = ({ patientId }: ReasonsView, id: string, act: string): string =>
  `/patients/${patientId}/reasons/${id}/${act}`;

function fillingOf(
  frame: Frame,
  { draft }: ReasonsView,
  { id, act, values }: Pick<ReasonDraft, 'id' | 'act' | 'values'>,
): Filling & { readonly isDraft: boolean } {
  const isDraft = draft?.id === id && draft.act === act;
  const told = isDraft ? { ...values, ...draft.values } : values;
  return {
    frame,
    values: told,
    faults: isDraft ? draft.faults : {},
    scope: `-${act}-${id}`,
    isDraft,
  };
}

function changeForm(frame: Frame, view: ReasonsView, reason: PatientReason['reason']): Html {
  const { recorded: own, chair, common } = frame.words;
  const { id, dueAt, argument } = reason;
  const values = { dueOn: toLocal(dueAt, frame.zone).date, argument: argument ?? '' };
  const { isDraft, ...filling } = fillingOf(frame, view, { id, act: 'change', values });
  return html`<details class="fold small" ${isDraft && html`open`}><summary>${own.change}</summary>
    <form class="form" method="post" action="${urlOf(view, id, 'change')}">
      ${refusedNote(frame, filling.faults)}<p class="hint">${own.changeNote}</p>
      ${field(filling, { name: 'dueOn', label: own.dueOn, type: 'date' })}
      ${field(filling, { name: 'argument', label: chair.argument, hint: chair.argumentHint, maxlength: 200, optional: true })}
      <button class="button">${common.save}</button></form></details>`;
}

function closeForm(frame: Frame, view: ReasonsView, { id }: PatientReason['reason']): Html {
  const { recorded: own } = frame.words;
  const { isDraft, ...filling } = fillingOf(frame, view, { id, act: 'close', values: {} });
  return html`<details class="fold small" ${isDraft && html`open`}><summary>${own.close}</summary>
    <form class="form" method="post" action="${urlOf(view, id, 'close')}">
      ${refusedNote(frame, filling.faults)}
      ${field(filling, { name: 'outcome', label: own.closeWords, hint: own.closeHint, maxlength: 200 })}
      <button class="button second">${own.close}</button></form></details>`;
}
