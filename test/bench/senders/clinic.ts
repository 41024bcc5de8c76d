/** The product's engine in this process, on a clinic's morning, sending to the stand-in as fast as it can. */

import { createTelegram } from '../../../bots/telegram/channel.ts';
import { createEngine } from '../../../src/app/engine.ts';
import { createPooledFetch } from '../../../src/entry/pooled-fetch.ts';
import { openPostgres } from '../../../src/store/postgres.ts';
import { clockFrom, contextOf } from '../support/context.ts';
import { secrets } from '../support/secrets.ts';
import { morning } from './seed.ts';
import { pool_max, type Setup } from './sender.ts';

/** The platform's own limits would be all there is to measure. */
const no_limit = { perSecond: 1_000_000, addressGapMs: 0 };

export function openClinic({ databaseUrl, apiRoot }: Pick<Setup, 'databaseUrl' | 'apiRoot'>) {
  const store = openPostgres(databaseUrl, { poolMax: pool_max });
  const telegram = createTelegram({
    token: '42:t',
    apiRoot,
    webhookSecret: secrets.telegram,
    fetch: createPooledFetch().fetch,
    updates: 'webhook',
  });
  const capabilities = { ...telegram.capabilities, rate: no_limit };
  const engine = createEngine(() => ctx);
  const ctx = contextOf({
    db: store.db,
    clock: clockFrom(morning),
    channels: [{ ...telegram, capabilities }],
    wake: engine.wake,
  });
  const start = async () => {
    await store.listen(engine.wake);
    engine.wake();
  };
  return { store, ctx, engine, start };
}
