/** pg-boss: one job for each message, in batches, whose handler posts and records the platform's ids. */

import { type Job, PgBoss, type WorkOptions } from 'pg-boss';
import postgres from 'postgres';
import { in_flight, offer, pool_max, poster, type Setup } from './sender.ts';

const queue = 'send';
const insert_max = 5000;

/** Each worker is one call of `work`. With its default batch of one `usual` would send one message in two seconds. */
const tunings: Readonly<Record<Setup['tuning'], { workers: number; options: WorkOptions }>> = {
  usual: { workers: 1, options: { batchSize: 500 } },
  tuned: {
    workers: 2,
    options: { batchSize: 500, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true },
  },
  quick: { workers: 1, options: { batchSize: 500, pollingIntervalSeconds: 0.5 } },
};

offer(async ({ databaseUrl, apiRoot, tuning }) => {
  const boss = new PgBoss({ connectionString: databaseUrl, max: pool_max, schedule: false });
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue(queue);
  const sql = postgres(databaseUrl, { max: pool_max });
  await sql`create table sent (id bigint primary key, external_id text not null)`;
  const post = poster(apiRoot);
  let settled = 0;
  const { workers, options } = tunings[tuning];

  /** So many of a batch at a time that all workers together have 64 in flight. */
  async function handle(jobs: readonly Job[]): Promise<void> {
    const left = jobs.map(({ data }) => data.n);
    const sent: { n: number; externalId: string }[] = [];
    const lane = async () => {
      for (let n = left.shift(); n !== undefined; n = left.shift())
        sent.push({ n, externalId: await post(n) });
    };
    await Promise.all(Array.from({ length: in_flight / workers }, lane));
    await sql`insert into sent (id, external_id)
      select * from unnest(${sent.map(({ n }) => n)}::bigint[], ${sent.map(({ externalId }) => externalId)}::text[])`;
    settled += jobs.length;
  }

  return {
    fill: async ({ size, fromMs, gapMs }) => {
      for (let first = 1; first <= size; first += insert_max) {
        const length = Math.min(insert_max, size - first + 1);
        const jobs = Array.from({ length }, (_, i) => ({
          data: { n: first + i },
          startAfter: new Date(fromMs + (first + i - 1) * gapMs),
        }));
        await boss.insert(queue, jobs);
      }
    },
    start: async () => {
      for (let i = 0; i < workers; i += 1) await boss.work(queue, options, handle);
    },
    stop: () => boss.stop({ graceful: false }),
    settled: async () => settled,
  };
});
