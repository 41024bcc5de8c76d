/** Times a person offers a patient who asked for another one: kept for them, and chosen by a button. */

import { offerContent } from '../dialogue/offer.ts';
import { proposedId } from '../domain/proposed.ts';
import { isFree, noticeMin } from '../domain/slots.ts';
import { offersMax } from '../domain/suggested.ts';
import { hourMs, minuteMs } from '../domain/time.ts';
import type { VisitOffer } from '../domain/wish.ts';
import { appendAudit } from '../store/consent.ts';
import { findAddress } from '../store/people.ts';
import type { AppointmentRow } from '../store/registry.ts';
import { lockRequest, type RequestRow, updateRequest } from '../store/requests.ts';
import { dropOffered, dropPicked, holdsForPatient } from '../store/slots.ts';
import { lockOpenThread } from '../store/threads.ts';
import { insertAnswer } from './answer.ts';
import { nameFor } from './compose.ts';
import { Collision, type Context, readerOf, type TxContext, transact } from './context.ts';
import { visitFacts } from './facts.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { bookingOf, isUntaken, keepTime } from './openings.ts';
import { findVisitOrProposed } from './proposed.ts';
import { languageOfAccount } from './situation.ts';
import { mayAct } from './speaks.ts';

/** How long a person's offer stands, if the time itself is that far off. */
const offer_ms = 24 * hourMs;

export interface OfferInput {
  readonly requestId: string;
  readonly times: readonly Date[];
  /** `staff:<id>` or `api`. */
  readonly actor: string;
}

/** 409 `slot_taken` names the time that is not to be had; then none of them is offered. 409 `not_theirs`: who asked does not speak for the patient any more. */
export async function offerTimes(
  ctx: Context,
  { requestId, times, actor }: OfferInput,
): Promise<Outcome<RequestRow>> {
  if (times.length === 0 || times.length > offersMax)
    return invalid('times', 'too_long', `times must name one to ${offersMax} moments`);
  const outcome = await transact(ctx, async (tx) => {
    const found = await openRequest(tx, requestId);
    if (!found.ok) return found;
    const { request, visit } = found.value;
    const fault = overlapOf(visit, times) ?? (await faultOfTimes(tx, { request, visit, times }));
    if (fault) return fault;
    // What was offered before, or is being looked at, makes room for what is offered now.
    await dropOffered(tx.db, request.id);
    await dropPicked(tx.db, visit.patientId);
    const offers = await keepAll(tx, { request, visit, times });
    const offered = { ...request, ...offers, state: 'offered' as const };
    await updateRequest(tx.db, request.id, { ...offers, state: 'offered' });
    await tell(tx, offered, { visit, actor });
    return ok(offered);
  });
  ctx.wake();
  return outcome;
}

interface Offering {
  readonly request: RequestRow;
  readonly visit: AppointmentRow;
  readonly times: readonly Date[];
}

async function openRequest(
  ctx: TxContext,
  id: string,
): Promise<Outcome<{ request: RequestRow; visit: AppointmentRow }>> {
  const request = await lockRequest(ctx.db, id);
  if (!request) return notFound('id', 'request');
  if (request.state !== 'open' && request.state !== 'offered')
    return conflict('id', 'request_closed', 'the request is closed');
  if (request.kind === 'earlier')
    return conflict('id', 'waits_for_free_time', 'what becomes free is offered by itself');
  const wanted = request.reasonId ? proposedId(request.reasonId) : request.appointmentId;
  const visit = wanted ? await findVisitOrProposed(ctx, wanted) : null;
  if (visit && !(await speaksStill(ctx, request, visit)))
    return conflict('id', 'not_theirs', 'who asked does not speak for the patient any more');
  return visit ? ok({ request, visit }) : conflict('id', 'no_visit', 'the visit is gone');
}

/** Whoever has said since that they are somebody else is not told whose visit it is. */
async function speaksStill(
  ctx: TxContext,
  { addressId }: RequestRow,
  { patientId }: AppointmentRow,
): Promise<boolean> {
  if (addressId === null) return true;
  const own = await readerOf(ctx).accountOf(patientId, addressId);
  return own !== null && (await mayAct(ctx, own));
}

/** Each is kept for the patient, and what is kept is kept once. */
function overlapOf(visit: AppointmentRow, times: readonly Date[]): Outcome<never> | null {
  const { durationMin } = visit;
  const taken = times.map((startsAt) => ({ startsAt, endsAt: endOf(startsAt, durationMin) }));
  const index = times.findIndex((at, i) => !isFree(at, { taken: taken.slice(0, i), durationMin }));
  return index < 0 ? null : invalid(`times.${index}`, 'overlap', 'overlaps one before it');
}

const endOf = (startsAt: Date, durationMin: number): Date =>
  new Date(startsAt.getTime() + durationMin * minuteMs);

async function faultOfTimes(
  ctx: TxContext,
  { request, visit, times }: Offering,
): Promise<Outcome<never> | null> {
  const soonest = ctx.clock.now().getTime() + noticeMin * minuteMs;
  const { patientId, doctorId, durationMin } = visit;
  const kept = await holdsForPatient(ctx.db, { patientId, doctorId, now: ctx.clock.now() });
  // Offered for another visit of theirs.
  const taken = kept.filter(({ requestId }) => requestId !== null && requestId !== request.id);
  for (const [index, at] of times.entries()) {
    const field = `times.${index}`;
    if (at.getTime() < soonest)
      return invalid(field, 'too_soon', `must be at least ${noticeMin} minutes ahead`);
    if (!isFree(at, { taken, durationMin }) || !(await isUntaken(ctx, bookingOf(visit), at)))
      return conflict(field, 'slot_taken', 'the doctor or the patient has something else then');
  }
  return null;
}

async function keepAll(
  ctx: TxContext,
  { request, visit, times }: Offering,
): Promise<{ offers: VisitOffer[]; offeredAt: Date; offeredUntil: Date }> {
  const offeredAt = ctx.clock.now();
  const first = Math.min(...times.map((at) => at.getTime())) - noticeMin * minuteMs;
  const until = new Date(Math.min(offeredAt.getTime() + offer_ms, first));
  const booking = bookingOf(visit);
  const offers: VisitOffer[] = [];
  for (const startsAt of times) {
    const holdId = await keepTime(ctx, { booking, startsAt, until, requestId: request.id });
    // Taken between the look and the hold: looked at once more, the fault is named.
    if (holdId === null) throw new Collision();
    const { durationMin, doctorId, clinicId } = booking;
    offers.push({ startsAt: startsAt.toISOString(), durationMin, doctorId, clinicId, holdId });
  }
  return { offers, offeredAt, offeredUntil: until };
}

async function tell(
  ctx: TxContext,
  request: RequestRow & { readonly offers: readonly VisitOffer[]; readonly offeredUntil: Date },
  { visit, actor }: { visit: AppointmentRow; actor: string },
): Promise<void> {
  const address = request.addressId ? await findAddress(ctx.db, request.addressId) : null;
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor,
    action: 'times_offered',
    subject: `appointment:${visit.id}`,
    details: { request: request.id, times: request.offers.map(({ startsAt }) => startsAt) },
  });
  if (!address) return;
  const thread = await lockOpenThread(ctx.db, address.id);
  await insertAnswer(ctx, address, {
    kind: 'times_offered',
    content: offerContent({
      visit: await visitFacts(ctx, visit),
      times: request.offers.map(({ startsAt }) => new Date(startsAt)),
      until: request.offeredUntil,
      person: await nameFor(ctx, address.id, visit.patientId),
      language: await languageOfAccount(ctx, address, visit.patientId),
      now: ctx.clock.now(),
    }),
    author: actor,
    patientId: request.patientId,
    // What is only proposed has no row to point at.
    appointmentId: request.appointmentId,
    scheduleVersion: visit.scheduleVersion,
    threadId: thread?.id ?? null,
    notAfter: request.offeredUntil,
  });
}
