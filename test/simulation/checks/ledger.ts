/** The ledger has no gap, each entry links to the one before, and its head is its end. */

import type { Check, World } from '../contract.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'ledger';

interface Entry {
  readonly patient_id: string;
  readonly number: number;
  readonly prev_hash: string;
  readonly hash: string;
  readonly head_number: number | null;
  readonly head_hash: string | null;
}

const chainText = `select e.patient_id, e.number, e.prev_hash, e.hash, h.number as head_number, h.hash as head_hash
  from consent_event e left join consent_head h on h.patient_id = e.patient_id
  order by e.patient_id, e.number`;

/** Each entry, and where it stands in its chain. */
function faultsOf(rows: readonly Entry[]) {
  const found = [];
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    const same = before?.patient_id === row.patient_id;
    const next = rows[index + 1];
    if (row.number !== (same && before ? before.number + 1 : 1)) {
      found.push(wrong(name, `${row.patient_id} has a gap before ${row.number}`));
    }
    if (row.prev_hash !== (same && before ? before.hash : '')) {
      found.push(wrong(name, `${row.patient_id} ${row.number} does not link to the one before`));
    }
    const isLast = next?.patient_id !== row.patient_id;
    if (isLast && (row.head_number !== row.number || row.head_hash !== row.hash)) {
      found.push(wrong(name, `the head of ${row.patient_id} is not entry ${row.number}`));
    }
  }
  return found;
}

/** Entries once seen stay as they are. */
async function watch(world: World) {
  const rows = await world.sql<Entry>(chainText);
  const seen = noteOf(world, name, () => new Map<string, string>());
  looked(world, name, rows.length);
  const now = new Map(rows.map((row) => [`${row.patient_id} ${row.number}`, row.hash]));
  const found = faultsOf(rows);
  for (const [key, hash] of seen) {
    if (now.get(key) !== hash) found.push(wrong(name, `entry ${key} was changed or is gone`));
  }
  for (const [key, hash] of now) seen.set(key, hash);
  return found;
}

export const ledger: Check = { name, onStep: watch, atEnd: watch };
