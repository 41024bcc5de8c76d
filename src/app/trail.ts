/** The decision trail: what the policy said of a message, each time it said something new. */

import type { Decision } from '../domain/policy.ts';
import type { NewDecision } from '../store/attempts.ts';
import type { MessageRow } from '../store/messages.ts';
import { insertDecisions } from '../store/outbox.ts';
import type { TxContext } from './context.ts';

export interface Decided {
  readonly messageId: string;
  readonly stage: 'plan' | 'claim';
  readonly decision: Decision;
  /** The message as it was before; what repeats the last word is not written again. */
  readonly before?: Pick<MessageRow, 'verdict' | 'code'> | undefined;
}

export async function decidedNow(ctx: TxContext, all: readonly Decided[]): Promise<void> {
  const at = ctx.clock.now();
  await insertDecisions(
    ctx.db,
    all.filter(isNews).map((one) => toRow(one, at)),
  );
}

function isNews({ stage, decision, before }: Decided): boolean {
  const { verdict, code } = decision;
  const repeats = before?.verdict === verdict && before.code === code;
  // A request is always preceded by its own decision, forecast or not.
  return !repeats || (verdict === 'send' && stage === 'claim');
}

const toRow = ({ messageId, stage, decision }: Decided, at: Date): NewDecision => ({
  messageId,
  at,
  stage,
  verdict: decision.verdict,
  code: decision.code,
  until: decision.until ?? null,
  channel: decision.route?.channel ?? null,
});
