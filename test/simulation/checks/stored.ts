/** What was answered with 200 is in the database, once, and stays there. */

import type { Check, World } from '../contract.ts';
import { among } from './eyes.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'stored';

const storedText = `select external_id, count(*)::int as count from inbound
  where channel = $1 and external_id in ${among(2)} group by external_id`;

const idsOf = (world: World): Map<string, Set<string>> => noteOf(world, 'stored', () => new Map());

export const stored: Check = {
  name,
  onStored: async (world, { channel, ids }) => {
    if (ids.length === 0) return [];
    const wanted = [...new Set(ids)];
    looked(world, name, wanted.length);
    const all = idsOf(world);
    const known = all.get(channel) ?? new Set<string>();
    all.set(channel, known);
    const rows = await world.sql<{ external_id: string; count: number }>(storedText, [
      channel,
      JSON.stringify(wanted),
    ]);
    const count = new Map(rows.map((row) => [row.external_id, row.count]));
    // Told again after an erasure had emptied it: nobody's by then.
    const missing = wanted.filter((id) => (count.get(id) ?? 0) !== 1 && !known.has(id));
    for (const id of wanted) known.add(id);
    return missing.map((id) =>
      wrong(
        name,
        `${channel} ${id} was answered with 200 and is stored ${count.get(id) ?? 0} times`,
      ),
    );
  },
  atEnd: async (world) => {
    const found = [];
    for (const [channel, ids] of idsOf(world)) {
      const [row] = await world.sql<{ count: number }>(
        `select count(*)::int as count from inbound where channel = $1
          and (external_id in ${among(2)} or external_id like 'erased:%')`,
        [channel, JSON.stringify([...ids])],
      );
      if ((row?.count ?? 0) < ids.size) {
        found.push(
          wrong(name, `${ids.size - (row?.count ?? 0)} of ${channel} were stored and are gone`),
        );
      }
    }
    return found;
  },
};
