/** A clinic in the middle of its day: made with the verbs the product itself uses; only accounts are bound by hand. */

import type { Channel } from '../../../bots/channel.ts';
import { accept } from '../../../src/app/accept.ts';
import { type Context, transact } from '../../../src/app/context.ts';
import { dispatchDue } from '../../../src/app/dispatch.ts';
import { handOver, replyToThread } from '../../../src/app/hand-over.ts';
import { receivePending } from '../../../src/app/receive.ts';
import { startWellbeing } from '../../../src/app/wellbeing.ts';
import { bindingsOfPatient } from '../../../src/store/bindings.ts';
import { updateAddress } from '../../../src/store/people.ts';
import { updateReason } from '../../../src/store/registry.ts';
import { listThreads } from '../../../src/store/threads.ts';
import type { SetClock } from '../../support/fresh.ts';
import { bind, harderCases } from './sample-accounts.ts';
import { actor, agreements, prefersCalls, registers, visits } from './sample-facts.ts';
import { eventFrom } from './support.ts';

export interface Sample {
  readonly anna: string;
  readonly boris: string;
  readonly vera: string;
  readonly gleb: string;
  readonly urgentThread: string;
  readonly windowThread: string;
  readonly strangerThread: string;
  readonly doctorId: string;
  readonly visitToday: string;
}

export async function fillClinic(ctx: Context, clock: SetClock): Promise<Sample> {
  const at = ctx.clock.now().toISOString();
  clock.set('2026-11-20T08:00:00Z');
  await registers(ctx);
  await bind(ctx, { patientId: 'anna', userId: '501', username: 'annas' });
  await bind(ctx, { patientId: 'boris', userId: '502', channel: 'whatsapp' });
  await bind(ctx, { patientId: 'dina', userId: '503' });
  await visits(ctx);
  await agreements(ctx);
  await prefersCalls(ctx);
  await harderCases(ctx);
  clock.set('2026-11-23T09:30:00Z');
  await settle(ctx);
  clock.set('2026-11-24T07:00:00Z');
  await settle(ctx);
  const urgentThread = await wellbeingGoneBad(ctx, clock);
  const windowThread = await closedWindow(ctx, clock);
  clock.set('2026-11-24T08:52:00Z');
  const strangerThread = await strangerWrites(ctx);
  await annaAsks(ctx);
  await malformed(ctx);
  clock.set(at);
  await settle(ctx);
  return {
    anna: 'anna',
    boris: 'boris',
    vera: 'vera',
    gleb: 'gleb',
    urgentThread,
    windowThread,
    strangerThread,
    doctorId: 'orlova',
    visitToday: 'today-1',
  };
}

const channelOf = (ctx: Context, id: string): Channel =>
  ctx.channels.find((one) => one.id === id) ?? ctx.channels[0]!;

async function hear(
  ctx: Context,
  channel: Channel,
  userId: string,
  event: Record<string, unknown>,
): Promise<void> {
  await accept(ctx, channel, [{ event: eventFrom(channel, userId, event), raw: '' }]);
  await receivePending(ctx);
}

async function settle(ctx: Context): Promise<void> {
  await receivePending(ctx);
  await dispatchDue(ctx);
}

async function openThread(
  ctx: Context,
  patientId: string,
  reason: 'wellbeing_bad' | 'move_visit',
  urgent: boolean,
): Promise<string> {
  const [bound] = await bindingsOfPatient(ctx.db, patientId);
  return transact(ctx, (tx) =>
    handOver(tx, { addressId: bound!.address.id, patientId, reason, urgent }),
  );
}

async function wellbeingGoneBad(ctx: Context, clock: SetClock): Promise<string> {
  clock.set('2026-11-22T07:05:00Z');
  const started = await startWellbeing(ctx, {
    appointmentId: 'today-1',
    after: 'PT3H',
    note: null,
    actor,
  });
  const asked = await startWellbeing(ctx, {
    appointmentId: 'today-2',
    after: 'PT3H',
    note: 'Позвонить, если не ответит',
    actor,
  });
  clock.set('2026-11-24T08:44:00Z');
  await hear(ctx, channelOf(ctx, 'telegram'), '503', {
    type: 'text',
    text: 'Сильная боль с ночи и отёк. Что мне делать?',
  });
  const id = await openThread(ctx, 'dina', 'wellbeing_bad', true);
  if (started.ok)
    await updateReason(ctx.db, started.value.id, {
      state: 'answered',
      answer: 'good',
      answeredAt: ctx.clock.now(),
    });
  void asked;
  return id;
}

async function closedWindow(ctx: Context, clock: SetClock): Promise<string> {
  clock.set('2026-11-23T06:00:00Z');
  await hear(ctx, channelOf(ctx, 'whatsapp'), '502', {
    type: 'text',
    text: 'Можно перенести визит на четверг после шести?',
  });
  const id = await openThread(ctx, 'boris', 'move_visit', false);
  const [bound] = await bindingsOfPatient(ctx.db, 'boris');
  clock.set('2026-11-24T08:50:00Z');
  await updateAddress(ctx.db, bound!.address.id, {
    windowExpiresAt: new Date('2026-11-24T06:00:00Z'),
  });
  await replyToThread(ctx, {
    threadId: id,
    text: 'Борис Андреевич, в четверг есть 18:20 и 19:00. Какое удобнее?',
    actor,
    staffId: null,
  });
  await settle(ctx);
  return id;
}

async function strangerWrites(ctx: Context): Promise<string> {
  const channel = channelOf(ctx, 'telegram');
  await hear(ctx, channel, '777', {
    type: 'text',
    text: 'Здравствуйте, сколько стоит осмотр и можно ли сегодня?',
  });
  await hear(ctx, channel, '777', { type: 'media', media: 'photo', caption: 'вот снимок' });
  const open = await listThreads(ctx.db, { state: 'open', limit: 50 });
  return open.find(({ address }) => address.userId === '777')?.thread.id ?? '';
}

async function annaAsks(ctx: Context): Promise<void> {
  await hear(ctx, channelOf(ctx, 'telegram'), '501', {
    type: 'text',
    text: 'Позовите человека, пожалуйста',
  });
}

async function malformed(ctx: Context): Promise<void> {
  const channel = channelOf(ctx, 'whatsapp');
  const event = {
    externalId: 'odd-1',
    account: channel.account,
    at: null,
    sender: null,
    type: 'unsupported',
    what: 'shape',
  } as const;
  await accept(ctx, channel, [
    { event, raw: '{"object":"whatsapp_business_account","entry":[{}]}' },
  ]);
  await receivePending(ctx);
}
