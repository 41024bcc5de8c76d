/** Alarms as staff and clinic systems see them. */

import {
  type AlarmCallRow,
  type AlarmEntry,
  type AlarmRow,
  callsOfAlarms,
  findAlarmEntry,
  lastAlarmOfThread,
  listLiveAlarms,
  pageAlarms,
} from '../store/alarms.ts';
import type { Context } from './context.ts';
import { type Page, pageOf } from './queries-api.ts';
import { type StaffNames, staffNames } from './queries-console.ts';

export type { AlarmCallRow, AlarmRow };

export interface AlarmView extends AlarmEntry {
  /** Oldest first. */
  readonly calls: readonly AlarmCallRow[];
  readonly names: StaffNames;
}

/** All that are not closed, oldest first. */
export const readLiveAlarms = async (ctx: Context): Promise<readonly AlarmView[]> =>
  around(ctx, await listLiveAlarms(ctx.db));

export async function readAlarm(ctx: Context, id: string): Promise<AlarmView | null> {
  return one(ctx, await findAlarmEntry(ctx.db, id));
}

/** The newest of a chat. */
export async function readAlarmOfThread(ctx: Context, threadId: string): Promise<AlarmView | null> {
  return one(ctx, await lastAlarmOfThread(ctx.db, threadId));
}

async function one(ctx: Context, entry: AlarmEntry | null): Promise<AlarmView | null> {
  return entry ? ((await around(ctx, [entry]))[0] ?? null) : null;
}

async function around(ctx: Context, entries: readonly AlarmEntry[]): Promise<AlarmView[]> {
  if (entries.length === 0) return [];
  const calls = await callsOf(ctx, entries);
  const names = await staffNames(ctx);
  return entries.map((entry) => ({ ...entry, calls: calls.get(entry.alarm.id) ?? [], names }));
}

async function callsOf(ctx: Context, of: readonly Pick<AlarmEntry, 'alarm'>[]) {
  const ids = of.map(({ alarm }) => alarm.id);
  return Map.groupBy(await callsOfAlarms(ctx.db, ids), ({ alarmId }) => alarmId);
}

export interface CalledAlarm {
  readonly alarm: AlarmRow;
  readonly calls: readonly AlarmCallRow[];
}

/** In a stable order, with who was called. */
export async function readAlarmPage(
  ctx: Context,
  { limit, ...query }: Parameters<typeof pageAlarms>[1],
): Promise<Page<CalledAlarm, string>> {
  const rows = await pageAlarms(ctx.db, { ...query, limit: limit + 1 });
  const found = rows.map((alarm) => ({ alarm }));
  const calls = await callsOf(ctx, found);
  const all = found.map(({ alarm }) => ({ alarm, calls: calls.get(alarm.id) ?? [] }));
  return pageOf(all, limit, ({ alarm }) => alarm.id);
}
