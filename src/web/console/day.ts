/** The day's visits: how each stands, what waits for a decision, and a wellbeing check in two taps. */

import type { Context as Request } from 'hono';
import { z } from 'zod';
import { channelStates } from '../../app/brakes.ts';
import { readRegister } from '../../app/queries-console.ts';
import { isPatientOf, readAppointment } from '../../app/queries-console-patients.ts';
import {
  type BoardVisit,
  readBoard,
  readDayRevision,
  readMoved,
  readVisits,
} from '../../app/queries-day.ts';
import { readOpenRequests } from '../../app/queries-requests.ts';
import { readEndpoints } from '../../app/webhook-endpoints.ts';
import { startEpisode, startWellbeing } from '../../app/wellbeing.ts';
import { toLocal } from '../../domain/time.ts';
import type { Refusal } from './day-moves-view.ts';
import { type DayPlace, placeIn } from './day-url.ts';
import { type DayView, dayPage, dayPart } from './day-view.ts';
import {
  actorOf,
  type Desk,
  doors,
  type Env,
  forbidden,
  type Handler,
  missing,
  ownDoctor,
} from './desk.ts';
import { type Faults, faultsOf, optionalLine, posted } from './form.ts';

export function dayRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/day', 'staff', (c) => showDay(desk)(c));
  get('/live/day', 'staff', live(desk));
  post('/visits/:id/wellbeing', 'staff', wellbeing(desk));
  return app;
}

/** What went wrong under which visit. */
interface DayTrouble {
  readonly visitId: string;
  readonly faults: Faults;
}

interface Extra {
  /** Where a form was sent from; else the address says. */
  readonly place?: DayPlace;
  readonly trouble?: DayTrouble;
  readonly refusal?: Refusal;
}

export function showDay(desk: Desk, extra: Extra = {}): Handler {
  return async (c) => {
    const status = extra.trouble ? 422 : extra.refusal ? 409 : 200;
    return c.html(dayPage(c.var.frame, await viewOf(desk, c, extra)), status);
  };
}

/** The revision is read first: what changes in between is fetched the next time. */
function live(desk: Desk): Handler {
  return async (c) => {
    const { frame } = c.var;
    const { date } = placeHere(c);
    const query = { date, zone: frame.zone, doctorId: undefined };
    const revision = await readDayRevision(desk.ctx, query);
    if (revision === c.req.query('seen')) return c.body(null, 204);
    return c.html(dayPart(frame, await viewOf(desk, c, {})));
  };
}

const placeHere = (c: Request<Env>): DayPlace =>
  placeIn((name) => c.req.query(name), toLocal(c.var.frame.now, c.var.frame.zone).date);

async function viewOf({ ctx }: Desk, c: Request<Env>, extra: Extra): Promise<DayView> {
  const { frame, staff } = c.var;
  const today = toLocal(frame.now, frame.zone).date;
  const own = ownDoctor(staff);
  const place = { ...(extra.place ?? placeHere(c)), ...(own && { doctorId: null }) };
  const doctorId = own?.doctorId ?? place.doctorId ?? undefined;
  const query = { date: place.date, zone: frame.zone, doctorId };
  const revision = await readDayRevision(ctx, query);
  const faultsOf = (id: string) => (extra.trouble?.visitId === id ? extra.trouble.faults : {});
  const common = { place, today, revision, faultsOf, refusal: extra.refusal ?? null };
  if (own) {
    // An account that is tied to no doctor has no visits of its own, not everybody's.
    const visits = own.doctorId === '' ? [] : await readVisits(ctx, query);
    return { ...common, ...nothing, visits };
  }
  const { visits, columns } = await readBoard(ctx, query);
  const { doctors } = await readRegister(ctx);
  return {
    ...common,
    visits,
    columns,
    doctors,
    requests: await readOpenRequests(ctx),
    moved: await movedAmong({ ctx }, visits, c.req.query('moved')),
    channels: await channelStates(ctx),
    endpoints: await readEndpoints(ctx),
  };
}

const nothing = {
  columns: [],
  doctors: [],
  requests: [],
  moved: [],
  channels: [],
  endpoints: [],
} as const;

/** On this day, and the one that was just moved to another. */
async function movedAmong(
  { ctx }: Pick<Desk, 'ctx'>,
  visits: readonly BoardVisit[],
  id: string | undefined,
): Promise<readonly BoardVisit[]> {
  const here = visits.filter(({ move }) => move !== null);
  if (!id || here.some(({ appointment }) => appointment.id === id)) return here;
  const elsewhere = await readMoved(ctx, id);
  return elsewhere ? [elsewhere, ...here] : here;
}

/** `after` is a duration, or the days of the service; or, for another time, a number and its unit. */
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
    const { date } = toLocal(visit.startsAt, c.var.frame.zone);
    const place = { date, doctorId: null, show: 'all' } as const;
    const trouble = (faults: Faults) =>
      showDay(desk, { place, trouble: { visitId: visit.id, faults } })(c);
    const form = await posted(c, check);
    if (!form.ok) return trouble(form.faults);
    const asking = {
      appointmentId: visit.id,
      note: form.value.note,
      actor: actorOf(c.var.staff),
    };
    const after = durationOf(form.value);
    if (after === null) return trouble({ amount: 'bad_duration' });
    const started =
      after === 'days'
        ? await startEpisode(desk.ctx, { ...asking, days: null })
        : await startWellbeing(desk.ctx, { ...asking, after });
    if (!started.ok) {
      return trouble({ amount: faultsOf(started)[started.fault.field ?? 'form'] ?? 'other' });
    }
    return c.redirect(
      `/day?date=${date}&done=wellbeing#visit-${encodeURIComponent(visit.id)}`,
      303,
    );
  };
}

const hours_max = 240;
const days_max = 30;

function durationOf({ after, amount, unit }: z.output<typeof check>): string | null {
  if (after !== 'custom') return after || null;
  const n = Number(amount);
  const max = unit === 'days' ? days_max : hours_max;
  if (!amount || !Number.isInteger(n) || n < 1 || n > max) return null;
  return unit === 'days' ? `P${n}D` : `PT${n}H`;
}
