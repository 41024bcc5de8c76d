/** Channel accounts, their templates, and leases for jobs that one process does at a time. */

import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { minuteMs } from '../domain/time.ts';
import type { ChannelId } from '../domain/words.ts';
import { type Db, rows } from './db.ts';
import { channelAccount, lease, setting, template } from './schema.ts';

export type AccountRow = typeof channelAccount.$inferSelect;
export type TemplateRow = typeof template.$inferSelect;

/** Nothing proactive leaves an account whose way in was last proven open longer ago: nobody could say STOP. */
const deaf_after_ms = 15 * minuteMs;
/** A proof is not written down again within this. */
const fresh_ms = 5_000;

/** By the database's clock; of null, null. */
const ago = (ms: number | null) =>
  sql`clock_timestamp() - ${ms}::float8 * interval '1 millisecond'`;

export interface AccountKey {
  readonly channel: ChannelId;
  readonly account: string;
}

export async function setAccount(
  db: Db,
  { channel, account }: AccountKey,
  set: Partial<Omit<AccountRow, 'channel' | 'account'>>,
): Promise<void> {
  await db
    .insert(channelAccount)
    .values({ channel, account, ...set })
    .onConflictDoUpdate({ target: [channelAccount.channel, channelAccount.account], set });
}

/** `deafCode` as of now: also where it is only too long ago that anything was heard. */
export async function listAccounts(db: Db): Promise<AccountRow[]> {
  const deafCode = sql<string | null>`coalesce(${channelAccount.deafCode},
    case when ${channelAccount.heardAt} < ${ago(deaf_after_ms)} then 'no_proof' end)`;
  return db.select({ ...getTableColumns(channelAccount), deafCode }).from(channelAccount);
}

/**
 * The way in is proven open. After a silence longer than the platform keeps updates the account
 * freezes in the same statement. Writes nothing, and locks nothing, while the last proof is fresh.
 */
export async function heardFrom(
  db: Db,
  { channel, account }: AccountKey,
  { at, keepsMs }: { at: Date; keepsMs: number | null },
): Promise<void> {
  const seen = sql`${at.toISOString()}::timestamptz`;
  await db.execute(sql`
    insert into channel_account as own (channel, account, last_inbound_at)
    select ${channel}, ${account}, ${seen} where not exists (
      select 1 from channel_account where channel = ${channel} and account = ${account}
        and deaf_code is null and heard_at > ${ago(fresh_ms)}
        and last_inbound_at > ${seen} - ${fresh_ms} * interval '1 millisecond')
    on conflict (channel, account) do update set
      last_inbound_at = excluded.last_inbound_at,
      deaf_code = null,
      heard_at = clock_timestamp(),
      frozen_since = case when own.heard_at < ${ago(keepsMs)}
        then coalesce(own.frozen_since, own.heard_at) else own.frozen_since end`);
}

/** Why there was no proof; it counts once the last one is too old. */
export async function noteSilence(
  db: Db,
  { channel, account }: AccountKey,
  code: string,
): Promise<void> {
  await db
    .update(channelAccount)
    .set({ deafCode: code })
    .where(
      and(
        eq(channelAccount.channel, channel),
        eq(channelAccount.account, account),
        sql`${channelAccount.heardAt} < ${ago(deaf_after_ms)}`,
      ),
    );
}

export async function listTemplates(db: Db): Promise<TemplateRow[]> {
  return db.select().from(template);
}

export async function setTemplate(db: Db, row: TemplateRow): Promise<void> {
  const { status, category, updatedAt } = row;
  await db
    .insert(template)
    .values(row)
    .onConflictDoUpdate({
      target: [template.channel, template.account, template.name, template.language],
      set: { status, category, updatedAt },
    });
}

/** A webhook tells only what changed. Unknown templates are not ours and stay unknown. */
export async function updateTemplate(
  db: Db,
  key: AccountKey & { name: string; language: string },
  set: { status?: string; category?: string; updatedAt: Date },
): Promise<void> {
  await db
    .update(template)
    .set(set)
    .where(
      and(
        eq(template.channel, key.channel),
        eq(template.account, key.account),
        eq(template.name, key.name),
        eq(template.language, key.language),
      ),
    );
}

/** Takes or renews a lease by the database's own clock; false while somebody else holds it. */
export async function takeLease(
  db: Db,
  { name, holder, ms }: { name: string; holder: string; ms: number },
): Promise<boolean> {
  const taken = await rows<{ holder: string }>(
    db,
    sql`insert into lease (name, holder, until)
      values (${name}, ${holder}, clock_timestamp() + ${ms} * interval '1 millisecond')
      on conflict (name) do update set holder = excluded.holder, until = excluded.until
      where lease.holder = excluded.holder or lease.until < clock_timestamp()
      returning holder`,
  );
  return taken.length > 0;
}

export async function dropLease(
  db: Db,
  { name, holder }: { name: string; holder: string },
): Promise<void> {
  await db.delete(lease).where(and(eq(lease.name, name), eq(lease.holder, holder)));
}

/** For a process that knows it is alone: what an earlier one held died with it. */
export async function dropAllLeases(db: Db): Promise<void> {
  await db.delete(lease);
}

export async function readSetting(db: Db, key: string): Promise<unknown> {
  const found = await db.select().from(setting).where(eq(setting.key, key));
  return found[0]?.value ?? null;
}

export async function writeSetting(db: Db, key: string, value: unknown): Promise<void> {
  await db
    .insert(setting)
    .values({ key, value })
    .onConflictDoUpdate({ target: setting.key, set: { value } });
}
