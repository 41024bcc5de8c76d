/** What staff do with reasons on a patient's page: record one, change it, close it in words. */

import type { Context as Request } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { faultOfOwnWord, takeBack } from '../../app/doctor-record.ts';
import { readRegister } from '../../app/queries-console.ts';
import { isPatientOf, readBesidePatient } from '../../app/queries-console-patients.ts';
import { readReasonsOf } from '../../app/queries-recorded.ts';
import { changeReason, recordReason } from '../../app/reasons.ts';
import { type FollowUpKind, followUpKinds } from '../../domain/reasons.ts';
import {
  actorOf,
  chairActorOf,
  type Desk,
  doors,
  type Env,
  forbidden,
  type Handler,
  missing,
  ownDoctor,
} from './desk.ts';
import { refusedNote } from './doctor-form.ts';
import { kindsFor } from './doctor-words.ts';
import {
  date,
  type Faults,
  type Filling,
  faultsOf,
  isId,
  line,
  optionalLine,
  posted,
  valuesOf,
} from './form.ts';
import { type Html, page } from './layout.ts';
import { patientName } from './parts.ts';
import { showPatient } from './patients.ts';
import { fieldOfRule } from './reason-evidence.ts';
import { type FormView, inputOf, reasonFields } from './reason-form.ts';

export function reasonRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get(
    '/patients/:id/reasons/new',
    'staff',
    own(desk, (c) => showForm(desk, c, {})),
  );
  post('/patients/:id/reasons/new', 'staff', own(desk, record(desk)));
  post('/patients/:id/reasons/:reason/change', 'staff', own(desk, change(desk)));
  post('/patients/:id/reasons/:reason/close', 'staff', own(desk, close(desk)));
  return app;
}

/** A doctor has own patients only. */
function own(desk: Desk, handler: Handler): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const doctor = ownDoctor(c.var.staff);
    if (doctor && !(await isPatientOf(desk.ctx, { ...doctor, patientId }))) return forbidden(c);
    return handler(c);
  };
}

const isKind = (text: string): text is FollowUpKind => followUpKinds.some((one) => one === text);

const kindOf = (c: Request<Env>): FollowUpKind => {
  const asked = c.req.query('kind') ?? '';
  return isKind(asked) ? asked : 'hygiene';
};

async function showForm(
  { ctx }: Desk,
  c: Request<Env>,
  { faults = {}, values = { how: '' } }: Partial<Pick<Filling, 'faults' | 'values'>>,
): Promise<Response> {
  const { frame, staff } = c.var;
  const found = await readBesidePatient(ctx, c.req.param('id') ?? '');
  if (!found || found.patient.erasedAt) return missing(c);
  const { doctors } = await readRegister(ctx);
  const view: FormView = {
    kind: kindOf(c),
    doctors: ownDoctor(staff) ? [] : doctors,
    visits: found.visits.filter(({ appointment }) => appointment.startsAt <= frame.now),
    language: found.patient.language ?? frame.language,
  };
  const mine = Object.fromEntries(
    Object.entries(faults).map(([name, code]) => [ownName(name), code]),
  );
  const filling = { frame, values, faults: mine, scope: '-reason' };
  const status = Object.keys(faults).length > 0 ? 422 : 200;
  return c.html(formPage(filling, view, found.patient), status);
}

/** Here each date has its own field. */
const ownName = (name: string): string => (name === 'agreedHow' ? 'how' : fieldOfRule(name));

function formPage(
  filling: Filling,
  view: FormView,
  patient: { readonly id: string; readonly name: string },
): Html {
  const { frame } = filling;
  const { recorded: words, reasons, common } = frame.words;
  const url = `/patients/${patient.id}/reasons/new`;
  const kinds = kindsFor(frame).filter((kind) => kind !== 'wellbeing');
  const body = html`<p class="subtitle"><a href="/patients/${patient.id}#reasons">← ${patientName(frame, patient)}</a></p>
    <nav class="kind-links" aria-label="${words.kind}">${kinds.map((kind) => html`<a href="${url}?kind=${kind}" ${kind === view.kind && html`aria-current="page"`}>${reasons.kinds[kind]}</a>`)}</nav>
    <form class="panel form narrow" method="post" action="${url}?kind=${view.kind}">
      ${refusedNote(frame, filling.faults)}
      ${reasonFields(filling, view)}
      <button class="button">${common.save}</button></form>`;
  return page(frame, { title: words.newTitle, body });
}

function record(desk: Desk): Handler {
  return async (c) => {
    const { staff } = c.var;
    const by = chairActorOf(staff);
    const kind = kindOf(c);
    const patientId = c.req.param('id') ?? '';
    const input = await inputOf(c, { patientId, kind, ...by });
    if (!input.ok) return showForm(desk, c, input);
    const recorded = faultOfOwnWord(kind, by) ?? (await recordReason(desk.ctx, input.value));
    if (recorded.ok) return c.redirect(`/patients/${patientId}?done=reason#reasons`, 303);
    return showForm(desk, c, { faults: faultsOf(recorded), values: await valuesOf(c) });
  };
}

/** One of this patient, or none. */
async function reasonIdOf({ ctx }: Desk, c: Request<Env>): Promise<string | null> {
  const id = c.req.param('reason') ?? '';
  const all = isId(id) ? await readReasonsOf(ctx, c.req.param('id') ?? '') : [];
  return all.some(({ reason }) => reason.id === id) ? id : null;
}

const changed = z.object({ dueOn: date, argument: optionalLine });

function change(desk: Desk): Handler {
  return async (c) => {
    const id = await reasonIdOf(desk, c);
    if (!id) return missing(c);
    const { staff } = c.var;
    const form = await posted(c, changed);
    if (!form.ok) return again(desk, c, { id, act: 'change', faults: form.faults });
    const act = { id, ...chairActorOf(staff) };
    const outcome = await changeReason(desk.ctx, act, form.value);
    if (!outcome.ok) return again(desk, c, { id, act: 'change', faults: faultsOf(outcome) });
    return c.redirect(`/patients/${c.req.param('id')}?done=reasonChanged#reason-${id}`, 303);
  };
}

const closing = z.object({ outcome: line });

function close(desk: Desk): Handler {
  return async (c) => {
    const id = await reasonIdOf(desk, c);
    if (!id) return missing(c);
    const form = await posted(c, closing);
    if (!form.ok) return again(desk, c, { id, act: 'close', faults: form.faults });
    const { outcome } = form.value;
    const closed = await takeBack(desk.ctx, { id, actor: actorOf(c.var.staff), outcome });
    if (!closed.ok) return again(desk, c, { id, act: 'close', faults: faultsOf(closed) });
    return c.redirect(`/patients/${c.req.param('id')}?done=reasonClosed#reasons`, 303);
  };
}

/** The patient's page, with the form that was refused open on it. */
async function again(
  desk: Desk,
  c: Request<Env>,
  draft: { readonly id: string; readonly act: 'change' | 'close'; readonly faults: Faults },
): Promise<Response> {
  const reason = { ...draft, values: await valuesOf(c) };
  return showPatient(desk, { reason })(c);
}
