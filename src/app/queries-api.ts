/** What clinic systems and operators may read. Nothing here writes. */

import { blankCard, type ServiceCard } from '../domain/card.ts';
import type { ChannelId, MessageState } from '../domain/words.ts';
import { type AttemptRow, attemptsOf } from '../store/attempts.ts';
import { conversationOf } from '../store/conversation.ts';
import { faultOf } from '../store/db.ts';
import { isMigrated } from '../store/health.ts';
import { inboundCounts } from '../store/inbound.ts';
import {
  countByState,
  listMessages,
  type MessageRow,
  oldestDueSeconds,
  type StateCount,
} from '../store/messages.ts';
import {
  type AppointmentRow,
  type ClinicRow,
  type DoctorRow,
  findAppointment,
  findCard,
  findClinic,
  findDoctor,
  findPatient,
  findService,
  type PatientRow,
  type ServiceRow,
} from '../store/registry.ts';
import {
  type CallTaskRow,
  countOpen,
  listCallTasks,
  pageThreads,
  type ThreadRow,
} from '../store/threads.ts';
import { type ChannelState, channelStates } from './brakes.ts';
import type { Context } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';

export type { ConsentRow } from '../store/consent.ts';
export type { ReasonRow } from '../store/registry.ts';
export type {
  AppointmentRow,
  AttemptRow,
  CallTaskRow,
  ClinicRow,
  DoctorRow,
  MessageRow,
  PatientRow,
  ServiceRow,
  StateCount,
  ThreadRow,
};

const found = <T>(row: T | null, what: string): Outcome<T> =>
  row ? ok(row) : notFound('id', what);

export const readClinic = async (ctx: Context, id: string): Promise<Outcome<ClinicRow>> =>
  found(await findClinic(ctx.db, id), 'clinic');

export const readDoctor = async (ctx: Context, id: string): Promise<Outcome<DoctorRow>> =>
  found(await findDoctor(ctx.db, id), 'doctor');

export const readService = async (ctx: Context, id: string): Promise<Outcome<ServiceRow>> =>
  found(await findService(ctx.db, id), 'service');

export const readPatient = async (ctx: Context, id: string): Promise<Outcome<PatientRow>> =>
  found(await findPatient(ctx.db, id), 'patient');

export const readAppointment = async (ctx: Context, id: string): Promise<Outcome<AppointmentRow>> =>
  found(await findAppointment(ctx.db, id), 'appointment');

/** The defaults where the patient has none of their own yet. */
export async function readCard(ctx: Context, patientId: string): Promise<Outcome<ServiceCard>> {
  if (!(await findPatient(ctx.db, patientId))) return notFound('id', 'patient');
  return ok((await findCard(ctx.db, patientId)) ?? blankCard);
}

export interface Page<T, After> {
  readonly items: readonly T[];
  /** Where the next page begins; null on the last one. */
  readonly next: After | null;
}

/** Takes rows of which one more than `limit` was asked for. */
export function pageOf<T, After>(
  rows: readonly T[],
  limit: number,
  key: (row: T) => After,
): Page<T, After> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? key(last) : null };
}

export interface MessageEntry {
  readonly message: MessageRow;
  readonly attempts: readonly AttemptRow[];
}

export interface MessageQuery {
  readonly patientId: string | undefined;
  readonly state: MessageState | undefined;
  /** `next` of the page before. */
  readonly after: number | undefined;
  readonly limit: number;
}

/** In the order they were written. What came in has no way of its own to go and counts as delivered. */
export async function readMessages(
  ctx: Context,
  { patientId, state, after, limit }: MessageQuery,
): Promise<Outcome<Page<MessageEntry, number>>> {
  if (patientId !== undefined && !(await findPatient(ctx.db, patientId)))
    return notFound('patientId', 'patient');
  const states = state && (state === 'delivered' ? [state, 'received' as const] : [state]);
  const rows = await listMessages(ctx.db, { patientId, states, after, limit: limit + 1 });
  const page = pageOf(rows, limit, (row) => row.seq);
  const attempts = await attemptsOf(
    ctx.db,
    page.items.map((row) => row.id),
  );
  const items = page.items.map((message) => ({
    message,
    attempts: attempts.filter((attempt) => attempt.messageId === message.id),
  }));
  return ok({ items, next: page.next });
}

export interface ThreadEntry {
  readonly thread: ThreadRow;
  readonly channel: ChannelId;
  /** Oldest first. */
  readonly messages: readonly MessageRow[];
}

const thread_messages_max = 20;

export async function readThreads(
  ctx: Context,
  {
    state,
    after,
    limit,
  }: { state: 'open' | 'closed' | undefined; after: string | undefined; limit: number },
): Promise<Page<ThreadEntry, string>> {
  const rows = await pageThreads(ctx.db, { state, after, limit: limit + 1 });
  const page = pageOf(rows, limit, ({ thread }) => thread.id);
  const items: ThreadEntry[] = [];
  for (const { thread, address } of page.items) {
    const messages = await conversationOf(ctx.db, {
      addressId: address.id,
      limit: thread_messages_max,
    });
    items.push({ thread, channel: address.channel, messages });
  }
  return { items, next: page.next };
}

export interface CallTaskQuery {
  readonly state: 'open' | 'done' | undefined;
  readonly patientId: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

export async function readCallTasks(
  ctx: Context,
  { state, patientId, after, limit }: CallTaskQuery,
): Promise<Outcome<Page<CallTaskRow, string>>> {
  if (patientId !== undefined && !(await findPatient(ctx.db, patientId)))
    return notFound('patientId', 'patient');
  const rows = await listCallTasks(ctx.db, {
    state: state ?? null,
    patientId,
    after,
    limit: limit + 1,
  });
  const { items, next } = pageOf(rows, limit, ({ task }) => task.id);
  return ok({ items: items.map(({ task }) => task), next });
}

export interface ChannelHealth {
  readonly channel: ChannelId;
  /** `ok`, or the code for the owner. */
  readonly state: string;
}

export interface Readiness {
  readonly migrated: boolean;
  readonly channels: readonly ChannelHealth[];
}

/** Throws if the database does not answer. */
export async function readReadiness(ctx: Context): Promise<Readiness> {
  const migrated = await isMigrated(ctx.db);
  return { migrated, channels: migrated ? await channelHealth(ctx) : [] };
}

async function channelHealth(ctx: Context): Promise<ChannelHealth[]> {
  const states = await channelStates(ctx);
  return states.map((one) => ({ channel: one.channel, state: one.downCode ?? heldCode(one) }));
}

function heldCode({ deafCode, frozenSince, brakedUntil }: ChannelState): string {
  if (deafCode) return 'deaf';
  if (frozenSince) return 'frozen';
  return brakedUntil ? 'braked' : 'ok';
}

export interface Gauges {
  readonly messages: readonly StateCount[];
  readonly inbound: readonly { readonly state: string; readonly count: number }[];
  readonly oldestDueSeconds: number;
  readonly open: { readonly threads: number; readonly urgent: number; readonly calls: number };
  readonly channels: readonly ChannelState[];
}

/** Counts only: nothing of it names a patient. */
export async function readGauges(ctx: Context): Promise<Gauges> {
  const now = ctx.clock.now();
  return {
    messages: await countByState(ctx.db),
    inbound: await inboundCounts(ctx.db),
    oldestDueSeconds: await oldestDueSeconds(ctx.db, now),
    open: await countOpen(ctx.db, now),
    channels: await channelStates(ctx),
  };
}

/** What may be logged of an error: the database's code or the error's kind, never its message. */
export function codeOf(error: unknown): string {
  const database = faultOf(error)?.code;
  if (database) return database;
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && /^\w{1,40}$/.test(code)) return code;
  }
  return error instanceof Error ? error.name : 'unknown';
}
