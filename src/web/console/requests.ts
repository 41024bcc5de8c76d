/** Deciding what patients ask of the schedule: offering them times, or settling it another way. */

import { z } from 'zod';
import type { Fault } from '../../app/fault.ts';
import { offerTimes } from '../../app/offers.ts';
import { type Choice, readChoice } from '../../app/queries-requests.ts';
import { closeByHand } from '../../app/requests.ts';
import { toInstant, toLocal } from '../../domain/time.ts';
import { dayUrl, placeOf } from './day-url.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import { type Faults, list, optionalDate, optionalLine, posted, type Values } from './form.ts';
import { notePage } from './layout.ts';
import { choicePage } from './requests-view.ts';

export function requestRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/requests', 'office', (c) => c.redirect('/day?show=requests', 303));
  get('/requests/:id', 'office', show(desk));
  post('/requests/:id/offers', 'office', offer(desk));
  post('/requests/:id/close', 'office', close(desk));
  return app;
}

const isUuid = (text: string) => z.uuid().safeParse(text).success;

const find = ({ ctx }: Desk, id = ''): Promise<Choice | null> =>
  isUuid(id) ? readChoice(ctx, id) : Promise.resolve(null);

interface Draft {
  readonly values: Values;
  readonly faults: Faults;
  readonly back: string;
}

function show(desk: Desk, draft: Draft | null = null): Handler {
  return async (c) => {
    const { frame } = c.var;
    const choice = await find(desk, c.req.param('id'));
    if (!choice) return gone(c);
    const back = placeOf(draft?.back ?? c.req.query('back') ?? '', today(frame));
    const now = choice.request.state === 'offered' ? (choice.request.offers ?? []) : [];
    const values = draft?.values ?? { times: now.map(({ startsAt }) => startsAt) };
    const filling = { frame, values, faults: draft?.faults ?? {}, scope: '-offer' };
    return c.html(choicePage(frame, { choice, back, filling }), draft ? 422 : 200);
  };
}

const today = ({ now, zone }: { now: Date; zone: string }): string => toLocal(now, zone).date;

/** A colleague, or the patient, was quicker. */
const gone: Handler = (c) => {
  const { refusal, requests } = c.var.frame.words;
  const text = isUuid(c.req.param('id') ?? '') ? requests.gone : refusal.missing;
  return c.html(notePage(c.var.frame, { title: refusal.missingTitle, text }), 404);
};

const optionalTime = optionalLine.refine(
  (text) => text === null || /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
  'bad_time',
);
const offered = z.object({
  times: list,
  date1: optionalDate,
  time1: optionalTime,
  date2: optionalDate,
  time2: optionalTime,
  back: z.string().max(500).catch(''),
});

function offer(desk: Desk): Handler {
  return async (c) => {
    const choice = await find(desk, c.req.param('id'));
    if (!choice) return gone(c);
    const form = await posted(c, offered);
    if (!form.ok) return show(desk, { ...form, back: String(form.values.back ?? '') })(c);
    const { back, ...values } = form.value;
    const { zone } = choice.visit.clinic;
    const byHand = [
      [values.date1, values.time1],
      [values.date2, values.time2],
    ] as const;
    const half = byHand.findIndex(([date, time]) => (date === null) !== (time === null));
    const draft = (faults: Faults) => show(desk, { values: textsIn(values), faults, back })(c);
    if (half >= 0)
      return draft({ [`${byHand[half]?.[0] === null ? 'date' : 'time'}${half + 1}`]: 'required' });
    const own = byHand.flatMap(([date, time]) =>
      date && time ? [toInstant({ local: `${date}T${time}`, zone })] : [],
    );
    const ticked = values.times.map((text) => new Date(text));
    const times = [...ticked, ...own].toSorted((a, b) => a.getTime() - b.getTime());
    if (times.length === 0 || ticked.some((at) => Number.isNaN(at.getTime())))
      return draft({ times: 'no_time' });
    const requestId = choice.request.id;
    const done = await offerTimes(desk.ctx, { requestId, times, actor: actorOf(c.var.staff) });
    if (!done.ok) return draft({ times: codeOf(done.fault) });
    return c.redirect(dayUrl(placeOf(back, today(c.var.frame)), { done: 'offered' }), 303);
  };
}

const textsIn = (values: Record<string, string | readonly string[] | null>): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']));

const codes: Readonly<Record<string, string>> = {
  slot_taken: 'time_taken',
  too_long: 'too_many_times',
  no_visit: 'not_found',
};

const codeOf = ({ code }: Fault): string => codes[code] ?? code;

const closing = z.object({ back: z.string().max(500).catch('') });

function close(desk: Desk): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? '';
    const form = await posted(c, closing);
    if (!form.ok || !isUuid(id)) return missing(c);
    const done = await closeByHand(desk.ctx, { requestId: id, actor: actorOf(c.var.staff) });
    if (!done.ok) return gone(c);
    const place = placeOf(form.value.back, today(c.var.frame));
    return c.redirect(dayUrl(place, { done: 'requestClosed' }), 303);
  };
}
