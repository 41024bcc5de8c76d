/** Staff in Telegram: their codes, their accounts, and what the bot has written to them. */

import { and, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { isToStaff } from '../domain/to-staff.ts';
import { type Db, rows } from './db.ts';
import type { MessageRow } from './messages.ts';
import type { AddressRow } from './people.ts';
import { lookup } from './row.ts';
import { address, alarmCall, message, staff, staffCode } from './schema.ts';
import type { StaffRow } from './staff.ts';
import { isAnyOf, jsonOf, statement, written } from './statement.ts';

/** A new code makes the earlier ones of this colleague void. */
export async function replaceStaffCode(db: Db, row: typeof staffCode.$inferInsert): Promise<void> {
  await db
    .update(staffCode)
    .set({ expiresAt: row.createdAt })
    .where(
      and(
        eq(staffCode.staffId, row.staffId),
        isNull(staffCode.usedAt),
        gt(staffCode.expiresAt, row.createdAt),
      ),
    );
  await db.insert(staffCode).values(row);
}

/** Whose it was, and it is used up; null if it was used, has run out or never existed. */
export async function useStaffCode(
  db: Db,
  { codeHash, now }: { codeHash: string; now: Date },
): Promise<string | null> {
  const [used] = await db
    .update(staffCode)
    .set({ usedAt: now })
    .where(
      and(eq(staffCode.codeHash, codeHash), isNull(staffCode.usedAt), gt(staffCode.expiresAt, now)),
    )
    .returning({ staffId: staffCode.staffId });
  return used?.staffId ?? null;
}

const ofTelegram = lookup((db) =>
  db
    .select()
    .from(staff)
    .where(eq(staff.telegramUserId, sql.placeholder('userId'))),
);
/** The colleague who has connected this account, disabled or not. */
export const staffOfTelegram = (db: Db, userId: string): Promise<StaffRow | null> =>
  ofTelegram(db, { userId });

export interface StaffAccount {
  readonly staff: StaffRow;
  readonly address: AddressRow;
}

const accounts = statement((db) =>
  db
    .select({ staff, address })
    .from(staff)
    .innerJoin(address, eq(address.userId, staff.telegramUserId))
    .where(
      and(
        isAnyOf(staff.id, 'ids'),
        isNull(staff.disabledAt),
        eq(address.channel, sql.raw("'telegram'")),
        eq(address.account, sql.placeholder('account')),
      ),
    ),
);
/** Of those colleagues who have connected an account with this bot and still work here. */
export const staffAccounts = (
  db: Db,
  { ids, account }: { readonly ids: readonly string[]; readonly account: string },
): Promise<StaffAccount[]> => accounts(db, { ids: jsonOf(ids), account });

export interface SentCall {
  readonly message: MessageRow;
  readonly staffId: string;
}

/** What was written to the people called for this alarm and has reached them, or may have. */
export async function sentCalls(db: Db, alarmId: string): Promise<SentCall[]> {
  return db
    .select({ message, staffId: alarmCall.staffId })
    .from(alarmCall)
    .innerJoin(message, eq(message.planKey, sql`'alarm_call:' || ${alarmCall.id}`))
    .where(
      and(
        eq(alarmCall.alarmId, alarmId),
        isNotNull(message.addressId),
        sql`(${message.state} = 'claimed' or ${message.externalId} is not null)`,
      ),
    );
}

const empty = written(sql`update message set content = null
  where id in (select value::uuid from jsonb_array_elements_text(${sql.placeholder('ids')}::jsonb))
    and kind like 'to_staff.%' and state not in ('planned', 'claimed')`);
/** What staff were shown stands in the patient's record; it is not kept twice. */
export async function forgetToldStaff(
  db: Db,
  messages: readonly Pick<MessageRow, 'id' | 'kind'>[],
): Promise<void> {
  const ids = messages.filter(({ kind }) => isToStaff(kind)).map(({ id }) => id);
  if (ids.length > 0) await empty(db, { ids: jsonOf(ids) });
}

const wordless = written(
  sql`update inbound set event = event || '{"label": "", "text": ""}' where id = ${sql.placeholder('id')}::bigint`,
);
/** What a colleague typed or pressed has gone where it belongs. */
export async function dropStaffWords(db: Db, inboundId: number): Promise<void> {
  await wordless(db, { id: inboundId });
}

/** Half-said things about a patient who is to be forgotten, and what was still to be shown of them. */
export async function forgetBeforeStaff(db: Db, patientId: string): Promise<string[]> {
  await db.execute(sql`update message set state = 'cancelled', content = null
    where kind = 'to_staff.answer' and state = 'planned'
      and position((select name from patient where id = ${patientId}) in content->>'text') > 0`);
  const forgotten = await rows<{ id: string }>(
    db,
    sql`update staff set telegram_step = null
      where telegram_step->>'patientId' = ${patientId} returning id`,
  );
  return forgotten.map(({ id }) => id);
}
