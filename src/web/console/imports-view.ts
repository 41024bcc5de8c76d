/** The page of the clinic system's lists: what waits for a word, a file to bring, and what was brought. */

import { html } from 'hono/html';
import type { AbsentVisit, ImportEntry } from '../../app/import-queries.ts';
import type { Page } from '../../app/queries-api.ts';
import type { ClinicRow, StaffNames } from '../../app/queries-console.ts';
import { encodings, rowOutcomes } from '../../domain/imports.ts';
import { importKinds } from '../../domain/words.ts';
import { moment } from './dates.ts';
import {
  chips,
  type Faults,
  type Filling,
  faultWords,
  field,
  select,
  type Values,
} from './form.ts';
import { type Frame, type Html, page } from './layout.ts';
import {
  authorName,
  badge,
  dotted,
  emptyState,
  linkButton,
  patientLink,
  type Tone,
} from './parts.ts';

export interface ListDraft {
  readonly values: Values;
  readonly faults: Faults;
}

export interface ListsView {
  readonly runs: Page<ImportEntry, string>;
  readonly isFirst: boolean;
  readonly absent: readonly AbsentVisit[];
  readonly clinics: readonly ClinicRow[];
  readonly names: StaffNames;
  readonly draft: ListDraft;
}

export function listsPage(frame: Frame, view: ListsView): Html {
  const { lists: words } = frame.words;
  const body = html`${view.isFirst && absentPanel(frame, view)}
    ${view.isFirst && html`<p class="lead">${words.lead}</p>${uploadForm(frame, view)}`}
    ${history(frame, view)}`;
  return page(frame, { title: words.title, body });
}

function absentPanel(frame: Frame, { absent, draft }: ListsView): Html | null {
  const { lists: words } = frame.words;
  if (absent.length === 0) return null;
  return html`<section class="panel caution" id="absent"><h2>${words.absentTitle(absent.length)}</h2>
    <p>${words.absentLead}</p>
    <ul class="plain-list">${absent.map((one) => absentLine(frame, one, draft.faults))}</ul></section>`;
}

function absentLine(
  frame: Frame,
  { appointment, patient, clinic }: AbsentVisit,
  faults: Faults,
): Html {
  const { lists: words } = frame.words;
  const { id, startsAt, absentAt } = appointment;
  const fault = faults[`absent-${id}`];
  const button = (decision: 'still_on' | 'cancelled', label: string) =>
    html`<form method="post" action="/absences/${id}"><input type="hidden" name="decision" value="${decision}">
      <button class="button second">${label}</button></form>`;
  return html`<li class="with-action absent-line">
    <div><p><strong>${patientLink(patient)}</strong></p>
      <p>${dotted(moment(frame, startsAt, clinic.zone), absentAt && words.absentSince(moment(frame, absentAt)))}</p>
      ${fault && html`<p class="fault">${faultWords(frame, fault)}</p>`}</div>
    <div class="actions">${button('still_on', words.stillOn)}${button('cancelled', words.cancelled)}</div></li>`;
}

function uploadForm(frame: Frame, { clinics, draft }: ListsView): Html {
  const { lists: words, common } = frame.words;
  const filling: Filling = {
    frame,
    values: { kind: 'visits', ...draft.values },
    faults: draft.faults,
  };
  const none = { value: '', label: words.auto };
  const fault = draft.faults.file;
  const kinds = importKinds.map((value) => ({ value, label: words.kinds[value] }));
  return html`<form class="panel form narrow upload" method="post" action="/imports" enctype="multipart/form-data">
    <h2>${words.bring}</h2>
    ${chips(filling, { name: 'kind', label: words.kind, type: 'radio', options: kinds })}
    <div class="field"><label for="list-file">${words.file}</label>
      <input id="list-file" type="file" name="file" accept=".csv,.txt,text/csv,text/plain" required aria-describedby="list-file-hint">
      <p class="hint" id="list-file-hint">${words.fileHint}</p>
      ${fault && html`<p class="fault" role="alert">${fault === 'file_too_large' ? words.why.too_large : faultWords(frame, fault)}</p>`}</div>
    <label class="tick-line only-visits"><input type="checkbox" name="snapshot" ${draft.values.snapshot && html`checked`}>
      <span>${words.snapshot}<small class="hint">${words.snapshotHint}</small></span></label>
    <details class="fold" ${(draft.faults.from || draft.faults.until) && html`open`}><summary>${words.more}</summary>
      ${clinics.length > 1 && select(filling, { name: 'clinicId', label: common.clinic, options: [none, ...clinics.map(({ id, name }) => ({ value: id, label: name }))] })}
      ${select(filling, { name: 'encoding', label: words.encoding, options: [none, ...encodings.map((value) => ({ value, label: value }))] })}
      <div class="columns two only-visits">
        ${field(filling, { name: 'from', label: words.from, type: 'date', optional: true })}
        ${field(filling, { name: 'until', label: words.until, type: 'date', optional: true })}
      </div></details>
    <div class="actions"><button class="button" name="act" value="look">${words.look}</button>
      <button class="button second" name="act" value="write">${words.write}</button></div>
    <p class="sending" role="status">${words.sending} <progress></progress></p>
  </form>`;
}

function history(frame: Frame, { runs, isFirst, names }: ListsView): Html {
  const { lists: words } = frame.words;
  if (runs.items.length === 0 && isFirst)
    return emptyState({ title: words.empty, text: words.emptyLead });
  return html`<section class="runs"><h2>${words.history}</h2>
    <ul class="list">${runs.items.map((run) => runLine(frame, run, names))}</ul>
    <div class="actions">${!isFirst && linkButton('/imports', words.all, true)}
      ${runs.next && linkButton(`/imports?after=${runs.next}`, words.older, true)}</div></section>`;
}

const tones: Readonly<Record<ImportEntry['state'], Tone>> = {
  running: 'calm',
  dry: 'calm',
  held: 'wait',
  applied: 'good',
  refused: 'bad',
};

export const stateBadge = ({ words }: Frame, { state }: ImportEntry): Html =>
  badge(tones[state], words.lists.states[state]);

export const broughtBy = ({ words }: Frame, actor: string, names: StaffNames): string =>
  actor === 'cli' ? words.lists.commandLine : authorName(words, actor, names);

function runLine(frame: Frame, run: ImportEntry, names: StaffNames): Html {
  const { lists: words } = frame.words;
  const what = summary(frame, run);
  return html`<li class="item ${run.state === 'held' && 'urgent'}"><a class="item-link" href="/imports/${run.id}">
    <p class="item-head"><strong>${words.kinds[run.kind]}</strong> ${stateBadge(frame, run)}
      <span class="when">${moment(frame, run.createdAt)}</span></p>
    <p class="hint">${dotted(run.filename, words.by(broughtBy(frame, run.actor, names)))}</p>
    ${what.length > 0 && html`<p class="item-foot">${dotted(...what)}</p>`}
    ${run.code && html`<p class="item-foot">${words.why[run.code]}</p>`}</a></li>`;
}

/** `12 новых`, the biggest news first. */
const summary = ({ words }: Frame, { counts }: ImportEntry): string[] => {
  const { outcomes, rows } = words.lists;
  const said = rowOutcomes.filter((one) => (counts[one] ?? 0) > 0);
  const total = counts.rows === undefined ? [] : [rows(counts.rows)];
  return [...total, ...said.map((one) => `${outcomes[one]} ${counts[one]}`)];
};
