/** Moving a visit at the desk: by dragging its card, or by choosing a time; and taking it back. */

import { z } from 'zod';
import { moveByDesk, undoMove } from '../../app/desk-moves.ts';
import type { Fault } from '../../app/fault.ts';
import type { VisitOfDay } from '../../app/queries-console.ts';
import { readMoved } from '../../app/queries-day.ts';
import { readMoveTimes, readTaker, readVisit } from '../../app/queries-moves.ts';
import { startOfDay, toInstant, toLocal } from '../../domain/time.ts';
import { showDay } from './day.ts';
import { type MoveView, moveForm, movePage } from './day-moves-view.ts';
import { type DayPlace, dayUrl, placeOf } from './day-url.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import { isDate, optionalDate, optionalLine, posted } from './form.ts';

export function moveRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/visits/:id/move', 'office', choose(desk));
  post('/visits/:id/move', 'office', move(desk));
  post('/visits/:id/undo', 'office', undo(desk));
  return app;
}

/** A page of its own, or inside the dialog of the day's page. */
function choose(desk: Desk): Handler {
  return async (c) => {
    const { frame } = c.var;
    const visit = await readVisit(desk.ctx, c.req.param('id') ?? '');
    if (!visit) return missing(c);
    const today = toLocal(frame.now, visit.clinic.zone).date;
    const asked = c.req.query('from') ?? '';
    const day = toLocal(visit.appointment.startsAt, visit.clinic.zone).date;
    const from = isDate(asked) ? asked : day > today ? day : today;
    const doctorId = c.req.query('doctor') || visit.appointment.doctorId;
    const found = await readMoveTimes(desk.ctx, visit, {
      doctorId,
      from: startOfDay(from, visit.clinic.zone),
    });
    if (!found) return missing(c);
    const back = placeOf(c.req.query('back') ?? '', today);
    const view: MoveView = { visit, ...found, from, back };
    const isPart = c.req.header('hx-request') === 'true';
    return c.html(isPart ? moveForm(frame, view) : movePage(frame, view));
  };
}

const chosen = z.object({
  /** By a press or a drop; else a day and a time are given. */
  at: z.union([z.literal(''), z.iso.datetime()]).catch(''),
  date: optionalDate,
  time: optionalLine,
  doctor: z.string().max(200),
  clinic: z.string().max(200),
  seen: z.string().max(60),
  back: z.string().max(500).catch(''),
});

function move(desk: Desk): Handler {
  return async (c) => {
    const visit = await readVisit(desk.ctx, c.req.param('id') ?? '');
    const form = await posted(c, chosen);
    if (!visit || !form.ok) return missing(c);
    const { doctor: doctorId, clinic: clinicId, seen, back } = form.value;
    const place = placeOf(back, toLocal(c.var.frame.now, c.var.frame.zone).date);
    const startsAt = timeOf(form.value, visit);
    const refused = (code: string, target: Date | null = startsAt) =>
      refuse(desk, { visit, place, what: 'refused', code, target, doctorId })(c);
    if (!startsAt) return refused('required');
    const { id } = visit.appointment;
    const where = { appointmentId: id, doctorId, clinicId, startsAt };
    const moved = await moveByDesk(desk.ctx, { ...where, seen, actor: actorOf(c.var.staff) });
    return moved.ok ? c.redirect(placeAfter(place, id), 303) : refused(codeOf(moved.fault));
  };
}

/** A time typed by hand counts before the one that is chosen already when the list opens. */
function timeOf({ at, date, time }: z.output<typeof chosen>, { clinic }: VisitOfDay): Date | null {
  if (date && time && /^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    return toInstant({ local: `${date}T${time}`, zone: clinic.zone });
  return at === '' ? null : new Date(at);
}

const placeAfter = (place: DayPlace, id: string): string =>
  `${dayUrl(place, { moved: id })}#visit-${encodeURIComponent(id)}`;

const codeOf = ({ code, field }: Fault): string =>
  code === 'not_found' && field !== null ? 'other' : code;

const which = z.object({ seen: z.string().max(60), back: z.string().max(500).catch('') });

function undo(desk: Desk): Handler {
  return async (c) => {
    const visit = await readVisit(desk.ctx, c.req.param('id') ?? '');
    const form = await posted(c, which);
    if (!visit || !form.ok) return missing(c);
    const { seen, back } = form.value;
    const place = placeOf(back, toLocal(c.var.frame.now, c.var.frame.zone).date);
    const { id } = visit.appointment;
    const undone = await undoMove(desk.ctx, {
      appointmentId: id,
      seen,
      actor: actorOf(c.var.staff),
    });
    if (undone.ok)
      return c.redirect(`${dayUrl(place, { done: 'back' })}#visit-${encodeURIComponent(id)}`, 303);
    const about = { visit, place, what: 'notBack', code: codeOf(undone.fault) } as const;
    const before = (await readMoved(desk.ctx, id))?.move?.before;
    const target = before ? new Date(before.startsAt) : null;
    const doctorId = before?.doctorId ?? visit.appointment.doctorId;
    return refuse(desk, { ...about, target, doctorId })(c);
  };
}

interface Refused {
  readonly visit: VisitOfDay;
  readonly place: DayPlace;
  readonly what: 'refused' | 'notBack';
  readonly code: string;
  readonly target: Date | null;
  readonly doctorId: string;
}

/** The day as it is, and above it why nothing has changed. */
function refuse(desk: Desk, { target, doctorId, place, ...about }: Refused): Handler {
  return async (c) => {
    const { appointment } = about.visit;
    const taker =
      target &&
      (await readTaker(desk.ctx, appointment, { ...appointment, doctorId, startsAt: target }));
    return showDay(desk, { place, refusal: { ...about, taker } })(c);
  };
}
