/** All reasons that are not over, by their due dates: whom we invite, whom to ask, who is silent and why. */

import { html } from 'hono/html';
import { type DoctorRow, readRegister } from '../../app/queries-console.ts';
import {
  type ListedEntry,
  type ListedState,
  listedStates,
  type ReasonListQuery,
  readReasonList,
} from '../../app/queries-recorded.ts';
import { type FollowUpKind, followUpKinds } from '../../domain/reasons.ts';
import { type Desk, doors } from './desk.ts';
import { type Filling, select } from './form.ts';
import { type Frame, type Html, page } from './layout.ts';
import { emptyState, linkButton, patientLink } from './parts.ts';
import { reasonLine } from './reason-lines.ts';

export function reasonListRoutes(desk: Desk) {
  const { app, get } = doors(desk);
  get('/reasons', 'office', async (c) => {
    const query = queryIn((name) => c.req.query(name));
    const [list, { doctors }] = await Promise.all([
      readReasonList(desk.ctx, query),
      readRegister(desk.ctx),
    ]);
    return c.html(listPage(c.var.frame, { query, doctors, ...list }));
  });
  return app;
}

function queryIn(query: (name: string) => string | undefined): ReasonListQuery {
  const [state, kind] = [query('state'), query('kind')];
  return {
    state: listedStates.find((one) => one === state) ?? 'open',
    kind: followUpKinds.find((one) => one === kind),
    doctorId: query('doctor') || undefined,
    after: query('after'),
  };
}

interface ListView {
  readonly query: ReasonListQuery;
  readonly doctors: readonly DoctorRow[];
  readonly items: readonly ListedEntry[];
  readonly next: string | null;
}

function listPage(frame: Frame, view: ListView): Html {
  const { recorded: words } = frame.words;
  const { items, next } = view;
  const body = html`<p class="hint">${words.listLead}</p>${filters(frame, view)}
    ${items.length === 0 ? emptyState({ title: words.empty, text: words.emptyLead }) : html`<ul class="list reason-list">${items.map((one) => row(frame, one))}</ul>`}
    ${next && html`<p>${linkButton(urlOf(view.query, next), words.further, true)}</p>`}`;
  return page(frame, { title: words.title, body });
}

function urlOf({ state, kind, doctorId }: ReasonListQuery, after: string): string {
  const query = new URLSearchParams({ state, after });
  if (kind) query.set('kind', kind);
  if (doctorId) query.set('doctor', doctorId);
  return `/reasons?${query}`;
}

function filters(frame: Frame, { query, doctors }: ListView): Html {
  const { recorded: words, reasons, common } = frame.words;
  const { state, kind, doctorId } = query;
  const values = { state, kind: kind ?? '', doctor: doctorId ?? '' };
  const filling: Filling = { frame, values, faults: {}, scope: '-reasons' };
  const states = listedStates.map((value) => ({ value, label: stateWords(frame, value) }));
  const kinds = followUpKinds.map((value: FollowUpKind) => ({
    value,
    label: reasons.kinds[value],
  }));
  const people = doctors.map(({ id, name }) => ({ value: id, label: name }));
  const all = (label: string) => ({ value: '', label });
  return html`<form class="reason-filter" method="get" action="/reasons">
    ${select(filling, { name: 'state', label: words.states, options: states })}
    ${select(filling, { name: 'kind', label: words.kind, options: [all(words.allKinds), ...kinds] })}
    ${select(filling, { name: 'doctor', label: common.doctor, options: [all(words.allDoctors), ...people] })}
    <button class="button second">${words.show}</button></form>`;
}

function stateWords({ words }: Frame, state: ListedState): string {
  if (state === 'open' || state === 'ask') return words.recorded[state];
  return words.reasons.states[state];
}

function row(frame: Frame, { reason, patient, doctor, asks, cause }: ListedEntry): Html {
  const { recorded: words, reasons } = frame.words;
  return html`<li class="item"><p class="visit-who"><strong>${patientLink(patient)}</strong></p>
    ${reasonLine(frame, { reason, doctor })}
    ${asks && html`<p class="forecast wait">${words.askAtVisit}</p>`}
    ${cause && html`<p class="forecast wait">${words.cause(reasons.causes[cause])}</p>`}</li>`;
}
