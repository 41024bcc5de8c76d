/** Events as the outside reads them: the same in the feed and in the body of a webhook. */

import type { EventType } from '../domain/events.ts';
import {
  type EventFilter,
  hasFreshEvents,
  type NumberedEvent,
  numberEvents,
  selectEvents,
} from '../store/events.ts';
import { type Context, transact } from './context.ts';

export interface PresentedEvent {
  readonly id: string;
  readonly seq: number;
  readonly type: EventType;
  readonly timestamp: string;
  readonly patientId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export const presentEvent = ({
  id,
  seq,
  type,
  at,
  patientId,
  data,
}: NumberedEvent): PresentedEvent => ({
  id,
  seq,
  type: type as EventType,
  timestamp: at.toISOString(),
  patientId,
  data,
});

/** Whatever has been committed is in it: nothing appears later below a number that was read. */
export async function readEvents(
  ctx: Context,
  filter: EventFilter,
): Promise<{ items: readonly PresentedEvent[]; next: number | null }> {
  if (await hasFreshEvents(ctx.db)) await transact(ctx, (tx) => numberEvents(tx.db));
  const found = await selectEvents(ctx.db, { ...filter, limit: filter.limit + 1 });
  const items = found.slice(0, filter.limit).map(presentEvent);
  return { items, next: found.length > filter.limit ? (items.at(-1)?.seq ?? null) : null };
}
