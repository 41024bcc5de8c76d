/**
 * What holds back everything proactive of an account: deaf (nobody could say STOP), frozen (a STOP may
 * be lost) and braked (a burst of "recipient gone" is a fault of the channel until proven otherwise).
 * Consent is never touched here.
 */

import type { Channel } from '../../bots/channel.ts';
import { dayMs, hourMs, laterOf, minuteMs } from '../domain/time.ts';
import type { ChannelId } from '../domain/words.ts';
import {
  type AccountKey,
  type AccountRow,
  heardFrom,
  listAccounts,
  setAccount,
} from '../store/accounts.ts';
import { bindingsOfPatient } from '../store/bindings.ts';
import {
  countReached,
  listHeld,
  lockAccount,
  lockBraked,
  markedGone,
  planAgain,
  unmarkGone,
  wakeBraked,
  wakeHeld,
} from '../store/brakes.ts';
import { appendAudit } from '../store/consent.ts';
import type { MessageRow } from '../store/messages.ts';
import { updateAddress } from '../store/people.ts';
import { type Context, channelOf, type TxContext, transact } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { idSince } from './ids.ts';
import { decidedNow } from './trail.ts';

/** People block a bot one by one. This many different ones in ten minutes, and no fewer than were reached, is a fault. */
const gone_max = 5;
const window_ms = 10 * minuteMs;
const brake_ms = 15 * minuteMs;
/** For an hour after a brake fewer are enough: it was tried again, and it is no better. */
const gone_again_max = 3;
const wary_ms = hourMs;
/** What was held back by others goes first, so that they, not the same recipients, show whether it works. */
const retry_after_ms = minuteMs;

const held_max = 200;
const held_ahead_ms = 7 * dayMs;

const keyOf = ({ id, account }: Channel): AccountKey => ({ channel: id, account });

/** Something came in and is stored, or the platform showed that it would. */
export async function noteHeard(ctx: Context | TxContext, channel: Channel): Promise<void> {
  const keepsMs = channel.capabilities.keepsUpdatesMs ?? null;
  const now = ctx.clock.now();
  if (await heardFrom(ctx.db, keyOf(channel), { at: now, keepsMs })) await wakeHeld(ctx.db, now);
}

/** A send was told that its recipient is gone. One is believed; many at once trip the brake and change nobody. */
export async function markGone(ctx: TxContext, message: MessageRow, code: string): Promise<void> {
  const { addressId, channel, account } = message;
  if (!addressId || !account || channel === null || channel === 'phone') return;
  const key = { channel, account };
  const now = ctx.clock.now();
  const row = await lockAccount(ctx.db, key);
  const braked = row?.brakedUntil && row.brakedUntil > now;
  // An answer is not held by the brake, and unmarked it would be tried over and over.
  if (braked && message.proactive) return;
  await updateAddress(ctx.db, addressId, { unreachableCode: code, unreachableAt: now });
  if (!braked && (await isBurst(ctx, key, row))) await brake(ctx, key, now);
}

async function isBurst(ctx: TxContext, key: AccountKey, row: AccountRow | null): Promise<boolean> {
  const since = burstSince(ctx.clock.now(), row);
  const gone = await markedGone(ctx.db, key, { from: since });
  if (gone.length < (isWary(ctx.clock.now(), row) ? gone_again_max : gone_max)) return false;
  const firstAttempt = idSince(Date.now() - window_ms);
  return gone.length >= (await countReached(ctx.db, key, { since, firstAttempt, gone }));
}

const burstSince = (now: Date, row: AccountRow | null): Date =>
  laterOf(new Date(now.getTime() - window_ms), row?.brakedUntil ?? new Date(0));

const isWary = (now: Date, row: AccountRow | null): boolean =>
  row?.brakedUntil != null && now.getTime() - row.brakedUntil.getTime() < wary_ms;

async function brake(ctx: TxContext, key: AccountKey, now: Date): Promise<void> {
  const brakedUntil = new Date(now.getTime() + brake_ms);
  const since = new Date(now.getTime() - window_ms);
  await setAccount(ctx.db, key, { brakedUntil });
  const addressIds = await unmarkGone(ctx.db, key, { from: since });
  const until = new Date(brakedUntil.getTime() + retry_after_ms);
  const decision = { verdict: 'wait', code: 'braked', until } as const;
  const set = { ...decision, state: 'planned', dueAt: until, decidedAt: now } as const;
  const back = await planAgain(ctx.db, { addressIds, since, until, set });
  await decidedNow(
    ctx,
    back.map((messageId) => ({ messageId, stage: 'claim', decision })),
  );
  await audit(ctx, key, {
    actor: 'system',
    action: 'channel_braked',
    details: { addresses: addressIds.length, messages: back.length },
  });
  ctx.log.error('channel_braked', { channel: key.channel, addresses: addressIds.length });
}

/**
 * Just about to hand a message to a person because its recipient is gone, while the account was braked
 * over that very burst: then it is decided anew.
 */
export async function isDoubted(ctx: TxContext, patientId: string): Promise<boolean> {
  const braked = await lockBraked(ctx.db, ctx.clock.now());
  if (braked.length === 0) return false;
  const live = await bindingsOfPatient(ctx.db, patientId);
  return live.some(
    ({ address }) =>
      address.unreachableCode === null &&
      braked.some((row) => row.channel === address.channel && row.account === address.account),
  );
}

/** Whom an answer could not reach while the brake was on is as innocent as the others. */
export async function easeBrakes(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  for (const { channel, account, brakedUntil } of await listAccounts(ctx.db)) {
    if (!brakedUntil || brakedUntil > now) continue;
    const from = new Date(brakedUntil.getTime() - brake_ms);
    await unmarkGone(ctx.db, { channel, account }, { from, to: brakedUntil });
  }
}

/** A person has read what it means and agrees that the bot writes first again. */
export async function resumeChannel(
  ctx: Context,
  { channel, actor }: { channel: ChannelId; actor: string },
): Promise<Outcome<null>> {
  const served = channelOf(ctx, channel);
  if (!served) return notFound('channel', 'channel');
  const key = keyOf(served);
  await transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const row = await lockAccount(tx.db, key);
    const braked = row?.brakedUntil && row.brakedUntil > now ? row.brakedUntil : null;
    const frozenSince = row?.frozenSince ?? null;
    if (!braked && !frozenSince) return;
    await setAccount(tx.db, key, { frozenSince: null, brakedUntil: null });
    if (braked) await unmarkGone(tx.db, key, { from: new Date(braked.getTime() - brake_ms) });
    const until = new Date((braked ?? now).getTime() + retry_after_ms);
    await wakeBraked(tx.db, key, { now, until });
    await audit(tx, key, {
      actor,
      action: 'channel_resumed',
      details: {
        frozenSince: frozenSince?.toISOString() ?? null,
        brakedUntil: braked?.toISOString() ?? null,
      },
    });
  });
  ctx.wake();
  return ok(null);
}

interface Entry {
  readonly actor: string;
  readonly action: string;
  readonly details: Record<string, unknown>;
}

const audit = (ctx: TxContext, { channel, account }: AccountKey, entry: Entry): Promise<void> =>
  appendAudit(ctx.db, {
    ...entry,
    at: ctx.clock.now(),
    subject: `channel:${channel}:${account}`,
  });

export interface ChannelState {
  readonly channel: ChannelId;
  readonly downCode: string | null;
  /** Why nothing proves that the way in is open. */
  readonly deafCode: string | null;
  readonly frozenSince: Date | null;
  readonly brakedUntil: Date | null;
}

/** Of every channel this installation serves. */
export async function channelStates(ctx: Context): Promise<ChannelState[]> {
  const accounts = await listAccounts(ctx.db);
  return ctx.channels.map(({ id, account }) => {
    const row = accounts.find((one) => one.channel === id && one.account === account);
    const braked = row?.brakedUntil && row.brakedUntil > ctx.clock.now() ? row.brakedUntil : null;
    return {
      channel: id,
      downCode: row?.downCode ?? null,
      deafCode: row?.deafCode ?? null,
      frozenSince: row?.frozenSince ?? null,
      brakedUntil: braked,
    };
  });
}

/** Whose messages wait for a channel, soonest end first. */
export const readHeld = (ctx: Context) =>
  listHeld(ctx.db, {
    until: new Date(ctx.clock.now().getTime() + held_ahead_ms),
    limit: held_max,
  });
