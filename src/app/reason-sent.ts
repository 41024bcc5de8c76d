/** An invitation is on its way: from then on there is time to answer. */

import { silentAfterMs } from '../domain/reason-life.ts';
import type { MessageRow } from '../store/messages.ts';
import { markDelivered, markSent } from '../store/reasons.ts';
import { contactKinds } from '../text/proactive.ts';
import type { TxContext } from './context.ts';

export const isContact = (kind: string): boolean => contactKinds.some((one) => one === kind);

interface Heard {
  /** The first word that it has left at all. A late report of an earlier try is no new one. */
  readonly isNew: boolean;
  readonly isDelivered: boolean;
}

/** Where a channel reports nothing, what it took counts as delivered. */
export async function noteContact(
  ctx: TxContext,
  { kind, reasonId }: Pick<MessageRow, 'kind' | 'reasonId'>,
  { isNew, isDelivered }: Heard,
): Promise<void> {
  if (!reasonId || !isContact(kind)) return;
  const at = ctx.clock.now();
  const answerBy = new Date(at.getTime() + silentAfterMs);
  const from = isNew ? (['planned', 'silent'] as const) : (['planned'] as const);
  await markSent(ctx.db, { id: reasonId, at, answerBy, from });
  if (isDelivered) await markDelivered(ctx.db, { id: reasonId, answerBy });
}
