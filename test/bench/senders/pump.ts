/** The bare limit: a table, batches claimed ahead, 64 requests in flight, outcomes written together. No rules. */

import postgres from 'postgres';
import { gather } from '../../../src/app/gather.ts';
import { in_flight, offer, pool_max, poster } from './sender.ts';

const batch = 500;
const settle_max = 1000;

interface Sent {
  readonly id: number;
  readonly externalId: string;
}

offer(async ({ databaseUrl, apiRoot }) => {
  const sql = postgres(databaseUrl, { max: pool_max });
  await sql`create table outbox (id bigint primary key, due_at timestamptz not null, leased_until timestamptz, external_id text)`;
  await sql`create index outbox_due on outbox (due_at, id) where external_id is null`;
  const post = poster(apiRoot);
  let settled = 0;
  let stopped = false;
  const settle = gather<Sent>(
    async (all) => {
      const ids = all.map(({ id }) => id);
      const externalIds = all.map(({ externalId }) => externalId);
      await sql`update outbox set external_id = given.external_id
        from unnest(${ids}::bigint[], ${externalIds}::text[]) as given (id, external_id) where outbox.id = given.id`;
      settled += all.length;
    },
    { max: settle_max, mayBeOfOne: () => false },
  );
  const claim = () => sql<{ id: string }[]>`
    update outbox set leased_until = now() + interval '30 seconds'
    where id in (select id from outbox where external_id is null and due_at <= now()
      and (leased_until is null or leased_until < now())
      order by due_at, id limit ${batch} for update skip locked)
    returning id`;
  const send = async (id: number) => settle({ id, externalId: await post(id) });

  async function pump(): Promise<void> {
    const busy = new Set<Promise<void>>();
    let ahead = claim().execute();
    for (let rows = await ahead; rows.length > 0 && !stopped; rows = await ahead) {
      ahead = claim().execute();
      for (const { id } of rows) {
        const lane = send(Number(id)).finally(() => busy.delete(lane));
        busy.add(lane);
        if (busy.size >= in_flight) await Promise.race(busy);
      }
    }
    await Promise.all(busy);
  }

  let running: Promise<void> = Promise.resolve();
  return {
    fill: async ({ size, fromMs, gapMs }) => {
      await sql`insert into outbox (id, due_at)
        select i, to_timestamp((${fromMs}::float8 + (i - 1) * ${gapMs}::float8) / 1000) from generate_series(1, ${size}::int) i`;
      await sql`analyze outbox`;
    },
    start: async () => {
      running = pump();
    },
    stop: async () => {
      stopped = true;
      await running;
    },
    settled: async () => settled,
  };
});
