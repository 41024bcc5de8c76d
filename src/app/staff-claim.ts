/** Whether a message to a colleague may go now: asked in the claim, of facts read there. */

import { type Decision, type DecisionCode, decide } from '../domain/policy.ts';
import { callsOfAlarms, findAlarm, findAlarmCall } from '../store/alarms.ts';
import type { MessageRow } from '../store/messages.ts';
import { staffOfTelegram } from '../store/staff-telegram.ts';
import { alarmCallOf } from './alarm-calls.ts';
import { readerOf, type TxContext } from './context.ts';
import { answerPath } from './situation.ts';

/** No patient agrees to it and no stop of one forbids it: what counts is that they work here and still hold the account. */
export async function askToStaff(
  ctx: TxContext,
  message: MessageRow,
): Promise<{ decision: Decision; content: MessageRow['content'] }> {
  const path = await answerPath(ctx, message);
  if (!path) return dropped('no_address');
  const address = await readerOf(ctx).address(path.addressId);
  const staff = address?.userId ? await staffOfTelegram(ctx.db, address.userId) : null;
  if (!staff || staff.disabledAt) return dropped('authority_ended');
  const callId = alarmCallOf(message);
  if (callId !== null && !(await isStillCalled(ctx, callId))) return dropped('stale_fact');
  const now = ctx.clock.now();
  const decision = decide({
    type: 'answer',
    now,
    notAfter: message.notAfter,
    path: { ...path, quarantined: false },
    author: 'bot',
    isUnasked: false,
    writtenAt: message.createdAt,
    waited: false,
    stoppedAt: null,
    disconnectedAt: null,
    askedAt: null,
  });
  return { decision, content: message.content };
}

const dropped = (code: DecisionCode) => ({
  decision: { verdict: 'drop', code } as const,
  content: null,
});

/** Nobody has taken it since, and they were not called again. */
async function isStillCalled(ctx: TxContext, callId: string): Promise<boolean> {
  const call = await findAlarmCall(ctx.db, callId);
  const alarm = call && (await findAlarm(ctx.db, call.alarmId));
  if (!call || !alarm || alarm.state === 'closed') return false;
  if (alarm.takenAt && alarm.takenAt > call.at) return false;
  const calls = await callsOfAlarms(ctx.db, [alarm.id]);
  return calls.findLast(({ staffId }) => staffId === call.staffId)?.id === callId;
}
