/** Channel accounts, their templates, and leases for jobs that one process does at a time. */

import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { minuteMs } from '../domain/time.ts';
import type { ChannelId } from '../domain/words.ts';
import type { Db } from './db.ts';
import { insertingNew, lookup, upserting } from './row.ts';
import { channelAccount, lease, setting, template } from './schema.ts';
import { statement, written } from './statement.ts';

export type AccountRow = typeof channelAccount.$inferSelect;
export type TemplateRow = typeof template.$inferSelect;

/** Nothing proactive leaves an account whose way in was last proven open longer ago: nobody could say STOP. */
const deaf_after_ms = 15 * minuteMs;
/** A proof is not written down again within this. */
const fresh_ms = 5_000;

/** By the database's clock; of null, null. */
const ago = (ms: unknown) => sql`clock_timestamp() - ${ms}::float8 * interval '1 millisecond'`;

export interface AccountKey {
  readonly channel: ChannelId;
  readonly account: string;
}

const changedAccount = upserting(channelAccount, {
  keys: [channelAccount.channel, channelAccount.account],
});
export const setAccount = (
  db: Db,
  { channel, account }: AccountKey,
  set: Partial<Omit<AccountRow, 'channel' | 'account'>>,
): Promise<void> => changedAccount(db, { channel, account, ...set });

const accounts = statement((db) => {
  const deafCode = sql<string | null>`coalesce(${channelAccount.deafCode},
    case when ${channelAccount.heardAt} < ${ago(deaf_after_ms)} then 'no_proof' end)`;
  return db.select({ ...getTableColumns(channelAccount), deafCode }).from(channelAccount);
});
/** `deafCode` as of now: also where it is only too long ago that anything was heard. */
export const listAccounts = (db: Db): Promise<AccountRow[]> => accounts(db);

const channel = sql`${sql.placeholder('channel')}::text`;
const account = sql`${sql.placeholder('account')}::text`;
const seen = sql`${sql.placeholder('at')}::timestamptz`;
const wasDeaf = sql`exists (
  select 1 from channel_account where channel = ${channel} and account = ${account}
    and (deaf_code is not null or heard_at < ${ago(deaf_after_ms)}))`;
const heard = written<{ wasDeaf: boolean }>(sql`
  insert into channel_account as own (channel, account, last_inbound_at)
  select ${channel}, ${account}, ${seen} where not exists (
    select 1 from channel_account where channel = ${channel} and account = ${account}
      and deaf_code is null and heard_at > ${ago(fresh_ms)}
      and last_inbound_at > ${seen} - ${fresh_ms} * interval '1 millisecond')
  on conflict (channel, account) do update set
    last_inbound_at = excluded.last_inbound_at,
    deaf_code = null,
    heard_at = clock_timestamp(),
    frozen_since = case when own.heard_at < ${ago(sql.placeholder('keepsMs'))}
      then coalesce(own.frozen_since, own.heard_at) else own.frozen_since end
  returning ${wasDeaf} as "wasDeaf"`);

/**
 * The way in is proven open. After a silence longer than the platform keeps updates the account
 * freezes in the same statement. Writes nothing, and locks nothing, while the last proof is fresh.
 * True if it counted as deaf until now.
 */
export async function heardFrom(
  db: Db,
  { channel, account }: AccountKey,
  { at, keepsMs }: { at: Date; keepsMs: number | null },
): Promise<boolean> {
  const [changed] = await heard(db, { channel, account, at: at.toISOString(), keepsMs });
  return changed?.wasDeaf ?? false;
}

const working = written(sql`
  insert into channel_account as own (channel, account, down_code)
  values (${channel}, ${account}, ${sql.placeholder('code')})
  on conflict (channel, account) do update set down_code = excluded.down_code,
    down_at = case when excluded.down_code is not null then own.down_at end
  where own.down_code is distinct from excluded.down_code
  returning 1`);
/** Why the channel does not work; null that it does. True if that is new. */
export const noteWorking = async (db: Db, key: AccountKey, code: string | null): Promise<boolean> =>
  (await working(db, { ...key, code })).length > 0;

const silent = statement((db) =>
  db
    .update(channelAccount)
    .set({ deafCode: sql`${sql.placeholder('code')}` })
    .where(
      and(
        eq(channelAccount.channel, sql.placeholder('channel')),
        eq(channelAccount.account, sql.placeholder('account')),
        sql`${channelAccount.heardAt} < ${ago(deaf_after_ms)}`,
      ),
    ),
);
/** Why there was no proof; it counts once the last one is too old. */
export async function noteSilence(db: Db, key: AccountKey, code: string): Promise<void> {
  await silent(db, { ...key, code });
}

const templates = statement((db) => db.select().from(template));
export const listTemplates = (db: Db): Promise<TemplateRow[]> => templates(db);

export const setTemplate: (db: Db, row: TemplateRow) => Promise<void> = upserting(template, {
  keys: [template.channel, template.account, template.name, template.language],
});

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

const taken = written<{ holder: string }>(sql`
  insert into lease (name, holder, until)
  values (${sql.placeholder('name')}, ${sql.placeholder('holder')},
    clock_timestamp() + ${sql.placeholder('ms')}::float8 * interval '1 millisecond')
  on conflict (name) do update set holder = excluded.holder, until = excluded.until
  where lease.holder = excluded.holder or lease.until < clock_timestamp()
  returning holder`);
/** Takes or renews a lease by the database's own clock; false while somebody else holds it. */
export const takeLease = async (
  db: Db,
  wish: { readonly name: string; readonly holder: string; readonly ms: number },
): Promise<boolean> => (await taken(db, { ...wish })).length > 0;

const dropped = statement((db) =>
  db
    .delete(lease)
    .where(
      and(eq(lease.name, sql.placeholder('name')), eq(lease.holder, sql.placeholder('holder'))),
    ),
);
export async function dropLease(
  db: Db,
  own: { readonly name: string; readonly holder: string },
): Promise<void> {
  await dropped(db, { ...own });
}

/** For a process that knows it is alone: what an earlier one held died with it. */
export async function dropAllLeases(db: Db): Promise<void> {
  await db.delete(lease);
}

const settingOf = lookup((db) =>
  db
    .select()
    .from(setting)
    .where(eq(setting.key, sql.placeholder('key'))),
);
export const readSetting = async (db: Db, key: string): Promise<unknown> =>
  (await settingOf(db, { key }))?.value ?? null;

const newSetting = insertingNew(setting);
/** Whoever is first decides. */
export async function insertSettingOnce(db: Db, key: string, value: unknown): Promise<void> {
  await newSetting(db, { key, value });
}

const changedSetting = upserting(setting, { keys: [setting.key] });
export const writeSetting = (db: Db, key: string, value: unknown): Promise<void> =>
  changedSetting(db, { key, value });
