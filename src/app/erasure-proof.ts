/** What shows, years later, that a patient was forgotten: which rows, how many, and a digest that the audit keeps too. */

import type { ErasureProof } from '../store/erasure.ts';
import { sha256Hex } from './ledger.ts';

/** Ids of emptied or deleted rows, by table. */
export type Rows = Readonly<Record<string, readonly string[]>>;

export function proofOf(rows: Rows, ledger: ErasureProof['ledger']): ErasureProof {
  const counts = Object.fromEntries(
    Object.entries(rows).map(([table, ids]) => [table, ids.length]),
  );
  return { counts, rows, digest: digestOf(rows), ledger };
}

/** SHA-256 of `table id` lines, in the order of their bytes. Anyone can compute it anew from the rows. */
export const digestOf = (rows: Rows): string =>
  sha256Hex(
    Object.entries(rows)
      .flatMap(([table, ids]) => ids.map((id) => `${table} ${id}\n`))
      .sort()
      .join(''),
  );

/** The same proof with what was emptied later. */
export function extended({ rows, ledger }: ErasureProof, more: Rows): ErasureProof {
  const tables = new Set([...Object.keys(rows), ...Object.keys(more)]);
  const merged = [...tables].map((table) => {
    const ids = [...(rows[table] ?? []), ...(more[table] ?? [])];
    return [table, [...new Set(ids)].sort()] as const;
  });
  return proofOf(Object.fromEntries(merged), ledger);
}
