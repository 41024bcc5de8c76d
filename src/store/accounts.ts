/** Channel accounts, their templates, and leases for jobs that one process does at a time. */

import { and, eq, sql } from 'drizzle-orm';
import type { ChannelId } from '../domain/words.ts';
import { type Db, rows } from './db.ts';
import { channelAccount, lease, setting, template } from './schema.ts';

export type AccountRow = typeof channelAccount.$inferSelect;
export type TemplateRow = typeof template.$inferSelect;

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

export async function listAccounts(db: Db): Promise<AccountRow[]> {
  return db.select().from(channelAccount);
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
