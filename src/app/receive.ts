/** Takes what is stored, one transaction per event, in order per sender, and lets the dialogue answer. */

import type { AddressRef, InboundEvent } from '../../bots/channel.ts';
import { purposes } from '../domain/words.ts';
import { updateTemplate } from '../store/accounts.ts';
import { bindingsOfAddress } from '../store/bindings.ts';
import { faultOf } from '../store/db.ts';
import { type InboundRow, lockNextPending, markDone, markFailed } from '../store/inbound.ts';
import { lockAddresses, updateAddress } from '../store/people.ts';
import { quarantine } from './addresses.ts';
import { type Context, channelOf, type TxContext, transact } from './context.ts';
import { converse } from './converse.ts';
import { placeOf } from './places.ts';
import { planPatient } from './plan.ts';
import { applyStatus } from './statuses.ts';
import { withdraw } from './withdraw.ts';

const tries_max = 5;

/** Handles all that is pending. An event that fails is left for the next call, and after five for people. */
export async function receivePending(
  ctx: Context,
  { stopping = () => false }: { stopping?: () => boolean } = {},
): Promise<void> {
  let afterId = 0;
  while (!stopping()) {
    const next = await receiveNext(ctx, afterId);
    if (next === null) return;
    if (next.failed) afterId = next.id;
  }
}

async function receiveNext(
  ctx: Context,
  afterId: number,
): Promise<{ id: number; failed: boolean } | null> {
  let row: InboundRow | null = null;
  try {
    await transact(ctx, async (tx) => {
      row = await lockNextPending(tx.db, afterId);
      if (!row) return;
      await handle(tx, row);
      await markDone(tx.db, { id: row.id, at: tx.clock.now() });
    });
  } catch (error) {
    if (row === null) throw error;
    return setAside(ctx, row, error);
  }
  const done = row as InboundRow | null;
  if (done) await acknowledge(ctx, done);
  return done && { id: done.id, failed: false };
}

async function setAside(
  ctx: Context,
  row: InboundRow,
  error: unknown,
): Promise<{ id: number; failed: true }> {
  const code = faultOf(error)?.code ?? (error instanceof Error ? error.name : 'error');
  ctx.log.error('receive_failed', { inbound: row.id, code });
  await markFailed(ctx.db, { id: row.id, code, triesMax: tries_max });
  return { id: row.id, failed: true };
}

/** Tells the messenger that the press or the message has been taken. Nothing depends on it. */
async function acknowledge(ctx: Context, row: InboundRow): Promise<void> {
  if (row.type !== 'button' && row.type !== 'text') return;
  void channelOf(ctx, row.channel)?.acknowledge?.(row.event as InboundEvent);
}

async function handle(ctx: TxContext, row: InboundRow): Promise<void> {
  const event = row.event as InboundEvent;
  const channel = channelOf(ctx, row.channel);
  // An account of another installation in the same batch: kept, and shown to staff as not ours.
  if (!channel || channel.account !== event.account) return;
  switch (event.type) {
    case 'status':
      return applyStatus(ctx, row.channel, event);
    case 'template':
      return templateChanged(ctx, row, event);
    case 'reachability':
      return reachabilityChanged(ctx, row, event);
    case 'account_changed':
      return accountChanged(ctx, row, event);
    case 'platform_stop':
      return platformStopped(ctx, row, event);
    case 'account':
      return;
    default:
      return event.sender ? converse(ctx, row, event, event.sender) : undefined;
  }
}

async function templateChanged(
  ctx: TxContext,
  row: InboundRow,
  event: Extract<InboundEvent, { type: 'template' }>,
): Promise<void> {
  const { name, language, status, category } = event;
  const key = { channel: row.channel, account: row.account, name, language };
  const set = {
    ...(status && { status }),
    ...(category && { category }),
    updatedAt: ctx.clock.now(),
  };
  await updateTemplate(ctx.db, key, set);
}

async function reachabilityChanged(
  ctx: TxContext,
  row: InboundRow,
  event: Extract<InboundEvent, { type: 'reachability' }>,
): Promise<void> {
  const address = await lockOf(ctx, row, event.sender);
  if (!address) return;
  await updateAddress(ctx.db, address.id, { unreachableCode: event.reachable ? null : event.code });
  await replan(ctx, address.id);
}

/** What the platforms hold to be marketing: everything that is not about a visit the patient has made. */
const marketing = purposes.filter((purpose) => purpose !== 'visit' && purpose !== 'wellbeing');

/** The patient pressed the messenger's own stop. Its "resume" is no new agreement with the clinic. */
async function platformStopped(
  ctx: TxContext,
  row: InboundRow,
  event: Extract<InboundEvent, { type: 'platform_stop' }>,
): Promise<void> {
  const address = await lockOf(ctx, row, event.sender);
  if (!address || !event.stopped) return;
  for (const binding of await bindingsOfAddress(ctx.db, address.id)) {
    await withdraw(ctx, {
      place: placeOf({ binding, address }),
      purposes: marketing,
      act: { mechanism: 'platform', inboundId: row.id },
    });
    await planPatient(ctx, binding.patientId);
  }
}

async function accountChanged(
  ctx: TxContext,
  row: InboundRow,
  event: Extract<InboundEvent, { type: 'account_changed' }>,
): Promise<void> {
  const address = await lockOf(ctx, row, event.previous);
  if (address) await quarantine(ctx, address);
}

async function lockOf(ctx: TxContext, row: InboundRow, ref: AddressRef | null) {
  const { channel, account } = row;
  const [address] = await lockAddresses(ctx.db, { channel, account, ...ref });
  return address;
}

async function replan(ctx: TxContext, addressId: string): Promise<void> {
  for (const { patientId } of await bindingsOfAddress(ctx.db, addressId))
    await planPatient(ctx, patientId);
}
