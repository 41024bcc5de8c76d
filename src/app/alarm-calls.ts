/** People are called in the console and, where they have connected it, in their own Telegram. */

import { encodeStaffButton } from '../dialogue/staff-buttons.ts';
import type { Button, Content } from '../domain/content.ts';
import { hourMs } from '../domain/time.ts';
import { type AlarmRow, insertAlarmCalls } from '../store/alarms.ts';
import { notifyDue } from '../store/db.ts';
import type { MessageRow } from '../store/messages.ts';
import { findPatient } from '../store/registry.ts';
import { listStaff, type StaffRow } from '../store/staff.ts';
import {
  type SentCall,
  type StaffAccount,
  sentCalls,
  staffAccounts,
} from '../store/staff-telegram.ts';
import { clockTime } from '../text/dates.ts';
import { type Called, staffTextsOf } from '../text/staff.ts';
import { insertAnswer } from './answer.ts';
import { channelOf, type TxContext } from './context.ts';
import { initialsOf } from './doctor-day.ts';
import { newId } from './ids.ts';
import { clinicOf } from './situation.ts';

/** A call that could not leave in time is not made later: there was a new one since, or somebody has it. */
const call_ms = hourMs;
const key = 'alarm_call:';

/** Which call a message is; null for every other message. */
export const alarmCallOf = ({ planKey }: Pick<MessageRow, 'planKey'>): string | null =>
  planKey?.startsWith(key) ? planKey.slice(key.length) : null;

type Alarm = Pick<AlarmRow, 'id' | 'level' | 'code' | 'patientId' | 'raisedAt'> &
  Partial<Pick<AlarmRow, 'takenBy'>>;

/** The one way in which people are called. The console shows at once whom. */
export async function callStaff(
  ctx: TxContext,
  alarm: Alarm,
  people: readonly string[],
): Promise<void> {
  const { id: alarmId, level } = alarm;
  const at = ctx.clock.now();
  const calls = people.map((staffId) => ({ id: newId(), alarmId, staffId, level, at }));
  await insertAlarmCalls(ctx.db, calls);
  for (const { staff, address } of await accountsOf(ctx, people)) {
    const call = calls.find(({ staffId }) => staffId === staff.id);
    if (!call) continue;
    await insertAnswer(ctx, address, {
      kind: 'to_staff.call',
      content: await callWords(ctx, alarm, staff),
      planKey: `${key}${call.id}`,
      notAfter: new Date(at.getTime() + call_ms),
    });
  }
}

async function accountsOf(ctx: TxContext, people: readonly string[]): Promise<StaffAccount[]> {
  const account = channelOf(ctx, 'telegram')?.account;
  if (account === undefined || people.length === 0) return [];
  return staffAccounts(ctx.db, { ids: people, account });
}

async function callWords(ctx: TxContext, alarm: Alarm, { language }: StaffRow): Promise<Content> {
  const { alarm: words } = staffTextsOf(language);
  const one = await calledOf(ctx, alarm);
  const text =
    alarm.code === 'low_mark'
      ? words.mark(one)
      : alarm.level > 0 && !alarm.takenBy
        ? words.calledAgain(one)
        : words.called(one);
  const { take, show } = words.labels;
  return { text, buttons: [button(take, 'take', alarm), button(show, 'show', alarm)] };
}

const button = (label: string, verb: 'take' | 'show' | 'end', { id }: { id: string }): Button => ({
  label,
  data: encodeStaffButton({ verb, alarmId: id }),
});

async function calledOf(
  ctx: TxContext,
  { patientId, raisedAt }: Pick<AlarmRow, 'patientId' | 'raisedAt'>,
): Promise<Called> {
  const patient = await findPatient(ctx.db, patientId);
  const zone = (await clinicOf(ctx, patient))?.zone ?? 'UTC';
  return { initials: initialsOf(patient?.name ?? ''), time: clockTime({ at: raisedAt, zone }) };
}

/** Whoever was called sees who has it, or that it is over, where they were called. */
export async function showToCalled(ctx: TxContext, alarm: AlarmRow): Promise<void> {
  const sent = await sentCalls(ctx.db, alarm.id);
  const all = sent.length > 0 ? await listStaff(ctx.db) : [];
  const accounts = await accountsOf(ctx, [...new Set(sent.map(({ staffId }) => staffId))]);
  for (const call of sent) {
    const account = accounts.find(
      ({ staff, address }) => staff.id === call.staffId && address.id === call.message.addressId,
    );
    if (account) await show(ctx, { call, account, alarm, all });
  }
  await notifyDue(ctx.db);
}

interface Showing {
  readonly call: SentCall;
  readonly account: StaffAccount;
  readonly alarm: AlarmRow;
  readonly all: readonly StaffRow[];
}

async function show(
  ctx: TxContext,
  { call: { message }, account: { staff, address }, alarm, all }: Showing,
): Promise<void> {
  const now = ctx.clock.now();
  const { alarm: words } = staffTextsOf(staff.language);
  const one = await calledOf(ctx, alarm);
  const isClosed = alarm.state === 'closed';
  const isOwn = alarm.takenBy === staff.id;
  const who = isClosed ? (alarm.closedBy?.replace(/^staff:/, '') ?? null) : alarm.takenBy;
  const name = all.find(({ id }) => id === who)?.name ?? '';
  const text = isClosed
    ? words.closed({ ...one, name })
    : isOwn
      ? words.takenByYou(one)
      : words.takenBy({ ...one, name });
  const buttons = [
    button(words.labels.show, 'show', alarm),
    ...(isOwn && !isClosed ? [button(words.labels.end, 'end', alarm)] : []),
  ];
  await insertAnswer(ctx, address, {
    kind: 'to_staff.edit',
    content: { text, buttons },
    editsId: message.id,
    notAfter: new Date(now.getTime() + call_ms),
  });
}
