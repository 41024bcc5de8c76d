/** Patients with a ledger, and a hand that can change what the triggers forbid. */

import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '../../src/app/context.ts';
import { newId } from '../../src/app/ids.ts';
import { appendConsent, checkChain, type NewConsent } from '../../src/app/ledger.ts';
import { type Database, rows } from '../../src/store/db.ts';

export async function addPatient(db: Database, id: string): Promise<void> {
  await db.execute(sql`insert into patient (id, name, created_at, updated_at)
    values (${id}, 'P', now(), now())`);
}

/** The id of a new account's binding to the patient. */
export async function addBinding(db: Database, patientId: string): Promise<string> {
  const [contact, address, binding] = [newId(), newId(), newId()];
  await db.execute(sql`insert into contact (id, created_at) values (${contact}, now())`);
  await db.execute(sql`insert into address (id, contact_id, channel, account, user_id, created_at)
    values (${address}, ${contact}, 'telegram', 'bot', ${address}, now())`);
  await db.execute(sql`insert into binding
      (id, contact_id, patient_id, address_id, relation, verified_by, alive_at, created_at)
    values (${binding}, ${contact}, ${patientId}, ${address}, 'self', 'code', now(), now())`);
  return binding;
}

export const given = (patientId: string, change: Partial<NewConsent> = {}): NewConsent => ({
  patientId,
  purpose: 'visit',
  channel: 'telegram',
  bindingId: null,
  act: 'given',
  mechanism: 'paper',
  strength: 4,
  actor: 'staff:1',
  ...change,
});

const notice = { version: 'ru-2.visit', text: 'Можно писать вам о визитах?' };

/** Five entries of every kind: the third has each field filled, the fourth no words at all. */
export async function fiveEntries(ctx: Context, patientId: string): Promise<void> {
  await addPatient(ctx.db, patientId);
  const bindingId = await addBinding(ctx.db, patientId);
  const chat = {
    bindingId,
    mechanism: 'chat',
    strength: 2,
    actor: 'patient',
    inboundId: 7,
  } as const;
  const reasonId = newId();
  const entries: readonly NewConsent[] = [
    given(patientId, { document: 'No. 12', wording: 'Согласен' }),
    given(patientId, { ...chat, notice, wording: 'Да, пишите' }),
    given(patientId, { ...chat, notice, wording: 'Да', document: 'scan 4', reasonId }),
    given(patientId, { ...chat, act: 'renewed' }),
    given(patientId, { ...chat, act: 'withdrawn', wording: 'стоп' }),
  ];
  for (const entry of entries) await appendConsent(ctx, entry);
}

/** Runs a statement with triggers and foreign keys off, as the owner of the database could. */
export async function tamper(db: Database, statement: SQL): Promise<void> {
  await db.execute(sql`set session_replication_role = replica`);
  await db.execute(statement);
  await db.execute(sql`set session_replication_role = origin`);
}

/** `3 hash`, or null. */
export async function faultIn(ctx: Context, patientId: string): Promise<string | null> {
  const { fault } = await checkChain(ctx, patientId);
  return fault && `${fault.number} ${fault.code}`;
}

export async function oneValue<T>(db: Database, statement: SQL): Promise<T> {
  const [row] = await rows<{ value: T }>(db, statement);
  if (!row) throw new Error('no such row');
  return row.value;
}
