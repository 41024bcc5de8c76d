/** A colleague's own Telegram account: connected by a one-time code, let go by them, by the owner, or by a code of somebody else. */

import { renderSVG } from 'uqr';
import {
  readStaffCode,
  spelledStaffCode,
  staffCodeLength,
  staffCodeOf,
  staffCodeToken,
} from '../domain/staff-code.ts';
import { hourMs, minuteMs } from '../domain/time.ts';
import { appendAudit } from '../store/consent.ts';
import { lastAudits } from '../store/day.ts';
import type { AddressRow } from '../store/people.ts';
import { findStaff, type StaffRow, updateStaff } from '../store/staff.ts';
import { replaceStaffCode, staffOfTelegram, useStaffCode } from '../store/staff-telegram.ts';
import { type Context, channelOf, type TxContext, transact } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { hashToken } from './ids.ts';
import { noteOfStaff, type StaffAct } from './staff.ts';

const valid_ms = 15 * minuteMs;
/** Guesses from one account, and for how long they count. */
const tries_max = 5;
const tries_ms = hourMs;

export interface StaffCode {
  /** As it is typed into the chat. */
  readonly code: string;
  /** Null while Telegram has not told us our own name, or is not served. */
  readonly url: string | null;
  readonly qrSvg: string | null;
  readonly expiresAt: Date;
}

/** A new code makes the one before void. */
export async function issueStaffCode(
  ctx: Context,
  { staffId, actor }: StaffAct,
): Promise<Outcome<StaffCode>> {
  return transact(ctx, async (tx) => {
    const staff = await findStaff(tx.db, staffId);
    if (!staff || staff.disabledAt) return notFound('id', 'colleague');
    const code = staffCodeOf(crypto.getRandomValues(new Uint8Array(staffCodeLength)));
    const createdAt = tx.clock.now();
    const expiresAt = new Date(createdAt.getTime() + valid_ms);
    await replaceStaffCode(tx.db, { codeHash: hashToken(code), staffId, createdAt, expiresAt });
    await noteOfStaff(tx, { staffId, actor }, 'telegram_code_made');
    const link = { token: staffCodeToken(code), greeting: '' };
    const url = channelOf(tx, 'telegram')?.invitationUrl(link) ?? null;
    const qrSvg = url === null ? null : renderSVG(url, { border: 2 });
    return ok({ code: spelledStaffCode(code), url, qrSvg, expiresAt });
  });
}

export type Connected =
  | { readonly type: 'connected'; readonly staff: StaffRow }
  | { readonly type: 'wrong' | 'locked' };

/** Null for words that are no code. An account that was another colleague's is theirs no longer. */
export async function connectByCode(
  ctx: TxContext,
  words: string,
  address: AddressRow,
): Promise<Connected | null> {
  const code = readStaffCode(words);
  const { userId } = address;
  if (code === null || userId === null) return null;
  if (await hasGuessedTooOften(ctx, address)) return { type: 'locked' };
  const now = ctx.clock.now();
  const staffId = await useStaffCode(ctx.db, { codeHash: hashToken(code), now });
  const staff = staffId ? await findStaff(ctx.db, staffId) : null;
  if (!staff || staff.disabledAt) {
    await refused(ctx, address);
    return { type: 'wrong' };
  }
  const before = await staffOfTelegram(ctx.db, userId);
  if (before && before.id !== staff.id)
    await disconnect(ctx, { staffId: before.id, actor: `staff:${staff.id}` });
  await updateStaff(ctx.db, staff.id, {
    telegramUserId: userId,
    telegramBoundAt: now,
    telegramStep: null,
  });
  await noteOfStaff(ctx, { staffId: staff.id, actor: `staff:${staff.id}` }, 'telegram_connected');
  return { type: 'connected', staff };
}

const subjectOf = ({ id }: AddressRow): string => `address:${id}`;
const refusal = 'staff_code_refused';

async function hasGuessedTooOften(ctx: TxContext, address: AddressRow): Promise<boolean> {
  const since = new Date(ctx.clock.now().getTime() - tries_ms);
  const lately = await lastAudits(ctx.db, { subjects: [subjectOf(address)], since });
  return lately.filter(({ action }) => action === refusal).length >= tries_max;
}

const refused = (ctx: TxContext, address: AddressRow): Promise<void> =>
  appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor: subjectOf(address),
    action: refusal,
    subject: subjectOf(address),
    details: {},
  });

/** From then on nothing about patients goes there. */
export async function disconnectStaff(ctx: Context, act: StaffAct): Promise<Outcome<null>> {
  return transact(ctx, async (tx) => {
    const staff = await findStaff(tx.db, act.staffId);
    if (!staff) return notFound('id', 'colleague');
    if (staff.telegramUserId !== null) await disconnect(tx, act);
    return ok(null);
  });
}

export async function disconnect(ctx: TxContext, act: StaffAct): Promise<void> {
  const none = { telegramUserId: null, telegramBoundAt: null, telegramStep: null };
  await updateStaff(ctx.db, act.staffId, none);
  await noteOfStaff(ctx, act, 'telegram_disconnected');
}
