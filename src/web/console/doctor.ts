/** A doctor's half minute: today's patients, one of them, what was agreed on, and taking it back. */

import type { Context as Request } from 'hono';
import {
  type DoctorVisit,
  presetFactsOf,
  readDoctorDay,
  readDoctorVisit,
  readReach,
} from '../../app/doctor-day.ts';
import { recordAtChair, takeBack } from '../../app/doctor-record.ts';
import { readRecorded } from '../../app/doctor-recorded.ts';
import { readRegister } from '../../app/queries-console.ts';
import { isPatientOf } from '../../app/queries-console-patients.ts';
import { isDoctorKind } from '../../domain/presets.ts';
import { toLocal } from '../../domain/time.ts';
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
import { type DoctorDayView, doctorDayPage, doctorDayPart } from './doctor-day-view.ts';
import { type Chair, ownFields, wishOf } from './doctor-form.ts';
import { kindPage, visitPage } from './doctor-view.ts';
import { kindsFor } from './doctor-words.ts';
import { type Faults, type Filling, faultsOf, isDate, isId, valuesOf } from './form.ts';

export function doctorRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/doctor', 'staff', async (c) =>
    c.html(await doctorDayPage(c.var.frame, await dayOf(desk, c))),
  );
  get('/live/doctor', 'staff', live(desk));
  get('/doctor/:id', 'staff', withVisit(desk, showVisit(desk)));
  get('/doctor/:id/:kind', 'staff', withVisit(desk, showKind(desk)));
  post('/doctor/:id/undo', 'staff', withVisit(desk, undo(desk)));
  post('/doctor/:id/:kind', 'staff', withVisit(desk, record(desk)));
  return app;
}

async function dayOf({ ctx }: Desk, c: Request<Env>): Promise<DoctorDayView> {
  const { frame, staff } = c.var;
  const today = toLocal(frame.now, frame.zone).date;
  const asked = c.req.query('date') ?? '';
  const date = isDate(asked) ? asked : today;
  const own = ownDoctor(staff);
  const { doctors } = await readRegister(ctx);
  const chosen = own ? own.doctorId : c.req.query('doctor') || undefined;
  // An account that is tied to no doctor has no visits of its own, not everybody's.
  const visits =
    chosen === '' ? [] : await readDoctorDay(ctx, { date, zone: frame.zone, doctorId: chosen });
  return { date, today, visits, doctors: own ? [] : doctors, doctorId: chosen ?? null };
}

/** What is drawn is what is compared: nothing can change unseen. */
function live(desk: Desk): Handler {
  return async (c) => {
    const part = await doctorDayPart(c.var.frame, await dayOf(desk, c));
    return part.seen === c.req.query('seen') ? c.body(null, 204) : c.html(part.html);
  };
}

type ForVisit = (c: Request<Env>, visit: DoctorVisit) => Response | Promise<Response>;

/** A doctor's own visit, or one of somebody who is their patient as well. */
function withVisit(desk: Desk, handler: ForVisit): Handler {
  return async (c) => {
    const visit = await readDoctorVisit(desk.ctx, c.req.param('id') ?? '');
    if (!visit || visit.patient.erasedAt) return missing(c);
    const own = ownDoctor(c.var.staff);
    if (own && !(await isPatientOf(desk.ctx, { ...own, patientId: visit.patient.id })))
      return forbidden(c);
    return handler(c, visit);
  };
}

const showVisit =
  ({ ctx }: Desk): ForVisit =>
  async (c, visit) => {
    const asked = c.req.query('recorded') ?? '';
    const patientId = visit.patient.id;
    const recorded = isId(asked) ? await readRecorded(ctx, { id: asked, patientId }) : null;
    return c.html(visitPage(c.var.frame, { visit, recorded, isDesk: asked === 'desk' }));
  };

const showKind =
  (desk: Desk): ForVisit =>
  (c, visit) =>
    form(desk, c, visit, {});

async function form(
  { ctx }: Desk,
  c: Request<Env>,
  visit: DoctorVisit,
  { faults = {}, values }: Partial<Pick<Filling, 'faults' | 'values'>>,
): Promise<Response> {
  const kind = c.req.param('kind') ?? '';
  const { frame } = c.var;
  if (!isDoctorKind(kind) || !kindsFor(frame).includes(kind)) return missing(c);
  const reach = await readReach(ctx, visit, kind);
  const chair = chairOf(frame.language, visit, kind);
  const signedOn = kind === 'plan' ? { signedOn: chair.facts.visitOn } : {};
  const filling = { frame, values: values ?? signedOn, faults: ownFields(faults), scope: '-chair' };
  const status = Object.keys(faults).length > 0 ? 422 : 200;
  return c.html(kindPage(filling, { visit, chair, reach }), status);
}

const chairOf = (staff: Chair['staff'], visit: DoctorVisit, kind: Chair['kind']): Chair => ({
  kind,
  staff,
  patient: visit.patient.language ?? visit.clinic.languages[0] ?? 'ru',
  facts: presetFactsOf(visit),
  endsAt: visit.appointment.endsAt,
  zone: visit.clinic.zone,
});

const record =
  (desk: Desk): ForVisit =>
  async (c, visit) => {
    const kind = c.req.param('kind') ?? '';
    const { frame, staff } = c.var;
    if (!isDoctorKind(kind)) return missing(c);
    const told = await wishOf(c, chairOf(frame.language, visit, kind));
    if (!told.ok) return form(desk, c, visit, told);
    const by = chairActorOf(staff);
    const recorded = await recordAtChair(desk.ctx, visit, told.value, by);
    if (!recorded.ok) {
      const faults: Faults = faultsOf(recorded);
      return form(desk, c, visit, { faults, values: await valuesOf(c) });
    }
    const shown = recorded.value.reason?.id ?? 'desk';
    return c.redirect(`/doctor/${encodeURIComponent(visit.appointment.id)}?recorded=${shown}`, 303);
  };

const undo =
  (desk: Desk): ForVisit =>
  async (c, visit) => {
    const { reason } = await valuesOf(c);
    const id = typeof reason === 'string' && isId(reason) ? reason : '';
    const isTheirs =
      visit.reasons.some((one) => one.id === id) ||
      visit.checks.some((one) => one.reason.id === id);
    if (!isTheirs) return missing(c);
    const back = await takeBack(desk.ctx, { id, actor: actorOf(c.var.staff) });
    const { frame } = c.var;
    if (back.ok)
      return c.redirect(`/doctor/${encodeURIComponent(visit.appointment.id)}?done=undone`, 303);
    const view = { visit, recorded: null, isDesk: false, faults: faultsOf(back) };
    return c.html(visitPage(frame, view), 409);
  };
