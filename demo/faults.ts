/** Platform faults of the sandbox, each switched on once in a run. */

import type { StateView } from '../bots/sandbox/control/view.ts';
import type { Mishap, Patient } from './cast.ts';
import { once } from './client.ts';
import type { Day } from './day.ts';

export interface Fault {
  readonly channel: 'telegram' | 'whatsapp';
  readonly fault: string;
  readonly count?: number;
  readonly forPhone?: string;
}

const names: Readonly<Record<Mishap, string>> = {
  throttle: 'throttle',
  unanswered: 'drop',
  lost_status: 'lose_statuses',
};

export const mishapOf = ({ mishap, channel, phone }: Patient): Fault | null =>
  mishap && { channel, fault: names[mishap], count: 1, forPhone: phone };

export async function switchOn(day: Day, fault: Fault): Promise<void> {
  const { client, print, progress } = day;
  const key = `${fault.channel} ${fault.fault} ${fault.forPhone ?? ''}`;
  const isOn = async () => {
    if (progress.state.faults.includes(key)) return true;
    const { faults, phones } = await client.get<StateView>('/sandbox/api/state');
    const phone = phones.find((one) => one.phone === fault.forPhone)?.id ?? null;
    return faults.some(
      (one) => one.channel === fault.channel && one.fault === fault.fault && one.forPhone === phone,
    );
  };
  const switched = await once(isOn, () => client.post('/sandbox/api/faults', fault));
  if (switched) print.platform(print.words.fault[`${fault.fault}_${fault.channel}`] ?? fault.fault);
  if (!progress.state.faults.includes(key)) progress.state.faults.push(key);
  progress.save();
}

/** Every event twice, and the last one first. */
export const disorder: readonly Fault[] = (['telegram', 'whatsapp'] as const).flatMap((channel) => [
  { channel, fault: 'duplicate_webhooks', count: 40 },
  { channel, fault: 'reorder_webhooks' },
]);

export async function endDisorder({ client, print }: Day): Promise<void> {
  let cleared = 0;
  for (const { channel, fault } of disorder) {
    const path = `/sandbox/api/faults?channel=${channel}&fault=${fault}`;
    cleared += (await client.delete<{ cleared: number }>(path)).cleared;
  }
  if (cleared > 0) print.platform(print.words.faultsOff);
}
