/**
 * The chain of one patient's consent events. Each entry's hash covers its own fields and the hash
 * before it, so no byte can be changed, no entry put in, taken out or moved without being found. The
 * database computes the hashes as it inserts; here they are computed anew and compared.
 */

/** The fields under the hash, as text in this order. */
export interface LedgerEntry {
  readonly number: number;
  readonly id: string;
  readonly patientId: string;
  readonly purpose: string;
  readonly channel: string;
  readonly bindingId: string | null;
  readonly act: string;
  readonly mechanism: string;
  readonly strength: number;
  readonly noticeVersion: string | null;
  readonly noticeHash: string | null;
  readonly detailHash: string | null;
  readonly actor: string;
  readonly inboundId: number | null;
  readonly reasonId: string | null;
  readonly expiresAt: Date | null;
  readonly at: Date;
  readonly prevHash: string;
  readonly hash: string;
}

/** SHA-256 of the text's UTF-8, in lowercase hexadecimal. */
export type Sha256 = (text: string) => string;

/** What stands under an entry's hash: each field as `length:bytes,`, nothing as `-,`. Mirrors the trigger. */
export function canonical(entry: Omit<LedgerEntry, 'hash'>): string {
  const fields = [
    entry.prevHash,
    `${entry.number}`,
    entry.id,
    entry.patientId,
    entry.purpose,
    entry.channel,
    entry.bindingId,
    entry.act,
    entry.mechanism,
    `${entry.strength}`,
    entry.noticeVersion,
    entry.noticeHash,
    entry.detailHash,
    entry.actor,
    entry.inboundId === null ? null : `${entry.inboundId}`,
    entry.reasonId,
    entry.expiresAt?.toISOString() ?? null,
    entry.at.toISOString(),
  ];
  return fields.map(netstring).join('');
}

const bytes = new TextEncoder();
const netstring = (value: string | null): string =>
  value === null ? '-,' : `${bytes.encode(value).length}:${value},`;

/** What the erasable part of an entry is hashed as. The salt keeps an erased wording from being guessed. */
export const canonicalDetail = (detail: {
  readonly salt: string;
  readonly wording: string | null;
  readonly document: string | null;
}): string => [detail.salt, detail.wording, detail.document].map(netstring).join('');

export interface ChainFault {
  /** Of the first entry that does not fit. */
  readonly number: number;
  readonly code: 'missing' | 'hash' | 'link' | 'detail' | 'notice' | 'cut_off';
}

export interface Chain {
  /** In any order. */
  readonly entries: readonly LedgerEntry[];
  readonly head: { readonly number: number; readonly hash: string } | null;
  readonly details: readonly {
    readonly eventId: string;
    readonly salt: string;
    readonly wording: string | null;
    readonly document: string | null;
  }[];
  readonly notices: readonly { readonly hash: string; readonly text: string }[];
  /** The patient was forgotten, so words may be missing; nothing else may. */
  readonly erased: boolean;
}

/** The first fault of the chain, or null if every byte is as it was written. */
export function faultOfChain(chain: Chain, sha256: Sha256): ChainFault | null {
  const entries = chain.entries.toSorted((a, b) => a.number - b.number);
  let prevHash = '';
  for (const [index, entry] of entries.entries()) {
    const code = faultOfEntry(entry, { chain, index, prevHash, sha256 });
    if (code) return { number: Math.min(entry.number, index + 1), code };
    prevHash = entry.hash;
  }
  const head = chain.head ?? { number: 0, hash: '' };
  const ends = head.number === entries.length && head.hash === prevHash;
  return ends ? null : { number: Math.min(head.number, entries.length) + 1, code: 'cut_off' };
}

interface Place {
  readonly chain: Chain;
  readonly index: number;
  readonly prevHash: string;
  readonly sha256: Sha256;
}

function faultOfEntry(
  entry: LedgerEntry,
  { chain, index, prevHash, sha256 }: Place,
): ChainFault['code'] | null {
  if (entry.number !== index + 1) return 'missing';
  if (entry.prevHash !== prevHash) return 'link';
  if (sha256(canonical(entry)) !== entry.hash) return 'hash';
  const words = chain.notices.find((one) => one.hash === entry.noticeHash);
  if (entry.noticeHash && sha256(words?.text ?? '') !== entry.noticeHash) return 'notice';
  const detail = chain.details.find((one) => one.eventId === entry.id);
  if (detail) return sha256(canonicalDetail(detail)) === entry.detailHash ? null : 'detail';
  return entry.detailHash === null || chain.erased ? null : 'detail';
}
