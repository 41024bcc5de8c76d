/** Everything held of a patient that no other statement reads whole. */

import { and, asc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { LiveBinding } from './bindings.ts';
import type { Db } from './db.ts';
import type { ErasureRow } from './erasure.ts';
import { isNoStaffChat, type MessageRow } from './messages.ts';
import { address, audit, binding, callTask, erasure, message, thread } from './schema.ts';
import type { CallTaskRow } from './threads.ts';

export type AuditRow = typeof audit.$inferSelect;

/** Ended ones too. */
export async function everyBindingOf(db: Db, patientId: string): Promise<LiveBinding[]> {
  return db
    .select({ binding, address })
    .from(binding)
    .innerJoin(address, eq(address.id, binding.addressId))
    .where(eq(binding.patientId, patientId))
    .orderBy(asc(binding.createdAt));
}

export async function everyCallOf(db: Db, patientId: string): Promise<CallTaskRow[]> {
  return db
    .select()
    .from(callTask)
    .where(eq(callTask.patientId, patientId))
    .orderBy(asc(callTask.createdAt), asc(callTask.id));
}

export async function everyErasureOf(db: Db, patientId: string): Promise<ErasureRow[]> {
  return db
    .select()
    .from(erasure)
    .where(eq(erasure.patientId, patientId))
    .orderBy(asc(erasure.requestedAt));
}

/** About these patients; of what names none, only what was said on accounts that speak for nobody else. */
export async function everyMessageOf(db: Db, patientIds: readonly string[]): Promise<MessageRow[]> {
  if (patientIds.length === 0) return [];
  const ids = [...patientIds];
  const theirs = sql`${message.addressId} in (
    select address_id from binding where ended_at is null
    group by address_id having bool_and(patient_id in ${ids}))`;
  return db
    .select()
    .from(message)
    .where(
      and(
        ne(message.kind, 'edit'),
        isNoStaffChat,
        or(inArray(message.patientId, ids), and(sql`${message.patientId} is null`, theirs)),
      ),
    )
    .orderBy(asc(message.seq));
}

/** Who did what to the patient's record, visits, chats and accounts. */
export async function auditOf(
  db: Db,
  { patientId, appointmentIds }: { patientId: string; appointmentIds: readonly string[] },
): Promise<AuditRow[]> {
  const threads = db
    .select({ subject: sql<string>`'thread:' || ${thread.id}` })
    .from(thread)
    .where(eq(thread.patientId, patientId));
  const known = [`patient:${patientId}`, ...appointmentIds.map((id) => `appointment:${id}`)];
  return db
    .select()
    .from(audit)
    .where(or(inArray(audit.subject, known), inArray(audit.subject, threads)))
    .orderBy(asc(audit.seq));
}
