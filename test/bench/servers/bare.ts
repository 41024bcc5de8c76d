/** The least a webhook needs: the secret or signature, the id, one row on disk, then 200. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { Hono, type Context as Request } from 'hono';
import postgres from 'postgres';
import { secrets } from '../support/secrets.ts';

export interface BareRow {
  readonly id: string;
  readonly body: string;
}
export type Store = (row: BareRow) => Promise<unknown>;

const pool_max = 10;

export async function bareTable(databaseUrl: string): Promise<postgres.Sql> {
  const sql = postgres(databaseUrl, { max: pool_max });
  await sql`create table inbound (id bigserial primary key, external_id text not null unique, body jsonb not null)`;
  return sql;
}

export const storeOne =
  (sql: postgres.Sql): Store =>
  ({ id, body }) =>
    sql`insert into inbound (external_id, body) values (${id}, ${body}::text::jsonb) on conflict do nothing`;

/** Arrivals wait only while one statement is under way; then all that wait go in one. */
export function storeGathered(sql: postgres.Sql): Store {
  let waiting: BareRow[] = [];
  let next = Promise.resolve<unknown>(undefined);
  let queued: Promise<unknown> | null = null;
  const write = () => {
    const rows = waiting;
    waiting = [];
    queued = null;
    return sql`insert into inbound (external_id, body)
      select id, body::jsonb from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ body }) => body)}::text[]) as given (id, body)
      on conflict do nothing`;
  };
  return (row) => {
    waiting.push(row);
    queued ??= next = next.then(write);
    return queued;
  };
}

export function bareApp(store: Store): Hono {
  const app = new Hono();
  app.post('/telegram', async (c) => {
    if (c.req.header('x-telegram-bot-api-secret-token') !== secrets.telegram) return refused(c);
    const body = await c.req.text();
    await store({ id: String(JSON.parse(body).update_id), body });
    return c.body(null, 200);
  });
  app.post('/whatsapp', async (c) => {
    const body = await c.req.text();
    if (!isSigned(c.req.header('x-hub-signature-256') ?? '', body)) return refused(c);
    await store({ id: JSON.parse(body).entry[0].changes[0].value.messages[0].id, body });
    return c.body(null, 200);
  });
  return app;
}

const refused = (c: Request) => c.body(null, 401);

function isSigned(signature: string, body: string): boolean {
  const given = Buffer.from(signature.replace('sha256=', ''), 'hex');
  const right = createHmac('sha256', secrets.whatsapp).update(body).digest();
  return given.length === right.length && timingSafeEqual(given, right);
}
