/** What patients want of the schedule, read for those who answer it. */

import { type Suggested, suggested } from '../domain/suggested.ts';
import type { VisitRequestKind } from '../domain/wish.ts';
import { offersSaid, threadsOfAddresses, visitsByIds } from '../store/day.ts';
import type { MessageRow } from '../store/messages.ts';
import { findAppointment, findClinic, findPatient, type VisitOfDay } from '../store/registry.ts';
import { findRequest, listRequests, pageRequests, type RequestRow } from '../store/requests.ts';
import type { Context } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { bookingOf, freeTimes } from './openings.ts';
import { proposedOf } from './proposed.ts';
import { type Page, pageOf } from './queries-api.ts';

export type { RequestRow };

export interface RequestQuery {
  readonly kind: VisitRequestKind | undefined;
  readonly patientId: string | undefined;
  /** `next` of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Those that are not settled, oldest first. */
export async function readRequestPage(
  ctx: Context,
  { patientId, limit, ...query }: RequestQuery,
): Promise<Outcome<Page<RequestRow, string>>> {
  if (patientId !== undefined && !(await findPatient(ctx.db, patientId)))
    return notFound('patientId', 'patient');
  const rows = await pageRequests(ctx.db, { ...query, patientId, limit: limit + 1 });
  return ok(pageOf(rows, limit, ({ id }) => id));
}

/** By which clock a time is meant that is offered for it. */
export async function zoneOfRequest(ctx: Context, id: string): Promise<string> {
  const request = await findRequest(ctx.db, id);
  if (request?.reasonId) return (await proposedOf(ctx, request.reasonId))?.clinic.zone ?? 'UTC';
  const visit = request?.appointmentId && (await findAppointment(ctx.db, request.appointmentId));
  const clinic = visit ? await findClinic(ctx.db, visit.clinicId) : null;
  return clinic?.zone ?? 'UTC';
}

/** A patient's wish with the visit it is about, and where the talk about it is. */
export interface OpenRequest {
  readonly request: RequestRow;
  readonly visit: VisitOfDay;
  readonly threadId: string | null;
  /** How the patient was told of what is offered now; null where they were not. */
  readonly said: MessageRow | null;
}

const requests_max = 200;

/** What a person has to decide, oldest first. Who waits for an earlier time is served by what becomes free. */
export async function readOpenRequests(ctx: Context): Promise<readonly OpenRequest[]> {
  const all = await listRequests(ctx.db, { limit: requests_max });
  return around(
    ctx,
    all.filter(({ kind }) => kind !== 'earlier'),
  );
}

async function around(
  ctx: Context,
  requests: readonly RequestRow[],
): Promise<readonly OpenRequest[]> {
  const visitIds = requests.flatMap(({ appointmentId }) => appointmentId ?? []);
  const addressIds = requests.flatMap(({ addressId }) => addressId ?? []);
  const [visits, threads, said] = await Promise.all([
    visitsByIds(ctx.db, visitIds),
    threadsOfAddresses(ctx.db, addressIds),
    offersSaid(ctx.db, visitIds),
  ]);
  const proposed = await proposedVisits(ctx, requests);
  return requests.flatMap((request) => {
    const visit = request.reasonId
      ? proposed.get(request.reasonId)
      : visits.find(({ appointment }) => appointment.id === request.appointmentId);
    if (!visit) return [];
    const thread = threads.find(({ addressId }) => addressId === request.addressId);
    const own = said.find(({ appointmentId }) => appointmentId === request.appointmentId);
    const isNow = own && request.offeredAt && own.createdAt >= request.offeredAt;
    return [{ request, visit, threadId: thread?.id ?? null, said: isNow ? own : null }];
  });
}

/** What is wanted where nothing is booked yet. */
async function proposedVisits(ctx: Context, requests: readonly RequestRow[]) {
  const found = new Map<string, VisitOfDay>();
  for (const { reasonId } of requests) {
    const visit = reasonId && (await proposedOf(ctx, reasonId));
    if (visit) found.set(reasonId, visit);
  }
  return found;
}

export interface Choice extends OpenRequest {
  /** Null where nobody told when this doctor can be booked. */
  readonly times: Suggested | null;
}

/** One that waits for a decision, with times to choose from. */
export async function readChoice(ctx: Context, id: string): Promise<Choice | null> {
  const request = await findRequest(ctx.db, id);
  const isLive = request?.state === 'open' || request?.state === 'offered';
  const [found] = request && isLive ? await around(ctx, [request]) : [];
  if (!request || !found || request.kind === 'earlier') return null;
  const { appointment, clinic } = found.visit;
  const free = await freeTimes(ctx, bookingOf(appointment));
  const times =
    free &&
    suggested(free, {
      wish: request.wish,
      zone: clinic.zone,
      durationMin: appointment.durationMin,
    });
  return { ...found, times };
}
