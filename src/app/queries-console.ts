/** What the console shows, read in one go per page. Patients and days have a file of their own. */

import { listAccounts } from '../store/accounts.ts';
import { conversationOf, lastInboundOf } from '../store/conversation.ts';
import { listUnread } from '../store/inbound.ts';
import type { MessageRow } from '../store/messages.ts';
import { listClinics, listDoctors, listServices } from '../store/registry.ts';
import { listStaff } from '../store/staff.ts';
import {
  countOpen,
  findEntry,
  type InboxEntry,
  inboxRevision,
  listCallTasks,
  listThreads,
} from '../store/threads.ts';
import { type Context, channelOf } from './context.ts';
import { hashToken } from './ids.ts';

export type { SendOutcome } from '../../bots/channel.ts';
export type { HandOverReason } from '../dialogue/types.ts';
export type { AccountRow } from '../store/accounts.ts';
export type { AttemptRow } from '../store/attempts.ts';
export type { LiveBinding } from '../store/bindings.ts';
export type { ConsentRow } from '../store/consent.ts';
export type { InboundRow } from '../store/inbound.ts';
export type { MessageRow } from '../store/messages.ts';
export type {
  AppointmentRow,
  ClinicRow,
  DoctorRow,
  PatientRow,
  ReasonRow,
  ServiceRow,
  VisitOfDay,
} from '../store/registry.ts';
export type { StaffRole, StaffRow } from '../store/staff.ts';
export type { CallEntry, InboxEntry, ThreadRow } from '../store/threads.ts';

const inbox_max = 100;
const chat_max = 200;
const search_max = 50;
const calls_max = 500;
const unread_max = 50;

export type StaffNames = ReadonlyMap<string, string>;

/** By id. */
export const staffNames = async (ctx: Context): Promise<StaffNames> =>
  new Map((await listStaff(ctx.db)).map((one) => [one.id, one.name]));

/** What every page's frame shows: how much waits, and by whose clock. */
export async function readFrame(ctx: Context) {
  const now = ctx.clock.now();
  const [clinics, counts] = await Promise.all([listClinics(ctx.db), countOpen(ctx.db, now)]);
  return { now, clinics, counts };
}

/** Also turns over each minute, so that waiting times on the page keep going. */
export async function readInboxRevision(ctx: Context): Promise<string> {
  const minute = Math.floor(ctx.clock.now().getTime() / 60_000);
  return `${await inboxRevision(ctx.db)}.${minute}`;
}

export interface InboxItem extends InboxEntry {
  readonly lastWords: MessageRow | null;
  readonly takenBy: string | null;
}

export async function readInbox(ctx: Context): Promise<readonly InboxItem[]> {
  const entries = await listThreads(ctx.db, { state: 'open', limit: inbox_max });
  const last = await lastInboundOf(
    ctx.db,
    entries.map((entry) => entry.address.id),
  );
  const names = await staffNames(ctx);
  return entries.map((entry) => ({
    ...entry,
    lastWords: last.find((row) => row.addressId === entry.address.id) ?? null,
    takenBy: names.get(entry.thread.assignedTo ?? '') ?? null,
  }));
}

export interface ThreadPage extends InboxEntry {
  readonly chat: readonly MessageRow[];
  /** Changes whenever what the page shows does. */
  readonly revision: string;
  readonly names: StaffNames;
  /** False while only a template may be sent: WhatsApp, 24 hours after the patient's last word. */
  readonly windowOpen: boolean;
}

export async function readThread(ctx: Context, id: string): Promise<ThreadPage | null> {
  const entry = await findEntry(ctx.db, id);
  if (!entry) return null;
  const chat = await conversationOf(ctx.db, { addressId: entry.address.id, limit: chat_max });
  const windowed = channelOf(ctx, entry.address.channel)?.capabilities.window ?? false;
  const windowOpen = !windowed || (entry.address.windowExpiresAt ?? 0) > ctx.clock.now();
  const states = chat.map((row) => `${row.seq}${row.state}${row.code ?? ''}`).join();
  const revision = hashToken(`${entry.thread.revision} ${windowOpen} ${states}`).slice(0, 16);
  return { ...entry, chat, revision, names: await staffNames(ctx), windowOpen };
}

/** Soonest due first. */
export async function readCalls(ctx: Context) {
  const [open, done] = await Promise.all([
    listCallTasks(ctx.db, { state: 'open', limit: calls_max }),
    listCallTasks(ctx.db, { state: 'done', limit: calls_max }),
  ]);
  const byDue = open.toSorted((a, b) => a.task.dueAt.getTime() - b.task.dueAt.getTime());
  const latest = done.toSorted((a, b) => Number(b.task.doneAt ?? 0) - Number(a.task.doneAt ?? 0));
  return { open: byDue, done: latest.slice(0, search_max), names: await staffNames(ctx) };
}

export async function readRegister(ctx: Context) {
  const [clinics, doctors, services] = await Promise.all([
    listClinics(ctx.db),
    listDoctors(ctx.db),
    listServices(ctx.db),
  ]);
  return { clinics, doctors, services };
}

export async function readSetup(ctx: Context) {
  const [register, staff, accounts, unread] = await Promise.all([
    readRegister(ctx),
    listStaff(ctx.db),
    listAccounts(ctx.db),
    listUnread(ctx.db, unread_max),
  ]);
  const channels = ctx.channels.map((channel) => ({
    id: channel.id,
    account: channel.account,
    state:
      accounts.find((row) => row.channel === channel.id && row.account === channel.account) ?? null,
  }));
  return { ...register, staff, channels, unread };
}
