/** Writes consent events with all that proves them, and checks that the chain is as it was written. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type ConsentAct, expiryOf } from '../domain/consent.ts';
import { doerOf, isTold } from '../domain/events.ts';
import { type ChainFault, canonicalDetail, faultOfChain, type Sha256 } from '../domain/ledger.ts';
import type { CardChannel, EvidenceStrength, Purpose } from '../domain/words.ts';
import {
  chainOf,
  insertConsentDetail,
  insertConsentEvent,
  keepNotice,
  ledgerPatients,
} from '../store/consent.ts';
import { findPatient } from '../store/registry.ts';
import type { TxContext } from './context.ts';
import { appendEvent } from './events.ts';
import { newId, newToken } from './ids.ts';

export interface NewConsent {
  readonly patientId: string;
  readonly purpose: Purpose;
  readonly channel: CardChannel;
  readonly bindingId: string | null;
  readonly act: ConsentAct;
  /** `chat`, `stop`, `paper`, `staff`, `import`, `platform`, … */
  readonly mechanism: string;
  readonly strength: EvidenceStrength;
  /** The versioned question whose answer this is. */
  readonly notice?: { readonly version: string; readonly text: string } | null | undefined;
  /** Exactly what was shown and answered. */
  readonly wording?: string | null | undefined;
  readonly document?: string | null | undefined;
  /** `patient`, `api` or `staff:<id>`. */
  readonly actor: string;
  readonly inboundId?: number | null | undefined;
  readonly reasonId?: string | null | undefined;
  /** Where something earlier is restored; else by the purpose's term from now. */
  readonly expiresAt?: Date | null | undefined;
}

export const sha256Hex: Sha256 = (text) => bytesToHex(sha256(utf8ToBytes(text)));

/** One entry. What is given or renewed runs out by the purpose's term. */
export async function appendConsent(ctx: TxContext, entry: NewConsent): Promise<void> {
  const at = ctx.clock.now();
  const id = newId();
  const { notice, wording: said, document: paper, ...rest } = entry;
  const [wording, document] = [unmarked(said), unmarked(paper)];
  const detail =
    wording === null && document === null ? null : { salt: newToken(), wording, document };
  const noticeHash = notice ? sha256Hex(notice.text) : null;
  if (notice && noticeHash) {
    await keepNotice(ctx.db, { hash: noticeHash, ...notice, createdAt: at });
  }
  await insertConsentEvent(ctx.db, {
    ...rest,
    id,
    noticeVersion: notice?.version ?? null,
    noticeHash,
    detailHash: detail && sha256Hex(canonicalDetail(detail)),
    expiresAt: expiryFor(entry, at),
    at,
  });
  if (detail) await insertConsentDetail(ctx.db, { eventId: id, ...detail });
  await tell(ctx, entry, at);
}

/** A renewal changes nothing that another system could act on. */
async function tell(ctx: TxContext, entry: NewConsent, at: Date): Promise<void> {
  const { patientId, purpose, channel, bindingId, act, mechanism, strength, actor } = entry;
  if (act === 'renewed' || isTold(actor)) return;
  const expiresAt = expiryFor(entry, at)?.toISOString() ?? null;
  const place = { purpose, channel, accountId: bindingId };
  await appendEvent(ctx, {
    type: `consent.${act}`,
    patientId,
    data: { ...place, mechanism: mechanism.toWellFormed(), strength, expiresAt, by: doerOf(actor) },
  });
}

/** The embedded database reads a text back without its byte order mark, and the chain would look broken. */
const unmarked = (text: string | null | undefined): string | null =>
  text?.replace(/^\uFEFF+/, '') ?? null;

function expiryFor({ act, purpose, expiresAt }: NewConsent, at: Date): Date | null {
  if (act === 'withdrawn') return null;
  return expiresAt === undefined ? expiryOf(purpose, at) : expiresAt;
}

export interface ChainState {
  readonly entries: number;
  /** Hash of the last entry, for a copy kept elsewhere. */
  readonly head: string | null;
  /** Null if every byte is as it was written. */
  readonly fault: ChainFault | null;
}

export interface LedgerState {
  readonly patients: number;
  /** Ids of patients whose chain is not as it was written. */
  readonly broken: readonly string[];
}

const page = 500;

/** Computes every chain anew. */
export async function checkLedger(ctx: Pick<TxContext, 'db'>): Promise<LedgerState> {
  const broken: string[] = [];
  let patients = 0;
  for (let after = ''; ; ) {
    const ids = await ledgerPatients(ctx.db, { after, limit: page });
    for (const id of ids) if ((await checkChain(ctx, id)).fault) broken.push(id);
    patients += ids.length;
    const last = ids.at(-1);
    if (last === undefined || ids.length < page) return { patients, broken };
    after = last;
  }
}

/** Computes the whole chain of a patient anew. */
export async function checkChain(
  ctx: Pick<TxContext, 'db'>,
  patientId: string,
): Promise<ChainState> {
  const chain = await chainOf(ctx.db, patientId);
  const erased = Boolean((await findPatient(ctx.db, patientId))?.erasedAt);
  const fault = faultOfChain({ ...chain, erased }, sha256Hex);
  return { entries: chain.entries.length, head: chain.head?.hash ?? null, fault };
}
