/** What patients want of the schedule and the chat alone could not do: for a person, or for the next time that becomes free. */

import { reasonIdOf } from '../domain/proposed.ts';
import type { VisitRequestKind, VisitWish } from '../domain/wish.ts';
import {
  closeRequestsOf,
  insertRequest,
  liveRequestsOfReason,
  liveRequestsOfVisits,
  lockRequest,
  openAgain,
  type RequestRow,
  updateRequest,
} from '../store/requests.ts';
import { dropOffered } from '../store/slots.ts';
import { type Context, readerOf, type TxContext, transact } from './context.ts';
import { appendEvent } from './events.ts';
import { conflict, notFound, type Outcome, ok } from './fault.ts';
import { newId } from './ids.ts';

export interface Wanted {
  readonly kind: VisitRequestKind;
  readonly patientId: string;
  /** Of a visit, or of what a reason calls for. */
  readonly appointmentId: string;
  /** The account that asked. */
  readonly addressId: string;
  readonly words: string | null;
  readonly wish: VisitWish | null;
}

/** Asked for again, it says more of the one there is, and is open anew. */
export async function askFor(ctx: TxContext, wanted: Wanted): Promise<void> {
  const { kind, patientId, appointmentId, addressId, words, wish } = wanted;
  const reasonId = reasonIdOf(appointmentId);
  const live = reasonId
    ? await liveRequestsOfReason(ctx.db, reasonId)
    : await liveRequestsOfVisits(ctx.db, [appointmentId]);
  const known = live.find((one) => one.kind === kind);
  if (known) {
    if (known.state === 'offered') await dropOffered(ctx.db, known.id);
    const said = [known.words, words].filter(Boolean).join('\n') || null;
    await updateRequest(ctx.db, known.id, {
      ...noOffer,
      addressId,
      words: said,
      wish: wish ?? known.wish,
      state: 'open',
    });
    return;
  }
  const row = {
    ...noOffer,
    id: newId(),
    kind,
    patientId,
    appointmentId: reasonId === null ? appointmentId : null,
    reasonId,
    addressId,
    words,
    wish,
    state: 'open',
    createdAt: ctx.clock.now(),
    closedAt: null,
    closedBy: null,
  } as const;
  await insertRequest(ctx.db, row);
  await told(ctx, row, 'request.opened');
}

export const noOffer = { offers: null, offeredAt: null, offeredUntil: null } as const;

export async function withdraw(
  ctx: TxContext,
  { appointmentId, kind }: { appointmentId: string; kind: VisitRequestKind },
): Promise<void> {
  const found = await liveRequestsOfVisits(ctx.db, [appointmentId]);
  for (const request of found.filter((one) => one.kind === kind)) {
    await close(ctx, request, { state: 'withdrawn', by: 'patient' });
  }
}

export async function close(
  ctx: TxContext,
  request: RequestRow,
  { state, by }: { state: 'done' | 'withdrawn'; by: string },
): Promise<RequestRow> {
  await dropOffered(ctx.db, request.id);
  const closed = { ...request, state, closedAt: ctx.clock.now(), closedBy: by };
  await updateRequest(ctx.db, request.id, { state, closedAt: closed.closedAt, closedBy: by });
  await told(ctx, closed, 'request.closed');
  return closed;
}

/** The visit has another time, or none: what was wanted of it has come about or cannot any more. */
export async function settleRequests(
  ctx: TxContext,
  { appointmentId, by }: { appointmentId: string; by: string },
): Promise<void> {
  const closed = await closeRequestsOf(ctx.db, { appointmentId, at: ctx.clock.now(), by });
  for (const request of closed) {
    await dropOffered(ctx.db, request.id);
    await told(ctx, request, 'request.closed');
  }
}

/** Asked for still, since the change that had answered it was taken back. */
export async function reopenRequests(
  ctx: TxContext,
  closed: { appointmentId: string; at: Date },
): Promise<void> {
  for (const request of await openAgain(ctx.db, closed)) await told(ctx, request, 'request.opened');
}

/** By a person: it was settled otherwise. */
export async function closeByHand(
  ctx: Context,
  { requestId, actor }: { requestId: string; actor: string },
): Promise<Outcome<RequestRow>> {
  return transact(ctx, async (tx) => {
    const request = await lockRequest(tx.db, requestId);
    if (!request) return notFound('id', 'request');
    if (request.state !== 'open' && request.state !== 'offered')
      return conflict('id', 'request_closed', 'the request is closed');
    return ok(await close(tx, request, { state: 'done', by: actor }));
  });
}

/** The earlier time that is kept for the patient until they answer. */
export async function offerOf(
  ctx: TxContext,
  appointmentId: string,
): Promise<{ startsAt: Date; until: Date } | null> {
  const live = await readerOf(ctx).requests(appointmentId);
  const request = live.find(({ kind, state }) => kind === 'earlier' && state === 'offered');
  const [offer] = request?.offers ?? [];
  const until = request?.offeredUntil ?? null;
  return offer && until ? { startsAt: new Date(offer.startsAt), until } : null;
}

async function told(
  ctx: TxContext,
  { id, kind, patientId, appointmentId, reasonId, wish, state }: RequestRow,
  type: 'request.opened' | 'request.closed',
): Promise<void> {
  const ended = state === 'done' || state === 'withdrawn' ? { state } : {};
  const wanted = { requestId: id, kind, appointmentId, followUpId: reasonId };
  const data = { ...wanted, wish, ...ended };
  await appendEvent(ctx, { type, patientId, data });
}
