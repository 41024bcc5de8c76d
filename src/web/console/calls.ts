/** What only a person can do: phone calls, and tasks at the desk that no message asks for. */

import { html } from 'hono/html';
import { z } from 'zod';
import { type DeskTaskCode, deskTaskCodes, finishCallTask } from '../../app/call-tasks.ts';
import { type CallEntry, readCalls, type StaffNames } from '../../app/queries-console.ts';
import { readAppointment } from '../../app/queries-console-patients.ts';
import { type CallReason, readCallReasons } from '../../app/queries-reasons.ts';
import { callScript } from './call-script.ts';
import { moment, shortMoment } from './dates.ts';
import { actorOf, type Desk, doors, missing } from './desk.ts';
import { oneOf, posted } from './form.ts';
import { type Frame, type Html, page } from './layout.ts';
import { authorName, dotted, emptyState, patientLink, telLink } from './parts.ts';
import { type Words, wordFor } from './words.ts';

const results = ['reached', 'no_answer', 'call_later', 'wrong_number'] as const;
const outcome = z.object({ result: oneOf([...results, 'settled', 'arrived']) });

const isDeskCode = (code: string): code is DeskTaskCode =>
  deskTaskCodes.some((one) => one === code);

/** What a task that no message asks for is about, in words; null for a call. */
export function deskTaskWords({ deskTasks }: Words, { code, messageId }: CallEntry['task']) {
  return messageId === null && isDeskCode(code) ? deskTasks[code] : null;
}

export function callRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);

  get('/calls', 'office', async (c) => {
    const { open, done, names } = await readCalls(desk.ctx);
    const visits = await visitTimes(desk, open);
    const tasks = open.map(({ task }) => task);
    const reasons = await readCallReasons(desk.ctx, tasks);
    return c.html(callsPage(c.var.frame, { open, done, names, visits, reasons }));
  });

  post('/calls/:id/done', 'office', async (c) => {
    const id = c.req.param('id') ?? '';
    const form = await posted(c, outcome);
    if (!form.ok || !z.uuid().safeParse(id).success) return missing(c);
    const { result } = form.value;
    const finished = await finishCallTask(desk.ctx, { id, result, actor: actorOf(c.var.staff) });
    const done = result === 'settled' ? 'task' : 'call';
    return finished.ok ? c.redirect(`/calls?done=${done}`, 303) : missing(c);
  });

  return app;
}

type Visits = ReadonlyMap<string, Date>;

async function visitTimes({ ctx }: Desk, open: readonly CallEntry[]): Promise<Visits> {
  const ids = new Set(open.flatMap(({ task }) => task.appointmentId ?? []));
  const found = await Promise.all([...ids].map((id) => readAppointment(ctx, id)));
  return new Map(found.flatMap((visit) => (visit ? [[visit.id, visit.startsAt] as const] : [])));
}

interface CallsView {
  readonly open: readonly CallEntry[];
  readonly done: readonly CallEntry[];
  readonly names: StaffNames;
  readonly visits: Visits;
  readonly reasons: ReadonlyMap<string, CallReason>;
}

function callsPage(frame: Frame, view: CallsView): Html {
  const { open, done, names } = view;
  const { calls: words } = frame.words;
  const isDesk = ({ task }: CallEntry) => deskTaskWords(frame.words, task) !== null;
  const calls = open.filter((entry) => !isDesk(entry));
  const tasks = open.filter(isDesk);
  const body = html`
    ${open.length === 0 && emptyState({ title: words.empty, text: words.emptyLead })}
    ${calls.length > 0 && html`<section>${tasks.length > 0 && html`<h2>${words.toCall}</h2>`}<ul class="list">${calls.map((call) => callRow(frame, call, view))}</ul></section>`}
    ${tasks.length > 0 && html`<section class="to-settle"><h2>${words.toSettle}</h2><ul class="list">${tasks.map((entry) => deskRow(frame, entry))}</ul></section>`}
    ${done.length > 0 && html`<details class="fold panel"><summary>${words.recent(done.length)}</summary><ul class="plain-list">${done.map((call) => doneRow(frame, call, names))}</ul></details>`}`;
  return page(frame, { title: words.title, body });
}

function deskRow(frame: Frame, { task, patient }: CallEntry): Html {
  const { words } = frame;
  const own = deskTaskWords(words, task);
  const isConsent = task.code === 'consent_imported' || task.code === 'paper_needed';
  return html`<li class="item call">
    <div class="call-main">
      <p class="visit-who"><strong>${patientLink(patient)}</strong> <span class="when">${words.calls.since(shortMoment(frame, task.dueAt))}</span></p>
      <p class="item-reason">${dotted(own?.title ?? '', isConsent && words.purposes[task.purpose].toLowerCase())}</p>
      <p class="hint">${own?.why}</p>
      <p>${own?.todo}</p>
      ${task.phone && html`<p>${telLink(task.phone)}</p>`}
    </div>
    <form class="call-done" method="post" action="/calls/${task.id}/done">
      <button class="chip-button" name="result" value="settled">${words.calls.settled}</button>
    </form>
  </li>`;
}

function callRow(frame: Frame, { task, patient }: CallEntry, { visits, reasons }: CallsView): Html {
  const { words, now } = frame;
  const visitAt = visits.get(task.appointmentId ?? '');
  const late = task.dueAt <= now;
  const reason = reasons.get(task.id);
  return html`<li class="item call">
    <div class="call-main">
      <p class="visit-who"><strong>${patientLink(patient)}</strong> <span class="when ${late && 'waiting'}">${words.calls.due(shortMoment(frame, task.dueAt))}</span></p>
      <p class="item-reason">${dotted(capital(words.callFor[task.purpose]), visitAt !== undefined && words.calls.visit(moment(frame, visitAt)).toLowerCase())}</p>
      <p class="hint">${words.calls.why(wordFor(words.decisions, task.code, words.decisions.rejected))}</p>
      ${reason && callScript(frame, reason)}
      <p class="call-phone">${task.phone ? telLink(task.phone) : words.calls.noPhone}</p>
    </div>
    <form class="call-done" method="post" action="/calls/${task.id}/done">
      <p class="hint" id="result-${task.id}">${words.calls.result}</p>
      <div class="chips" role="group" aria-labelledby="result-${task.id}">${resultsOf(task.code).map((result) => html`<button class="chip-button" name="result" value="${result}">${words.callResults[result]}</button>`)}</div>
    </form>
  </li>`;
}

/** Of a message whose fate nobody knows, it may turn out that it did arrive. */
const resultsOf = (code: string) =>
  code === 'outcome_unknown' ? (['arrived', ...results] as const) : results;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function doneRow(frame: Frame, { task, patient }: CallEntry, names: StaffNames): Html {
  const { words } = frame;
  const result = wordFor(words.callResults, task.result, words.callResults.other);
  return html`<li><p>${patientLink(patient)} — ${result}</p>
    <p class="hint">${dotted(task.doneAt && shortMoment(frame, task.doneAt), authorName(words, task.doneBy ?? 'system', names))}</p></li>`;
}
