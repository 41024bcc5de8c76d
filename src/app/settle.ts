/** What requests came to, written once, and what follows from it. */

import type { SendOutcome } from '../../bots/channel.ts';
import { isForward } from '../domain/delivery.ts';
import type { DecisionCode } from '../domain/policy.ts';
import { isAsking } from '../domain/wellbeing.ts';
import type { Purpose } from '../domain/words.ts';
import { setAccount, setTemplate } from '../store/accounts.ts';
import { openAttempt } from '../store/attempts.ts';
import { abandonedClaims, type MessageRow, updateMessage } from '../store/messages.ts';
import {
  acceptMessages,
  findMessages,
  lockMessages,
  type OutcomeRow,
  settleAttempts,
} from '../store/outbox.ts';
import { updateAddress } from '../store/people.ts';
import { markPlanDue } from '../store/plan-due.ts';
import { updateReason } from '../store/registry.ts';
import { forgetToldStaff } from '../store/staff-telegram.ts';
import { noteRecipient } from './addresses.ts';
import { markGone } from './brakes.ts';
import { openCallTask } from './call-tasks.ts';
import { startTimers } from './care.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { appendConsent } from './ledger.ts';
import { isContact, noteContact } from './reason-sent.ts';

export interface Settlement {
  readonly messageId: string;
  /** Of the message, as it was claimed. */
  readonly about: Pick<MessageRow, 'kind' | 'reasonId' | 'addressId'>;
  readonly attemptId: string;
  readonly form: 'session' | 'template';
  readonly outcome: SendOutcome | { readonly type: 'too_late' };
}

const tries_max = 8;
const not_sent_retry_ms = 5_000;
const backoff_ms_max = 3_600_000;

/** Many at once; all of them are written, or none. */
export async function settle(ctx: Context, all: readonly Settlement[]): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockMessages(
      tx.db,
      all.map(({ messageId }) => messageId),
    );
    await settleAttempts(tx.db, all.map(toOutcome), tx.clock.now());
    await acceptMessages(
      tx.db,
      all.flatMap(({ messageId, outcome }) =>
        outcome.type === 'accepted' ? [{ messageId, externalId: outcome.externalId }] : [],
      ),
      tx.clock.now(),
    );
    await followAll(tx, all);
    await forgetToldStaff(
      tx.db,
      all.map(({ messageId: id, about: { kind } }) => ({ id, kind })),
    );
  });
  for (const { messageId, outcome } of all) {
    if (outcome.type === 'accepted') continue;
    const code = 'code' in outcome ? outcome.code : null;
    ctx.log.warn('send_outcome', { message: messageId, outcome: outcome.type, code });
  }
}

const toOutcome = ({ attemptId, outcome }: Settlement): OutcomeRow => ({
  attemptId,
  outcome: outcome.type,
  code: 'code' in outcome ? outcome.code : null,
  externalId: outcome.type === 'accepted' ? outcome.externalId : null,
});

async function followAll(ctx: TxContext, all: readonly Settlement[]): Promise<void> {
  const troubled = all.filter(({ outcome }) => outcome.type !== 'accepted');
  const ids = troubled.map(({ messageId }) => messageId);
  const found = ids.length > 0 ? await findMessages(ctx.db, ids) : [];
  const messages = new Map(found.map((message) => [message.id, message]));
  for (const settlement of all) {
    const { about, outcome, form } = settlement;
    const message = messages.get(settlement.messageId);
    if (outcome.type === 'accepted') await accepted(ctx, about, outcome);
    else if (message) await follow(ctx, message, outcome, form);
  }
}

async function follow(
  ctx: TxContext,
  message: MessageRow,
  outcome: Exclude<Settlement['outcome'], { type: 'accepted' }>,
  form: Settlement['form'],
): Promise<void> {
  switch (outcome.type) {
    case 'unknown':
      // Never repeated blindly: a later status or a person settles it.
      return finish(ctx, message, { state: 'unknown', code: 'outcome_unknown' });
    case 'too_late':
      // At once: with a clock that stands still any wait would be for ever.
      return again(ctx, message, { inMs: 0, tried: false });
    case 'not_sent':
      return again(ctx, message, { inMs: backoff(not_sent_retry_ms, message.tries), tried: true });
    case 'throttled':
      if (outcome.scope === 'account') await pauseAccount(ctx, message, outcome.retryAfterMs);
      return again(ctx, message, {
        inMs: backoff(outcome.retryAfterMs, message.tries),
        tried: true,
      });
    default:
      return refused(ctx, message, outcome, form);
  }
}

type Refusal = Exclude<SendOutcome, { type: 'accepted' | 'unknown' | 'not_sent' | 'throttled' }>;

const passing: readonly SendOutcome['type'][] = ['accepted', 'unknown', 'not_sent', 'throttled'];
export const isRefusal = (outcome: SendOutcome): outcome is Refusal =>
  !passing.includes(outcome.type);

/** The platform said no for a reason that outlives this request: write the reason down, then let the policy look again. */
async function refused(
  ctx: TxContext,
  message: MessageRow,
  outcome: Refusal,
  form: 'session' | 'template',
): Promise<void> {
  await remember(ctx, message, outcome);
  if (isHopeless(message, outcome, form)) return fail(ctx, message, 'rejected');
  // A fault of the whole channel is no try of this message, which would run out of them while it waits.
  return again(ctx, message, { inMs: 0, tried: outcome.type !== 'channel_down' });
}

/** Nothing the policy could decide differently next time: trying again would loop. */
function isHopeless(message: MessageRow, outcome: Refusal, form: 'session' | 'template'): boolean {
  if (outcome.type === 'window_closed') return form === 'template';
  if (outcome.type === 'rejected') return !outcome.elsewhere || !message.proactive;
  return outcome.type === 'stopped_by_patient' && !message.proactive;
}

/** Writes down what the refusal says about the account, the address or the template. */
export async function remember(
  ctx: TxContext,
  message: MessageRow,
  outcome: Refusal,
): Promise<void> {
  const now = ctx.clock.now();
  const { addressId, channel, account } = message;
  if (!addressId || !account || channel === null || channel === 'phone') return;
  switch (outcome.type) {
    case 'window_closed':
      return updateAddress(ctx.db, addressId, { windowExpiresAt: now });
    case 'recipient_gone':
      return markGone(ctx, message, outcome.code);
    case 'channel_down':
      return setAccount(ctx.db, { channel, account }, { downCode: outcome.code, downAt: now });
    case 'template_unusable': {
      const use = message.content?.template;
      if (!use) return;
      const { name, language } = use;
      return setTemplate(ctx.db, {
        channel,
        account,
        name,
        language,
        status: `REFUSED_${outcome.code}`,
        category: null,
        updatedAt: now,
      });
    }
    case 'stopped_by_patient':
      return withdrawByPlatform(ctx, message, outcome.code);
    case 'rejected':
      return;
  }
}

/** The patient used the messenger's own stop for this kind of message: that is an act of theirs. */
async function withdrawByPlatform(
  ctx: TxContext,
  message: MessageRow,
  code: string,
): Promise<void> {
  if (!message.patientId || !message.channel || message.purpose === 'service') return;
  await appendConsent(ctx, {
    patientId: message.patientId,
    purpose: message.purpose as Purpose,
    channel: message.channel,
    bindingId: message.bindingId,
    act: 'withdrawn',
    mechanism: 'platform',
    strength: 2,
    document: code,
    actor: 'patient',
  });
}

/** The message itself is settled with all others of its batch; here what follows for what it speaks of. */
async function accepted(
  ctx: TxContext,
  { kind, reasonId, addressId }: Settlement['about'],
  outcome: Extract<SendOutcome, { type: 'accepted' }>,
): Promise<void> {
  if (reasonId && isAsking(kind)) {
    await updateReason(ctx.db, reasonId, { state: 'sent' }, 'planned');
    await startTimers(ctx, reasonId);
  }
  await noteContact(ctx, { kind, reasonId }, { isNew: true, isDelivered: false });
  await noteRecipient(ctx, addressId, outcome.address?.userId);
}

async function again(
  ctx: TxContext,
  message: MessageRow,
  { inMs, tried }: { inMs: number; tried: boolean },
): Promise<void> {
  // A status was faster, or the sweep: what is known already is not undone, least of all by a second send.
  if (message.state !== 'claimed') return;
  const tries = message.tries + (tried ? 1 : 0);
  if (tries >= tries_max) return fail(ctx, message, 'too_many_tries');
  const dueAt = new Date(ctx.clock.now().getTime() + inMs);
  if (message.proactive && dueAt > message.notAfter) return fail(ctx, message, 'past_deadline');
  await updateMessage(ctx.db, message.id, {
    state: 'planned',
    dueAt,
    tries,
    leaseUntil: null,
    leaseBy: null,
    carriedBy: null,
  });
}

async function fail(ctx: TxContext, message: MessageRow, code: DecisionCode): Promise<void> {
  await finish(ctx, message, { state: 'failed', code });
  if (message.proactive) await openCallTask(ctx, message, code);
}

async function finish(
  ctx: TxContext,
  message: MessageRow,
  set: { state: 'unknown' | 'failed'; code: DecisionCode },
): Promise<void> {
  if (!isForward(message.state, set.state)) return;
  await updateMessage(ctx.db, message.id, {
    ...set,
    settledAt: ctx.clock.now(),
    leaseUntil: null,
    leaseBy: null,
  });
  // Whether it arrived, only a later report or a person can say.
  if (set.state !== 'unknown' || !message.proactive) return;
  await openCallTask(ctx, message, set.code);
  // What is still planned to invite to counts it among what was tried.
  if (isContact(message.kind) && message.patientId) await markPlanDue(ctx.db, [message.patientId]);
}

const backoff = (baseMs: number, tries: number): number =>
  Math.min(baseMs * 2 ** tries, backoff_ms_max);

async function pauseAccount(ctx: TxContext, message: MessageRow, ms: number): Promise<void> {
  const { channel, account } = message;
  if (!account || channel === null || channel === 'phone') return;
  await setAccount(
    ctx.db,
    { channel, account },
    { pausedUntil: new Date(ctx.clock.now().getTime() + ms) },
  );
}

/** Requests whose process died: they may have been accepted, so they are recorded as unknown. */
export async function settleAbandoned(ctx: Context, { all }: { all: boolean }): Promise<number> {
  return transact(ctx, async (tx) => {
    const abandoned = await abandonedClaims(tx.db, { all });
    for (const message of abandoned) {
      const attempt = await openAttempt(tx.db, message.id);
      if (attempt) {
        const died = { outcome: 'unknown', code: 'process_died', externalId: null };
        await settleAttempts(tx.db, [{ attemptId: attempt.id, ...died }], tx.clock.now());
      }
      await finish(tx, message, { state: 'unknown', code: 'outcome_unknown' });
    }
    await forgetToldStaff(tx.db, abandoned);
    return abandoned.length;
  });
}
