/** The decision trail: what the policy said of a message, each time it said something new. */

import type { Decision } from '../domain/policy.ts';
import { insertDecision } from '../store/attempts.ts';
import type { MessageRow } from '../store/messages.ts';
import type { TxContext } from './context.ts';

export interface Decided {
  readonly messageId: string;
  readonly stage: 'plan' | 'claim';
  readonly decision: Decision;
  /** The message as it was before; what repeats the last word is not written again. */
  readonly before?: Pick<MessageRow, 'verdict' | 'code'> | undefined;
}

export async function decidedNow(
  ctx: TxContext,
  { messageId, stage, decision, before }: Decided,
): Promise<void> {
  const { verdict, code, until, route } = decision;
  const repeats = before?.verdict === verdict && before.code === code;
  // A request is always preceded by its own decision, forecast or not.
  if (repeats && verdict !== 'send') return;
  if (repeats && stage === 'plan') return;
  await insertDecision(ctx.db, {
    messageId,
    at: ctx.clock.now(),
    stage,
    verdict,
    code,
    until: until ?? null,
    channel: route?.channel ?? null,
  });
}
