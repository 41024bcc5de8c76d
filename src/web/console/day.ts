/** The day's visits, and a wellbeing check in two taps. */

import { z } from 'zod';
import { channelStates } from '../../app/brakes.ts';
import { readRegister } from '../../app/queries-console.ts';
import { isPatientOf, readAppointment, readDay } from '../../app/queries-console-patients.ts';
import { startWellbeing } from '../../app/wellbeing.ts';
import { toLocal } from '../../domain/time.ts';
import { type DayView, dayPage } from './day-view.ts';
import { actorOf, type Desk, doors, forbidden, type Handler, missing, ownDoctor } from './desk.ts';
import { type Faults, faultsOf, isDate, optionalLine, posted } from './form.ts';

export function dayRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/day', 'staff', (c) => showDay(desk, null)(c));
  post('/visits/:id/wellbeing', 'staff', wellbeing(desk));
  return app;
}

/** What went wrong under which visit. */
export interface DayTrouble {
  readonly visitId: string;
  readonly date: string;
  readonly faults: Faults;
}

function showDay({ ctx }: Desk, trouble: DayTrouble | null): Handler {
  return async (c) => {
    const { frame, staff } = c.var;
    const today = toLocal(frame.now, frame.zone).date;
    const asked = trouble?.date ?? c.req.query('date') ?? '';
    const date = isDate(asked) ? asked : today;
    const own = ownDoctor(staff);
    const doctorId = own?.doctorId ?? (c.req.query('doctor') || undefined);
    // An account that is tied to no doctor has no visits of its own, not everybody's.
    const visits =
      own?.doctorId === '' ? [] : await readDay(ctx, { date, zone: frame.zone, doctorId });
    const { doctors } = await readRegister(ctx);
    const view: DayView = {
      date,
      today,
      visits,
      doctors: own ? [] : doctors,
      doctorId: own ? null : (doctorId ?? null),
      trouble,
      channels: own ? [] : await channelStates(ctx),
    };
    return c.html(dayPage(frame, view), trouble ? 422 : 200);
  };
}

/** `after` is a duration, or several; or, for another time, a number and its unit. */
const check = z.object({
  after: z.string().max(100).catch(''),
  amount: z.string().optional(),
  unit: z.enum(['hours', 'days']).catch('hours'),
  note: optionalLine,
});

function wellbeing(desk: Desk): Handler {
  return async (c) => {
    const visit = await readAppointment(desk.ctx, c.req.param('id') ?? '');
    if (!visit) return missing(c);
    const own = ownDoctor(c.var.staff);
    if (own !== null && own.doctorId !== visit.doctorId) {
      const known = await isPatientOf(desk.ctx, { ...own, patientId: visit.patientId });
      if (!known) return forbidden(c);
    }
    const date = toLocal(visit.startsAt, c.var.frame.zone).date;
    const trouble = (faults: Faults) => showDay(desk, { visitId: visit.id, date, faults })(c);
    const form = await posted(c, check);
    if (!form.ok) return trouble(form.faults);
    const durations = durationsOf(form.value);
    if (durations.length === 0) return trouble({ amount: 'bad_duration' });
    for (const after of durations) {
      const started = await startWellbeing(desk.ctx, {
        appointmentId: visit.id,
        after,
        note: form.value.note,
        actor: actorOf(c.var.staff),
      });
      // Of several days, one that is planned already is no fault.
      if (!started.ok && (durations.length === 1 || started.fault.code !== 'already_planned')) {
        return trouble({ amount: faultsOf(started)[started.fault.field ?? 'form'] ?? 'other' });
      }
    }
    return c.redirect(
      `/day?date=${date}&done=wellbeing#visit-${encodeURIComponent(visit.id)}`,
      303,
    );
  };
}

const hours_max = 240;
const days_max = 30;

function durationsOf({ after, amount, unit }: z.output<typeof check>): readonly string[] {
  if (after !== 'custom')
    return after
      .split(',')
      .filter((one) => one !== '')
      .slice(0, 10);
  const n = Number(amount);
  const max = unit === 'days' ? days_max : hours_max;
  if (!amount || !Number.isInteger(n) || n < 1 || n > max) return [];
  return [unit === 'days' ? `P${n}D` : `PT${n}H`];
}
