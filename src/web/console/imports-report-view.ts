/** What one list has come to: how far it is, what it changes, what is wrong with its lines. */

import { html } from 'hono/html';
import type { ImportFaultRow, ImportReport } from '../../app/import-queries.ts';
import type { StaffNames } from '../../app/queries-console.ts';
import { csvLine } from '../../domain/import-values.ts';
import { type ImportSample, rowOutcomes } from '../../domain/imports.ts';
import { moment } from './dates.ts';
import { broughtBy, stateBadge } from './imports-view.ts';
import { type Frame, type Html, page } from './layout.ts';
import { dotted, linkButton, patientLink } from './parts.ts';
import { wordFor } from './words.ts';

export interface ReportView extends ImportReport {
  readonly names: StaffNames;
}

export const isAtWork = ({ run, toPlan }: ImportReport): boolean =>
  run.state === 'running' || toPlan > 0;

export function reportPage(frame: Frame, view: ReportView): Html {
  const { lists: words } = frame.words;
  const { run, names } = view;
  const who = [
    run.filename,
    moment(frame, run.createdAt),
    words.by(broughtBy(frame, run.actor, names)),
    run.decidedBy && words.decidedBy(broughtBy(frame, run.decidedBy, names)),
  ];
  const body = html`<p class="subtitle">${dotted(stateBadge(frame, run), ...who)}</p>
    ${isAtWork(view) && progressPart(frame, view)}
    ${verdict(frame, view)} ${countsPanel(frame, view)} ${samplesPanel(frame, view)}
    ${linesPanel(frame, view, 'faults')} ${linesPanel(frame, view, 'notes')}`;
  const all = linkButton('/imports', words.all, true);
  return page(frame, { title: words.kinds[run.kind], body, actions: all });
}

export function progressPart(frame: Frame, report: ImportReport): Html {
  const { lists: words } = frame.words;
  const { run, toPlan } = report;
  const { phase, done, total } = run.progress ?? { phase: 'reading', done: 0, total: 0 };
  const said =
    run.state === 'running'
      ? html`<label for="run-progress">${words.phases[phase]}${total > 0 && phase !== 'reading' && `: ${words.progress(done, total)}`}</label>
        <progress id="run-progress" ${total > 0 && phase !== 'writing' && html`value="${done}" max="${total}"`}></progress>`
      : html`<label for="run-progress">${words.planning(toPlan)}</label><progress id="run-progress"></progress>`;
  return html`<section class="panel run-progress" role="status" hx-get="/imports/${run.id}/progress" hx-trigger="every 1s" hx-swap="outerHTML">${said}</section>`;
}

function verdict(frame: Frame, { run }: ImportReport): Html | null {
  const { lists: words } = frame.words;
  const { id, state, code, counts } = run;
  if (state === 'running') return null;
  if (state === 'held') {
    return html`<section class="panel caution"><p>${words.heldLead(counts.aheadChanged ?? 0, counts.ahead ?? 0)}</p>
      <p>${words.heldTodo}</p>
      <div class="actions">${decision(id, 'agreed', words.agree)}${decision(id, 'declined', words.decline, true)}</div></section>`;
  }
  const lead = { dry: words.dryLead, applied: words.appliedLead, refused: words.refusedLead }[
    state
  ];
  const why =
    code && html`<p><strong>${words.why[code]}</strong> ${run.field && where(frame, run)}</p>`;
  return html`<section class="panel ${code && 'caution'}">${why}<p>${lead}</p></section>`;
}

/** The column at fault; of a torn file its line. */
function where({ words }: Frame, { code, field }: ImportReport['run']): string {
  const { lists } = words;
  const name = wordFor(lists.columns, field, field ?? '');
  return code === 'bad_csv' ? `${lists.line(name)}.` : lists.column(name);
}

const decision = (id: string, what: string, label: string, second = false): Html =>
  html`<form method="post" action="/imports/${id}/decision"><input type="hidden" name="decision" value="${what}">
    <button class="button ${second && 'second'}">${label}</button></form>`;

function countsPanel({ words }: Frame, { run: { counts } }: ImportReport): Html | null {
  const { lists } = words;
  if (counts.rows === undefined) return null;
  const said = rowOutcomes.filter((one) => (counts[one] ?? 0) > 0);
  return html`<section class="panel"><h2>${lists.rows(counts.rows)}</h2><dl class="tally">
    ${said.map((one) => html`<div class="${one}"><dt>${lists.outcomes[one]}</dt><dd>${counts[one]}</dd></div>`)}</dl></section>`;
}

function samplesPanel(frame: Frame, view: ImportReport): Html | null {
  const { lists: words } = frame.words;
  const { samples } = view.run;
  if (samples.length === 0) return null;
  const groups = [...Map.groupBy(samples, ({ outcome }) => outcome)];
  return html`<section class="panel"><h2>${words.samples}</h2>
    ${groups.map(
      ([outcome, some]) => html`<h3>${words.outcomes[outcome]}</h3>
      <ul class="plain-list samples">${some.map((sample) => sampleLine(frame, sample, view))}</ul>`,
    )}</section>`;
}

function sampleLine(frame: Frame, sample: ImportSample, { patients }: ImportReport): Html {
  const patient = patients.get(sample.patientId ?? sample.id);
  const at = (text: string) => moment(frame, new Date(text));
  const { startsAt, from } = sample;
  const when =
    startsAt && from
      ? frame.words.lists.sampleFrom(at(from), at(startsAt))
      : startsAt && at(startsAt);
  return html`<li>${dotted(patient ? patientLink(patient) : null, when ?? null, html`<code>${sample.id}</code>`)}</li>`;
}

function linesPanel(frame: Frame, view: ImportReport, which: 'faults' | 'notes'): Html | null {
  const { lists: words } = frame.words;
  const rows = view[which];
  if (rows.length === 0) return null;
  return html`<section class="panel"><div class="with-action"><h2>${words[which]}</h2>
      <a href="/imports/${view.run.id}/report" download>${words.download}</a></div>
    <ul class="plain-list lines">${rows.map((row) => html`<li><span class="line-number">${words.line(row.line)}</span> <span>${dotted(columnName(frame, row.field), words.lines[row.code])}</span></li>`)}</ul>
    ${rows.length === shown_max && html`<p class="hint">${words.shown(rows.length)}</p>`}</section>`;
}

const shown_max = 100;

/** A column that we do not know is called what the list calls it. */
const columnName = ({ words }: Frame, field: string | null): string =>
  wordFor(words.lists.columns, field, field ?? '');

/** With the mark by which Excel knows the letters. */
export const reportCsv = (frame: Frame, rows: readonly ImportFaultRow[]): string => {
  const { report, lines } = frame.words.lists;
  const head = csvLine([report.line, report.column, report.code, report.what]);
  const body = rows.map(({ line, field, code }) =>
    csvLine([line, columnName(frame, field), code, lines[code]]),
  );
  return `\ufeff${head}${body.join('')}`;
};
