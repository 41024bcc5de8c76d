/** Of whoever was forgotten, not a name or a word is left in any table. */

import { castOf } from '../commands/cast.ts';
import type { Check, World } from '../contract.ts';
import { looked, wrong } from './looked.ts';

const name = 'erased';

interface Forgotten {
  readonly marks: readonly string[];
  readonly doneAt: string;
}

/** Done, and the last word to the account has gone too. */
const doneText = `select patient_id, done_at from erasure where done_at is not null and address_id is null`;
const tablesText = `select table_name as name from information_schema.tables
  where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;

/** What people tell us afterwards, an old button with a name on it included, is news and not a leftover. */
const toldSince: Readonly<Record<string, string>> = {
  inbound: 'received_at >= $2::timestamptz',
  message: `direction = 'in' and created_at >= $2::timestamptz`,
};

async function findAll(world: World, { marks, doneAt }: Forgotten): Promise<string[]> {
  const tables = await world.sql<{ name: string }>(tablesText);
  const each = tables.map(
    ({ name: table }) =>
      `select distinct '${table} ' || mark as hit from "${table}" t, jsonb_array_elements_text($1::text::jsonb) as mark where position(lower(mark) in lower(t::text)) > 0
        and not (${toldSince[table] ?? '$2::timestamptz is null'})`,
  );
  const rows = await world.sql<{ hit: string }>(each.join(' union all '), [
    JSON.stringify(marks),
    doneAt,
  ]);
  return rows.map(({ hit }) => hit);
}

async function watch(world: World) {
  const done = await world.sql<{ patient_id: string; done_at: Date | string }>(doneText);
  const found = [];
  for (const { patient_id: id, done_at } of done) {
    const patient = castOf(world).patients.find((one) => one.id === id);
    if (!patient) continue;
    // A label may be another child's as well; what both are called stays for the other.
    const others = castOf(world).patients.filter((one) => one !== patient);
    const own = patient.marks.filter((mark) => !others.some(({ marks }) => marks.includes(mark)));
    looked(world, name, own.length);
    const doneAt = new Date(done_at).toISOString();
    const hits = await findAll(world, { marks: own, doneAt });
    if (hits.length > 0)
      found.push(wrong(name, `${id} was forgotten, and there is ${hits.join(', ')}`));
  }
  return found;
}

/** Not at each step: it reads every table. */
export const erased: Check = { name, atEnd: watch };
