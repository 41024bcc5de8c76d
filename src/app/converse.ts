/** One event of a patient: record it, ask the dialogue, apply what it says. */

import type { InboundEvent, Sender } from '../../bots/channel.ts';
import { scheduleAsk } from '../dialogue/schedule-ask.ts';
import { step } from '../dialogue/step.ts';
import type { DialogueEvent, Session } from '../dialogue/types.ts';
import { silentDays } from '../domain/identity.ts';
import { dayMs, hourMs } from '../domain/time.ts';
import { bindingsOfAddress, noteAlive } from '../store/bindings.ts';
import { dropLabel, type InboundRow } from '../store/inbound.ts';
import { insertMessage, updateMessage, wakeAnswers } from '../store/messages.ts';
import {
  type AddressRow,
  findAddress,
  lockAddresses,
  mergeAddress,
  updateAddress,
} from '../store/people.ts';
import { lockOpenThread } from '../store/threads.ts';
import { makeAddress, quarantine } from './addresses.ts';
import { apply } from './apply.ts';
import { channelOf, remembering, type TxContext } from './context.ts';
import { loadFacts } from './facts.ts';
import { handOver } from './hand-over.ts';
import { newId } from './ids.ts';
import { takeProof } from './proof.ts';
import { heardByStaff } from './staff-talk.ts';
import { unpause } from './stopping.ts';
import { tried } from './tried.ts';

const window_ms = 24 * hourMs;
const text_chars_max = 4096;

export async function converse(
  ctx: TxContext,
  row: InboundRow,
  event: InboundEvent,
  sender: Sender,
): Promise<void> {
  const address = await meet(ctx, row, sender);
  if (await heardByStaff(ctx, { row, event, address })) return;
  const messageId = await record(ctx, row, event, address);
  const proof = await takeProof(ctx, event, address);
  const heard = toDialogue(event, row.stop === 'stop');
  if (!heard) return;
  // What was just proven ends a doubt about the account.
  const known = proof?.status === 'proven' ? { ...address, quarantinedAt: null } : address;
  const { facts, about, pressed } = await loadFacts(remembering(ctx), {
    event,
    address: known,
    sender,
    proof,
  });
  if (event.type === 'button' && !(about ?? pressed)?.content) {
    await forgetLabel(ctx, { inboundId: row.id, messageId });
  }
  const session = (address.session as Session | null) ?? { topic: null };
  const now = ctx.clock.now();
  const ask = scheduleAsk({ session, event: heard, facts, now });
  const schedule = ask && (await tried(ctx, ask, known.channel));
  const result = step({ session, event: heard, facts: { ...facts, schedule }, now });
  await updateAddress(ctx.db, address.id, { session: result.session });
  await apply(ctx, {
    row,
    event,
    sender,
    address: known,
    about,
    pressed,
    effects: result.effects,
    inboundMessageId: messageId,
  });
  await afterDoubt(ctx, row, { address, isAsking: result.session.topic?.name === 'cancel' });
}

/** A button's words are ours and may name somebody: where ours are erased, so are those of a late press. */
async function forgetLabel(
  ctx: TxContext,
  on: { readonly inboundId: number; readonly messageId: string },
): Promise<void> {
  await updateMessage(ctx.db, on.messageId, { content: null });
  await dropLabel(ctx.db, on.inboundId);
}

/** The way in has paused everything: what the words mean is for the patient or a person to say. */
async function afterDoubt(
  ctx: TxContext,
  row: InboundRow,
  { address, isAsking }: { address: AddressRow; isAsking: boolean },
): Promise<void> {
  if (row.stop === 'doubtful') {
    const [bound] = await bindingsOfAddress(ctx.db, address.id);
    const patientId = bound?.patientId ?? null;
    const reason = 'doubtful_stop';
    await handOver(ctx, { addressId: address.id, patientId, reason, urgent: false });
  }
  // "Cancel" was about something else after all.
  const paused = (await findAddress(ctx.db, address.id))?.pausedAt;
  const byThis = paused?.getTime() === row.receivedAt.getTime();
  if (row.stop !== 'cancel' || isAsking || !byThis) return;
  await unpause(ctx, address, { actor: 'bot', heardAt: row.receivedAt });
}

/** Finds or makes the account. A word from the patient restores reachability and opens the window, never consent. */
async function meet(ctx: TxContext, row: InboundRow, sender: Sender): Promise<AddressRow> {
  const now = ctx.clock.now();
  const known =
    (await recognise(ctx, row, sender)) ??
    (await makeAddress(ctx, refOf(row, sender), sender.displayName?.slice(0, 200)));
  const windowed = channelOf(ctx, row.channel)?.capabilities.window ?? false;
  const seen = {
    userId: known.userId ?? sender.userId ?? null,
    phone: known.phone ?? sender.phone ?? null,
    username: sender.username ?? known.username,
    unreachableCode: null,
    lastInboundAt: row.receivedAt,
    windowExpiresAt: windowed ? new Date(row.receivedAt.getTime() + window_ms) : null,
  };
  await updateAddress(ctx.db, known.id, seen);
  const notBefore = new Date(now.getTime() - silentDays * dayMs);
  await noteAlive(ctx.db, { addressId: known.id, at: now, notBefore });
  await wakeAnswers(ctx.db, { addressId: known.id, now });
  return { ...known, ...seen };
}

/** By user id, or by a phone that no other user id has: a number may pass to a stranger, an id does not. */
async function recognise(
  ctx: TxContext,
  row: InboundRow,
  sender: Sender,
): Promise<AddressRow | null> {
  const found = await lockAddresses(ctx.db, refOf(row, sender));
  const isOther = (one: AddressRow) =>
    Boolean(sender.userId && one.userId && one.userId !== sender.userId);
  for (const one of found.filter(isOther)) await quarantine(ctx, one, { phone: null });
  const [first, second] = found.filter((one) => !isOther(one));
  if (!first || !second) return first ?? null;
  await mergeAddress(ctx.db, { from: second, into: first, at: ctx.clock.now() });
  return findAddress(ctx.db, first.id);
}

const refOf = (row: InboundRow, { userId, phone }: Sender) => ({
  channel: row.channel,
  account: row.account,
  userId,
  phone,
});

/** Everything a patient sends is kept and shown to staff, understood or not. */
async function record(
  ctx: TxContext,
  row: InboundRow,
  event: InboundEvent,
  address: AddressRow,
): Promise<string> {
  const now = ctx.clock.now();
  const bound = await bindingsOfAddress(ctx.db, address.id);
  const thread = await lockOpenThread(ctx.db, address.id);
  const id = newId();
  await insertMessage(ctx.db, {
    id,
    direction: 'in',
    kind: event.type,
    proactive: false,
    purpose: 'service',
    patientId: bound.length === 1 ? (bound[0]?.patientId ?? null) : null,
    addressId: address.id,
    threadId: thread?.id ?? null,
    channel: row.channel,
    account: row.account,
    inboundId: row.id,
    content: { text: wordsOf(event).slice(0, text_chars_max).toWellFormed() },
    author: 'patient',
    state: 'received',
    dueAt: now,
    notAfter: now,
    externalId: row.externalId,
    tries: 0,
    createdAt: now,
  });
  return id;
}

/** Neutral tags in brackets; the console shows them in the reader's language. */
function wordsOf(event: InboundEvent): string {
  switch (event.type) {
    case 'text':
    case 'edited':
      return event.text;
    case 'button':
      return event.label;
    case 'start':
      return '/start';
    case 'contact':
      return '[contact]';
    case 'media':
      return `[${event.media}]${event.caption ? ` ${event.caption}` : ''}`;
    case 'reaction':
      return event.emoji ?? '[reaction]';
    default:
      return `[${event.type}]`;
  }
}

/** Null for what needs no answer. */
function toDialogue(event: InboundEvent, isStop: boolean): DialogueEvent | null {
  if (isStop) {
    return { type: 'stop', text: event.type === 'media' ? event.caption : wordsOf(event) };
  }
  switch (event.type) {
    case 'start':
      return { type: 'start' };
    case 'text':
    case 'edited':
      return { type: 'text', text: event.text };
    case 'button':
      return { type: 'button', data: event.data, label: event.label };
    case 'contact':
      return { type: 'contact', phone: event.phone, own: event.own };
    case 'media':
      return { type: 'media', media: event.media, caption: event.caption ?? '' };
    case 'unsupported':
      return { type: 'unsupported' };
    default:
      return null;
  }
}
