
import { sql } from 'drizzle-orm';
import { createServer } from 'node:http';
import { openPostgres } from '../src/store/postgres.ts';
import { migrateUrl } from '../src/store/migrate.ts';
import { startPostgres } from './support/postgres-server.ts';
import { dispatchDue } from '../src/app/dispatch.ts';
import { systemTimers } from '../src/app/timers.ts';
import { newId } from '../src/app/ids.ts';
import type { Context } from '../src/app/context.ts';
import { createTelegram } from '../bots/telegram/channel.ts';
import { createPooledFetch } from '../src/entry/pooled-fetch.ts';
import { templateDefinitions } from '../src/text/proactive.ts';
const at = new Date('2026-11-25T09:00:00Z');
const uuidOf = (kind: string, n: string) =>
  `${kind.padStart(8, '0')}-0000-7000-8000-${n.padStart(12, '0')}`;

/** Patients 1…n, each agreed to reminders on their own account, each with a reminder due now. */
export async function fill({ db }: Context, n: number): Promise<void> {
  const id = (kind: string) =>
    sql.raw(`('${kind.padStart(8, '0')}-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`);
  const each = sql.raw(`from generate_series(1, ${n}) i`);
  const t = at.toISOString();
  await db.execute(
    sql`insert into clinic (id, name, zone, languages, created_at, updated_at) values ('c', 'C', 'UTC', '["ru"]', ${t}, ${t})`,
  );
  await db.execute(
    sql`insert into doctor (id, name, created_at, updated_at) values ('d', 'D', ${t}, ${t})`,
  );
  await db.execute(
    sql`insert into patient (id, name, clinic_id, created_at, updated_at) select 'p' || i, 'P', 'c', ${t}, ${t} ${each}`,
  );
  await db.execute(sql`insert into contact (id, created_at) select ${id('c')}, ${t} ${each}`);
  await db.execute(
    sql`insert into address (id, contact_id, channel, account, user_id, created_at) select ${id('a')}, ${id('c')}, 'telegram', 'races', i::text, ${t} ${each}`,
  );
  await db.execute(
    sql`insert into binding (id, contact_id, patient_id, address_id, relation, verified_by, alive_at, created_at) select ${id('b')}, ${id('c')}, 'p' || i, ${id('a')}, 'self', 'phone', ${t}, ${t} ${each}`,
  );
  await db.execute(
    sql`insert into appointment (id, patient_id, doctor_id, clinic_id, starts_at, ends_at, duration_min, status, version, schedule_version, known_at, created_at, updated_at)
      select 'v' || i, 'p' || i, 'd', 'c', ${t}::timestamptz + i * interval '1 hour', ${t}::timestamptz + i * interval '1 hour' + interval '30 minutes', 30, 'booked', 1, 1, ${t}, ${t}, ${t} ${each}`,
  );
  await db.execute(
    sql`insert into consent_event (id, patient_id, purpose, channel, binding_id, act, mechanism, strength, actor, at) select gen_random_uuid(), 'p' || i, 'visit', 'telegram', ${id('b')}, 'given', 'chat', 2, 'patient', ${t} ${each}`,
  );
  await db.execute(
    sql`insert into message (id, direction, kind, proactive, purpose, patient_id, plan_key, appointment_id, schedule_version, author, state, due_at, not_after, tries, created_at)
      select ${id('e')}, 'out', 'visit_soon', true, 'visit', 'p' || i, 'visit:v' || i || ':1:two_hours_before', 'v' || i, 1, 'bot', 'planned', ${t}, ${t}::timestamptz + interval '1 day', 0, ${t} ${each}`,
  );
}


const N = Number(process.argv[2] ?? 5000); const mode = process.argv[3] ?? 'stub';
let n = 0;
const http = createServer((req, res) => { req.resume(); req.on('end', () => { res.setHeader('content-type','application/json'); res.end(JSON.stringify({ ok: true, result: { message_id: ++n, date: 1, chat: { id: 1, type: 'private' }, text: 'x' } })); }); });
await new Promise<void>((r) => http.listen(0, '127.0.0.1', r));
const server = await startPostgres();
await migrateUrl(server.url + '/postgres');
const store = openPostgres(server.url + '/postgres');
const real = createTelegram({ token: 'races:x', apiRoot: 'http://127.0.0.1:' + (http.address() as any).port, webhookSecret: 'x', updates: 'webhook', fetch: createPooledFetch().fetch });
const channel: any = { ...real, account: 'races', capabilities: { ...real.capabilities, rate: { perSecond: 1e6, addressGapMs: 0 } } };
if (mode === 'stub') channel.send = async ({ messageId }: any) => ({ type: 'accepted', externalId: messageId });
const ctx: Context = { db: store.db, clock: { now: () => at }, timers: systemTimers, log: { info() {}, warn() {}, error(e, f) { console.log(e, f); } }, channels: [channel], process: newId(), templates: templateDefinitions(), wake() {} };
await fill(ctx, N);
await store.db.execute(sql`analyze`);
const t = performance.now(), c = process.cpuUsage();
await dispatchDue(ctx);
const ms = performance.now() - t, u = process.cpuUsage(c);
const rows: any = await store.db.execute(sql`select state, code, count(*)::int from message group by 1,2`);
console.log(mode, N, (N / ms * 1000).toFixed(0), 'msg/s; node cpu us/msg', ((u.user + u.system) / N).toFixed(0), JSON.stringify(rows));
console.table(await store.db.execute(sql`select relname, seq_scan, seq_tup_read, idx_scan, n_tup_upd, n_tup_hot_upd from pg_stat_user_tables where seq_tup_read + coalesce(idx_scan,0) > 0 order by seq_tup_read desc limit 20`));
await store.close(); await server.stop(); process.exit(0);
