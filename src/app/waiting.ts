/** Who asked to be told of an earlier time is offered what becomes free: one after another, each with a time to answer. */

import { isAgreed } from '../domain/hours.ts';
import { settleMs } from '../domain/reminders.ts';
import { noticeMin } from '../domain/slots.ts';
import { hourMs, minuteMs } from '../domain/time.ts';
import type { AppointmentRow } from '../store/registry.ts';
import {
  liveRequestsOfPatient,
  type RequestRow,
  runOutOffers,
  updateRequest,
  waitingFor,
} from '../store/requests.ts';
import { dropLeft, dropOffered, takeLeft } from '../store/slots.ts';
import { type Context, readerOf, type TxContext, transact } from './context.ts';
import { bookingOf, freeTimes, isUntaken, keepTime } from './openings.ts';
import { planPatient } from './plan.ts';
import { noOffer } from './requests.ts';
import { cardOf, zoneOf } from './situation.ts';

/** To answer in, before it goes to the next. */
const answer_ms = 30 * minuteMs;
/** A time that begins sooner helps nobody who has to be asked first. */
const soonest_ms = 2 * hourMs;
const offers_max = 100;

/** A time of a doctor, as it was or would be taken. */
export type Freed = Pick<AppointmentRow, 'doctorId' | 'clinicId' | 'startsAt' | 'endsAt'>;

/** Whoever changed it may change it back: until that has settled the time is nobody else's, and nobody hears of it. */
export async function leaveTime(ctx: TxContext, visit: AppointmentRow): Promise<void> {
  const now = ctx.clock.now();
  if (visit.startsAt <= now) return;
  const until = new Date(now.getTime() + settleMs);
  const { id: leftBy, startsAt } = visit;
  await keepTime(ctx, { booking: bookingOf(visit), startsAt, until, requestId: null, leftBy });
}

export const returnTo = (
  ctx: TxContext,
  { id, doctorId, startsAt, endsAt }: AppointmentRow,
): Promise<void> => dropLeft(ctx.db, { leftBy: id, doctorId, from: startsAt, to: endsAt });

/**
 * To the first who fits. Nobody is asked twice about one time, nor outside the hours they agreed to. A time
 * that a patient left is one at which the doctor is there; what the clinic takes out of its schedule may be
 * a doctor who is ill, so it is offered only where we were told that the doctor can be booked then.
 */
export async function offerFreed(
  ctx: TxContext,
  freed: Freed,
  { by }: { readonly by: 'patient' | 'clinic' },
): Promise<void> {
  const now = ctx.clock.now();
  if (freed.startsAt.getTime() < now.getTime() + soonest_ms) return;
  const { doctorId, clinicId, startsAt } = freed;
  for (const { request, visit } of await waitingFor(ctx.db, {
    doctorId,
    clinicId,
    after: startsAt,
  })) {
    const at = await timeFor(ctx, { freed, by }, { request, visit });
    if (at && (await offer(ctx, { request, visit }, at))) return;
  }
}

interface Waiting {
  readonly request: RequestRow;
  readonly visit: AppointmentRow;
}

/** Within what became free, or null. */
async function timeFor(
  ctx: TxContext,
  { freed, by }: { readonly freed: Freed; readonly by: 'patient' | 'clinic' },
  { request, visit }: Waiting,
): Promise<Date | null> {
  const booking = bookingOf(visit);
  const within = { from: freed.startsAt, until: freed.endsAt };
  const free = (await freeTimes(ctx, booking, within)) ?? [];
  const fits = freed.endsAt.getTime() - freed.startsAt.getTime() >= visit.durationMin * minuteMs;
  const times = by === 'patient' && fits ? [freed.startsAt, ...free] : free;
  const asked = new Set((request.offers ?? []).map(({ startsAt }) => startsAt));
  const at = times.find((one) => !asked.has(one.toISOString()) && one < visit.startsAt);
  const may = at && (await isUntaken(ctx, booking, at)) && (await mayAskNow(ctx, visit));
  return may ? at : null;
}

async function mayAskNow(ctx: TxContext, visit: AppointmentRow): Promise<boolean> {
  const card = await cardOf(ctx, visit.patientId);
  const clinic = await readerOf(ctx).clinic(visit.clinicId);
  return isAgreed(ctx.clock.now(), card.hours, zoneOf(card, clinic));
}

/** Kept for them until they have had time to answer; the message follows from the plan. */
async function offer(ctx: TxContext, { request, visit }: Waiting, at: Date): Promise<boolean> {
  const offeredAt = ctx.clock.now();
  const last = at.getTime() - noticeMin * minuteMs;
  const offeredUntil = new Date(Math.min(offeredAt.getTime() + answer_ms, last));
  const booking = bookingOf(visit);
  const keep = { booking, startsAt: at, until: offeredUntil, requestId: request.id };
  const holdId = await keepTime(ctx, keep);
  if (holdId === null) return false;
  const { durationMin, doctorId, clinicId } = visit;
  const made = { startsAt: at.toISOString(), durationMin, doctorId, clinicId, holdId };
  const offers = [made, ...(request.offers ?? [])].slice(0, offers_max);
  await updateRequest(ctx.db, request.id, { state: 'offered', offers, offeredAt, offeredUntil });
  await planPatient(ctx, visit.patientId);
  return true;
}

/** Not this time: they wait on, and it goes to the next. */
export async function passOver(ctx: TxContext, request: RequestRow): Promise<void> {
  await dropOffered(ctx.db, request.id);
  const { kind, offers, appointmentId } = request;
  const [last] = offers ?? [];
  // A person's offer that ran out is a person's work again.
  const next = kind === 'earlier' ? { offers, offeredAt: null, offeredUntil: null } : noOffer;
  await updateRequest(ctx.db, request.id, { ...next, state: 'open' });
  await planPatient(ctx, request.patientId);
  if (kind !== 'earlier' || !last || !appointmentId) return;
  const startsAt = new Date(last.startsAt);
  const endsAt = new Date(startsAt.getTime() + last.durationMin * minuteMs);
  const { doctorId, clinicId } = last;
  // It was good enough to be offered.
  await offerFreed(ctx, { doctorId, clinicId, startsAt, endsAt }, { by: 'patient' });
}

/** The patient has put back what was offered. */
export async function declineOffers(ctx: TxContext, patientId: string): Promise<void> {
  const requests = await liveRequestsOfPatient(ctx.db, patientId);
  for (const request of requests) {
    if (request.kind === 'earlier' && request.state === 'offered') await passOver(ctx, request);
  }
}

/** What nobody answered in time, and what was left and has settled. One at a time: each may be offered to the next. */
export async function endOffers(ctx: Context): Promise<void> {
  while ((await transact(ctx, endOne)) || (await transact(ctx, passOnLeft)));
  ctx.wake();
}

async function endOne(ctx: TxContext): Promise<boolean> {
  const [request] = await runOutOffers(ctx.db, { now: ctx.clock.now(), limit: 1 });
  if (request) await passOver(ctx, request);
  return request !== undefined;
}

async function passOnLeft(ctx: TxContext): Promise<boolean> {
  const left = await takeLeft(ctx.db, ctx.clock.now());
  if (left) await offerFreed(ctx, left, { by: 'clinic' });
  return left !== null;
}
