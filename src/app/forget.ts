/** Empties everything that is held of one patient, in the caller's transaction. What proves, stays. */

import { standing } from '../domain/consent.ts';
import { provingEventTypes } from '../domain/events.ts';
import { type CardChannel, cardChannels, purposes } from '../domain/words.ts';
import { forgetAlarms } from '../store/alarms.ts';
import { type ConsentRow, chainOf, consentHistory } from '../store/consent.ts';
import type { ErasureProof } from '../store/erasure.ts';
import { forgetEvents } from '../store/events.ts';
import {
  closeThreads,
  deleteCodes,
  deleteInvitations,
  forgetAccounts,
  forgetAttempts,
  forgetBindings,
  forgetCalls,
  forgetCard,
  forgetContacts,
  forgetGuardian,
  forgetInbound,
  forgetMessages,
  forgetPatient,
  forgetReasons,
  forgetSessions,
  forgetWordings,
  hasClaimed,
  lockAccountsOf,
  messagesAbout,
  servingNobodyElse,
} from '../store/forget.ts';
import { commonWords, namesBeside, namesOf, stopWords } from '../store/forget-naming.ts';
import { dropHeldAbout } from '../store/imports.ts';
import { lockPatient } from '../store/registry.ts';
import { forgetCancelReasons, forgetRequests } from '../store/requests.ts';
import { dropHoldsOf } from '../store/slots.ts';
import { forgetBeforeStaff } from '../store/staff-telegram.ts';
import type { TxContext } from './context.ts';
import { proofOf, type Rows } from './erasure-proof.ts';
import { appendEvent } from './events.ts';
import { appendConsent } from './ledger.ts';
import { namer } from './naming.ts';
import { planPatient } from './plan.ts';

export interface Forgetting {
  readonly patientId: string;
  /** An account that still has to be written to: its id stays for now. */
  readonly keep: string | null;
  readonly actor: string;
}

export interface Forgotten {
  readonly proof: ErasureProof;
  /** The account to keep is the patient's alone, so its id goes later. */
  readonly kept: boolean;
}

/** Null while a request to a messenger is under way: what it reads cannot be emptied under it. */
export async function forget(ctx: TxContext, wish: Forgetting): Promise<Forgotten | null> {
  const { patientId, keep, actor } = wish;
  const accounts = await lockAccountsOf(ctx.db, patientId);
  await lockPatient(ctx.db, patientId);
  const addressIds = accounts.flatMap(({ id, disowned }) => (disowned ? [] : [id]));
  const own = await servingNobodyElse(ctx.db, { addressIds, patientId });
  const shared = accounts.map(({ id }) => id).filter((id) => !own.includes(id));
  const naming = await wordsThatName(ctx, { patientId, own, shared });
  const messageIds = await messagesAbout(ctx.db, { patientId, own, naming: naming.messages });
  if (await hasClaimed(ctx.db, messageIds)) return null;
  await withdrawAll(ctx, { patientId, actor });
  const gone = own.filter((id) => id !== keep);
  const rows = await empty(ctx, {
    patientId,
    own,
    shared,
    gone,
    messageIds,
    wordings: naming.wordings,
  });
  await planPatient(ctx, patientId);
  await appendEvent(ctx, { type: 'patient.erased', patientId, data: {} });
  const { head } = await chainOf(ctx.db, patientId);
  const ledger = head && { number: head.number, hash: head.hash };
  return { proof: proofOf(rows, ledger), kept: own.length > gone.length };
}

/** Kept on accounts of a family, or of a stranger by now, or with another patient: what is about this one. */
async function wordsThatName(
  ctx: TxContext,
  { patientId, own, shared }: Pick<Scope, 'patientId' | 'own' | 'shared'>,
): Promise<{ messages: string[]; wordings: string[] }> {
  const names = await namesOf(ctx.db, patientId);
  const naming = async (read: typeof commonWords, addressIds: readonly string[]) => {
    const beside = { addressIds, patientId };
    const isNamed = namer({ names, others: await namesBeside(ctx.db, beside), patientId });
    return (await read(ctx.db, beside)).flatMap(({ id, text }) => (isNamed(text) ? [id] : []));
  };
  return {
    messages: await naming(commonWords, shared),
    wordings: await naming(stopWords, [...own, ...shared]),
  };
}

/** In the ledger too nothing holds any more; by these entries it proves that nothing was sent after. */
async function withdrawAll(
  ctx: TxContext,
  { patientId, actor }: { patientId: string; actor: string },
): Promise<void> {
  const history = await consentHistory(ctx.db, patientId);
  for (const channel of cardChannels) {
    for (const purpose of purposes) {
      const question = { purpose, channel };
      if (
        !placesOf(history, channel).some((bindingId) =>
          isGiven(history, { ...question, bindingId }),
        )
      )
        continue;
      await appendConsent(ctx, {
        ...question,
        patientId,
        // For every account of the channel.
        bindingId: null,
        act: 'withdrawn',
        mechanism: 'erasure',
        strength: 2,
        actor,
      });
    }
  }
}

const placesOf = (history: readonly ConsentRow[], channel: CardChannel) => [
  ...new Set([
    null,
    ...history.filter((one) => one.channel === channel).map((one) => one.bindingId),
  ]),
];

const isGiven = (history: readonly ConsentRow[], question: Parameters<typeof standing>[1]) =>
  standing(history, question)?.act === 'given';

interface Scope {
  readonly patientId: string;
  readonly own: readonly string[];
  readonly shared: readonly string[];
  readonly gone: readonly string[];
  readonly messageIds: readonly string[];
  /** Of consents of others. */
  readonly wordings: readonly string[];
}

/** In this order: what tells which rows are meant is emptied after those rows. */
async function empty(ctx: TxContext, scope: Scope): Promise<Rows> {
  const { patientId, own, shared, gone, messageIds, wordings } = scope;
  const { db } = ctx;
  const at = ctx.clock.now();
  return {
    inbound: await forgetInbound(db, { messageIds, own, at }),
    message: await forgetMessages(db, { messageIds, at }),
    import_run: await dropHeldAbout(db, { patientId, at }),
    attempt: await forgetAttempts(db, messageIds),
    consent_detail: await forgetWordings(db, { patientId, naming: wordings }),
    reason: await forgetReasons(db, patientId),
    alarm: await forgetAlarms(db, { patientId, at }),
    staff: await forgetBeforeStaff(db, patientId),
    thread: await closeThreads(db, { patientId, own, at }),
    call_task: await forgetCalls(db, { patientId, at }),
    desk_code: await deleteCodes(db, patientId),
    invitation: await deleteInvitations(db, patientId),
    session: await forgetSessions(db, [...own, ...shared]),
    contact: await forgetContacts(db, own),
    address: await forgetAccounts(db, gone),
    binding: await forgetBindings(db, { patientId, at }),
    visit_request: await forgetRequests(db, { patientId, at }),
    slot_hold: await dropHoldsOf(db, patientId),
    appointment: await forgetCancelReasons(db, patientId),
    service_card: await forgetCard(db, patientId),
    event: await forgetEvents(db, { patientId, whole: provingEventTypes }),
    guardian: await forgetGuardian(db, patientId),
    patient: await forgetPatient(db, { patientId, at }),
  };
}
