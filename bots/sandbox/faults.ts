import type { ChannelId } from '../../src/domain/words.ts';
import type { Core } from './core.ts';
import type { Person } from './people.ts';

export const faultNames = [
  'throttle',
  'server_error',
  'silent',
  'drop',
  'refuse',
  'window_closed',
  'template_paused',
  'undeliverable',
  'duplicate_webhooks',
  'reorder_webhooks',
  'lose_statuses',
  'hold_webhooks',
  'token_revoked',
] as const;
export type FaultName = (typeof faultNames)[number];

export interface Fault {
  readonly id: number;
  readonly channel: ChannelId;
  readonly fault: FaultName;
  /** How many more times it strikes; null until it is taken away. */
  left: number | null;
  /** Id of the only person it strikes. */
  readonly personId: string | null;
  readonly retryAfterSeconds: number;
}

export type FaultRecord =
  | { readonly type: 'fault/set'; readonly fault: Fault }
  | { readonly type: 'fault/used'; readonly id: number }
  | { readonly type: 'fault/cleared'; readonly ids: readonly number[] };

export interface FaultState {
  last: number;
  active: Fault[];
}

export function reduceFaults(state: FaultState, record: FaultRecord): void {
  switch (record.type) {
    case 'fault/set':
      state.last = record.fault.id;
      state.active.push({ ...record.fault });
      return;
    case 'fault/used': {
      const fault = state.active.find((known) => known.id === record.id);
      if (fault?.left != null) fault.left -= 1;
      state.active = state.active.filter((known) => known.left !== 0);
      return;
    }
    case 'fault/cleared':
      state.active = state.active.filter((known) => !record.ids.includes(known.id));
      return;
  }
}

interface Where {
  readonly channel: ChannelId;
  readonly person?: Person | undefined;
}

export function findFault(core: Core, where: Where, name: FaultName): Fault | undefined {
  return core.state.faults.active.find(
    (fault) =>
      fault.channel === where.channel &&
      fault.fault === name &&
      (fault.personId === null || fault.personId === where.person?.id),
  );
}

/** The first of `names` that is set for this request; one strike of it is used up. */
export function strike(core: Core, where: Where, names: readonly FaultName[]): Fault | undefined {
  for (const name of names) {
    const fault = findFault(core, where, name);
    if (!fault) continue;
    if (fault.left !== null) core.commit({ type: 'fault/used', id: fault.id });
    return fault;
  }
  return undefined;
}
