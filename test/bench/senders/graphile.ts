/** graphile-worker: one job for each message, its task posts and records the platform's id. */

import { Logger, type Runner, run, runMigrations } from 'graphile-worker';
import postgres from 'postgres';
import { in_flight, offer, pool_max, poster, type Setup } from './sender.ts';

/** `usual` has the library's concurrency of 1 raised, or it would measure the platform. */
const tunings: Readonly<Record<Setup['tuning'], object>> = {
  usual: { concurrency: in_flight },
  tuned: {
    concurrency: in_flight,
    preset: {
      worker: { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
    },
  },
  quick: { concurrency: in_flight, pollInterval: 100 },
};

offer(async ({ databaseUrl, apiRoot, tuning }) => {
  const logger = new Logger(() => () => {});
  await runMigrations({ connectionString: databaseUrl, logger });
  const sql = postgres(databaseUrl, { max: pool_max });
  await sql`create table sent (id bigint primary key, external_id text not null)`;
  const post = poster(apiRoot);
  let settled = 0;
  const send = async (payload: unknown) => {
    const { n } = payload as { n: number };
    const externalId = await post(n);
    await sql`insert into sent (id, external_id) values (${n}, ${externalId})`;
    settled += 1;
  };
  let runner: Runner;
  return {
    fill: async ({ size, fromMs, gapMs }) => {
      await sql`select count(graphile_worker.add_job('send', json_build_object('n', i),
          run_at => to_timestamp((${fromMs}::float8 + (i - 1) * ${gapMs}::float8) / 1000)))
        from generate_series(1, ${size}::int) i`;
    },
    start: async () => {
      runner = await run({
        connectionString: databaseUrl,
        noHandleSignals: true,
        maxPoolSize: pool_max,
        taskList: { send },
        logger,
        ...tunings[tuning],
      });
    },
    stop: () => runner.stop(),
    settled: async () => settled,
  };
});
