/** Patients: finding one, adding one, everything about one. */

import { html } from 'hono/html';
import { z } from 'zod';
import { listErasures } from '../../app/erasure.ts';
import { accountsOf } from '../../app/identity.ts';
import { newId } from '../../app/ids.ts';
import type { PatientRow } from '../../app/queries-console.ts';
import { findPatients, isPatientOf, readPatient } from '../../app/queries-console-patients.ts';
import { putPatient } from '../../app/registry.ts';
import { readWhy } from '../../app/why.ts';
import { actorOf, type Desk, doors, forbidden, type Handler, missing, ownDoctor } from './desk.ts';
import { type Filling, faultsOf, posted } from './form.ts';
import { type Frame, type Html, page } from './layout.ts';
import { dotted, emptyState, linkButton, patientName, phoneText } from './parts.ts';
import { patientPage } from './patient-view.ts';
import { type PatientDraft, person, personFields, personRow } from './person-form.ts';
import type { ReasonDraft } from './reasons-panel.ts';

export function patientRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/patients', 'staff', async (c) => {
    const found = await find(desk, c.var.staff, '');
    return c.html(listPage(c.var.frame, { text: '', found }));
  });
  // A name is no part of an address: it would stay in histories and logs.
  post('/patients', 'staff', async (c) => {
    const { text } = await c.req.parseBody();
    const wanted = typeof text === 'string' ? text.trim().slice(0, 100) : '';
    const found = await find(desk, c.var.staff, wanted);
    const live = c.req.header('hx-request') === 'true';
    return c.html(
      live
        ? results(c.var.frame, { text: wanted, found })
        : listPage(c.var.frame, { text: wanted, found }),
    );
  });
  get('/patients/new', 'office', (c) =>
    c.html(newPage({ frame: c.var.frame, values: {}, faults: {} })),
  );
  post('/patients/new', 'office', create(desk));
  get('/patients/:id', 'staff', showPatient(desk));
  return app;
}

/** Digits of a number are found whatever stands between them. */
function find(
  { ctx }: Desk,
  staff: Parameters<typeof ownDoctor>[0],
  text: string,
): Promise<readonly PatientRow[]> {
  const digits = text.replace(/\D/g, '');
  const isPhone = digits.length >= 4 && /^[\d\s()+-]+$/.test(text);
  const wanted = isPhone ? digits.replace(/^8(?=\d{10}$)/, '7') : text;
  return findPatients(ctx, { text: wanted, doctorId: ownDoctor(staff)?.doctorId ?? null });
}

function create(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, person);
    const { frame, staff } = c.var;
    if (!form.ok) return c.html(newPage({ frame, ...form }), 422);
    const id = newId();
    const made = await putPatient(desk.ctx, {
      id,
      ...personRow(form.value),
      clinicId: null,
      actor: actorOf(staff),
    });
    if (!made.ok) return c.html(newPage({ frame, values: {}, faults: faultsOf(made) }), 422);
    return c.redirect(`/patients/${id}`, 303);
  };
}

/** What stands on the page besides the record: a form to correct, an invitation just made. */
export interface Extra {
  readonly draft?: PatientDraft;
  readonly invitation?: Html;
  readonly reason?: ReasonDraft;
}

export function showPatient(desk: Desk, { draft, invitation, reason }: Extra = {}): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? '';
    const own = ownDoctor(c.var.staff);
    if (own !== null && !(await isPatientOf(desk.ctx, { ...own, patientId: id })))
      return forbidden(c);
    const record = await recordOf(desk, id);
    if (!record) return missing(c);
    const extra = {
      draft: draft ?? null,
      invitation: invitation ?? null,
      reason: reason ?? null,
    };
    const view = { ...record, ...extra, wrote: await wroteOf(desk, c.req.query('wrote'), id) };
    return c.html(patientPage(c.var.frame, view), draft || reason ? 422 : 200);
  };
}

async function wroteOf({ ctx }: Desk, messageId: string | undefined, patientId: string) {
  if (!z.uuid().safeParse(messageId).success) return null;
  const why = await readWhy(ctx, messageId ?? '');
  return why.ok && why.value.message.patientId === patientId ? why.value : null;
}

async function recordOf({ ctx }: Desk, id: string) {
  const data = await readPatient(ctx, id);
  const accounts = await accountsOf(ctx, id);
  if (!data || !accounts.ok) return null;
  const open = await listErasures(ctx, { open: true });
  const erasure = open.find(({ patientId }) => patientId === id) ?? null;
  return { data, accounts: accounts.value, erasure };
}

interface Search {
  readonly text: string;
  readonly found: readonly PatientRow[];
}

function listPage(frame: Frame, search: Search): Html {
  const { patients: words } = frame.words;
  const office = frame.staff?.role !== 'doctor';
  const body = html`<form class="search" method="post" action="/patients" role="search"
      hx-post="/patients" hx-trigger="input changed delay:250ms from:#search, submit" hx-target="#results" hx-swap="outerHTML" hx-sync="this:replace">
      <label class="hidden" for="search">${words.search}</label>
      <input id="search" name="text" type="search" value="${search.text}" placeholder="${words.search}" autocomplete="off">
      <button class="button second">${words.find}</button>
    </form>
    ${results(frame, search)}`;
  return page(frame, {
    title: words.title,
    body,
    actions: office ? linkButton('/patients/new', words.add) : null,
  });
}

function results(frame: Frame, { text, found }: Search): Html {
  const { patients: words } = frame.words;
  const office = frame.staff?.role !== 'doctor';
  const none =
    text === ''
      ? emptyState({
          title: words.empty,
          text: words.emptyLead,
          action: office ? linkButton('/patients/new', words.add) : null,
        })
      : emptyState({ title: words.nothing, text: words.nothingLead });
  return html`<div id="results" aria-live="polite">${found.length === 0 ? none : html`<ul class="list">${found.map((patient) => patientRow(frame, patient))}</ul>`}</div>`;
}

function patientRow(frame: Frame, patient: PatientRow): Html {
  const { id, phone, birthDate } = patient;
  return html`<li class="item"><a class="item-link" href="/patients/${id}">
    <strong>${patientName(frame, patient)}</strong>
    <span class="item-foot">${dotted(phone ? phoneText(phone) : frame.words.common.notSet, birthDate?.slice(0, 4) ?? null)}</span>
  </a></li>`;
}

function newPage(filling: Filling): Html {
  const { frame } = filling;
  const { patients: words } = frame.words;
  const body = html`<form class="panel form narrow" method="post" action="/patients/new">
    ${personFields(filling)}
    <button class="button">${words.create}</button>
  </form>`;
  return page(frame, { title: words.newTitle, body });
}
