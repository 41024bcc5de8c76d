/** What becomes of what is due: the policy is asked once more, and what may go is claimed with its attempt. */

import type { Channel } from '../../bots/channel.ts';
import type { Content } from '../domain/content.ts';
import { type Decision, decide, type Route } from '../domain/policy.ts';
import { laterOf } from '../domain/time.ts';
import { isToStaff } from '../domain/to-staff.ts';
import { claimDue, type Look, type MessageRow, updateMessage } from '../store/messages.ts';
import { type ClaimRow, claimMessages } from '../store/outbox.ts';
import type { AddressRow } from '../store/people.ts';
import { forgetToldStaff } from '../store/staff-telegram.ts';
import { announceAnswer } from './answer-waiting.ts';
import { channelOf, readerOf, remembering, type TxContext } from './context.ts';
import { joinFamilies, type Party } from './family.ts';
import { newId } from './ids.ts';
import { tellDesk } from './overdue.ts';
import { answerPath, considerProactive } from './situation.ts';
import { askToStaff } from './staff-claim.ts';
import { decidedNow } from './trail.ts';

/** A claim whose process has died is settled as unknown after this. */
const claim_lease_ms = 30_000;
/** A wait that ends at once would claim the same row for ever. */
const wait_ms_min = 1_000;

export interface Claim {
  readonly message: MessageRow;
  readonly attemptId: string;
  readonly channel: Channel;
  readonly address: AddressRow;
  readonly content: Content;
  readonly form: Route['form'];
  /** Those about others of the family, which the same request carries. */
  readonly others: readonly Carried[];
  /** By `Timers.nowMs`: nothing the policy said yes to is older. */
  readonly decidedAtMs: number;
}

export interface Carried {
  readonly message: MessageRow;
  readonly attemptId: string;
}

export interface Batch {
  readonly claims: readonly Claim[];
  /** Nothing more was due, but for what waits until a request to its account has ended. */
  readonly isLast: boolean;
  /** Where the next look may begin. */
  readonly lastDueAt: Date | null;
}

/** Decides about what is due, all of it from facts read in this transaction, and claims what may be sent. */
export async function claimBatch(
  ctx: TxContext,
  { sinceMs, ...look }: Omit<Look, 'now'> & Since,
): Promise<Batch> {
  const found = await claimDue(ctx.db, { now: ctx.clock.now(), ...look });
  const claims = await decideAbout(ctx, { due: oneEach(found), sinceMs });
  const isLast = found.length < look.limit;
  return { claims, isLast, lastDueAt: found.at(-1)?.dueAt ?? null };
}

interface Since {
  /** By `Timers.nowMs`, no later than `ctx.clock` was read: a wait for a connection must not lend the authority time. */
  readonly sinceMs: number;
}

/** Each of another account and patient, locked for this transaction. */
export async function decideAbout(
  ctx: TxContext,
  { due, sinceMs }: Since & { readonly due: readonly MessageRow[] },
): Promise<Claim[]> {
  const reading = remembering(ctx);
  await readAccounts(reading, due);
  const answers = await askAll(reading, due);
  const parties = await joinFamilies(reading, answers, (more) => askAnew(ctx, more));
  await decidedNow(
    ctx,
    parties
      .flatMap(({ lead, others }) => [lead, ...others])
      .map(({ message, decision }) => ({
        messageId: message.id,
        stage: 'claim',
        decision,
        before: message,
      })),
  );
  const made = await Promise.all(parties.map((party) => toClaim(reading, party)));
  const claimed = made.filter((one) => one !== null);
  const lease = { now: ctx.clock.now(), leaseBy: ctx.process, leaseMs: claim_lease_ms };
  await claimMessages(
    ctx.db,
    claimed.flatMap(({ rows }) => rows),
    lease,
  );
  for (const [i, { lead }] of parties.entries()) if (!made[i]) await holdBack(ctx, lead);
  return claimed.map(({ claim }) => ({ ...claim, decidedAtMs: sinceMs }));
}

/** What those to staff need is read one after another: they are few, and no reader gathers it. */
async function askAll(ctx: TxContext, due: readonly MessageRow[]): Promise<Answer[]> {
  const others = due.map((one) => (isToStaff(one.kind) ? null : ask(ctx, one)));
  const decided = await Promise.all(others);
  const answers: Answer[] = [];
  for (const [i, message] of due.entries()) answers.push(decided[i] ?? (await ask(ctx, message)));
  return answers;
}

/** With facts read after these messages were locked. */
async function askAnew(ctx: TxContext, messages: readonly MessageRow[]): Promise<Answer[]> {
  if (messages.length === 0) return [];
  const reading = remembering(ctx);
  await readAccounts(reading, messages);
  return Promise.all(messages.map((message) => ask(reading, message)));
}

/**
 * Before the state of the channels: the brake clears accounts in the moment it is set, and whoever saw
 * them cleared must see it too.
 */
async function readAccounts(ctx: TxContext, due: readonly MessageRow[]): Promise<void> {
  const { accountsOfPatient } = readerOf(ctx);
  const about = due.flatMap((one) => (one.proactive && one.patientId ? [one.patientId] : []));
  await Promise.all(about.map(accountsOfPatient));
}

/** One at a time to each account and about each patient: answers keep their order, and budgets count what left. */
function oneEach(found: readonly MessageRow[]): MessageRow[] {
  const taken = new Set<string>();
  return found.filter(({ addressId, patientId, proactive }) => {
    const of = [addressId, proactive ? patientId : null].filter((id) => id !== null);
    if (of.some((id) => taken.has(id))) return false;
    for (const id of of) taken.add(id);
    return true;
  });
}

/** What is not to be sent now; why not is written down. */
async function holdBack(ctx: TxContext, { message, decision }: Answer): Promise<void> {
  const now = ctx.clock.now();
  const decided = {
    verdict: decision.verdict,
    code: decision.code,
    until: decision.until ?? null,
    decidedAt: now,
  };
  if (decision.verdict === 'wait') {
    await updateMessage(ctx.db, message.id, {
      ...decided,
      dueAt: laterOf(decision.until ?? now, new Date(now.getTime() + wait_ms_min)),
    });
    if (decision.code === 'window_closed') await announceAnswer(ctx, message);
    return;
  }
  const state = decision.code === 'past_deadline' ? 'expired' : 'dropped';
  await updateMessage(ctx.db, message.id, { ...decided, state });
  await forgetToldStaff(ctx.db, [message]);
  await tellDesk(ctx, message, decision);
}

export interface Answer {
  readonly message: MessageRow;
  readonly decision: Decision;
  readonly content: Content | null;
}

async function ask(ctx: TxContext, message: MessageRow): Promise<Answer> {
  const answer = message.proactive
    ? await considerProactive(ctx, message, ctx.clock.now())
    : isToStaff(message.kind)
      ? await askToStaff(ctx, message)
      : await askAnswer(ctx, message);
  return { message, ...answer };
}

const unasked = ['receipt', 'answer_waiting'];

async function askAnswer(ctx: TxContext, message: MessageRow) {
  const path = await answerPath(ctx, message);
  const content = path ? message.content : null;
  if (!path) return { decision: { verdict: 'drop', code: 'no_address' } as const, content };
  const address = await readerOf(ctx).address(path.addressId);
  const decision = decide({
    type: 'answer',
    now: ctx.clock.now(),
    notAfter: message.notAfter,
    path,
    author: message.kind === 'staff_reply' ? 'staff' : 'bot',
    isUnasked: unasked.includes(message.kind),
    writtenAt: message.createdAt,
    waited: message.code === 'window_closed',
    stoppedAt: address?.stoppedAt ?? null,
    disconnectedAt: (await readerOf(ctx).disconnection(path.addressId))?.at ?? null,
    askedAt: address?.lastInboundAt ?? null,
  });
  return { decision, content };
}

interface Made {
  readonly claim: Omit<Claim, 'decidedAtMs'>;
  readonly rows: readonly ClaimRow[];
}

/** Null where it may not be sent now. */
async function toClaim(ctx: TxContext, { lead, others, together }: Party): Promise<Made | null> {
  const row = await rowOf(ctx, lead, { isPart: together !== null, carriedBy: null });
  const { message, decision, content } = lead;
  if (!row || !decision.route || !content) return null;
  const address = await readerOf(ctx).address(row.addressId);
  const channel = channelOf(ctx, row.channel);
  if (!address || !channel) throw new Error('route without address or channel');
  const part = { isPart: true, carriedBy: message.id };
  const more = await Promise.all(others.map((one) => rowOf(ctx, one, part)));
  const rows = [row, ...more.filter((one) => one !== null)];
  const attemptOf = ({ message: { id } }: Answer) =>
    rows.find(({ messageId }) => messageId === id)?.attemptId ?? '';
  const claim = {
    ...{ message, channel, address, form: decision.route.form },
    attemptId: row.attemptId,
    content: together ?? content,
    others: others.map((one) => ({ message: one.message, attemptId: attemptOf(one) })),
  };
  return { claim, rows };
}

/** Of several that go together each keeps its own words: what is said of one patient is no other's record. */
async function rowOf(
  ctx: TxContext,
  { message, decision, content }: Answer,
  { isPart, carriedBy }: { readonly isPart: boolean; readonly carriedBy: string | null },
): Promise<ClaimRow | null> {
  const { route, verdict, code } = decision;
  const channel = route && channelOf(ctx, route.channel);
  if (verdict !== 'send' || !route || !content) return null;
  if (!channel) throw new Error('route without channel');
  return {
    messageId: message.id,
    attemptId: newId(),
    number: (await readerOf(ctx).attempts(message.id)).length + 1,
    channel: channel.id,
    account: channel.account,
    addressId: route.addressId,
    bindingId: route.bindingId,
    content: isPart ? { ...content, isPart } : content,
    verdict,
    code,
    carriedBy,
  };
}
