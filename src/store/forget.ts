/**
 * Empties what is held of one patient. Each statement gives the ids of the rows it emptied or deleted,
 * for the proof. The ledger, attempts, decisions and the audit hold no words and stay.
 */

import { type SQL, sql } from 'drizzle-orm';
import { type Db, rows } from './db.ts';

const idsOf = async (db: Db, statement: SQL): Promise<string[]> =>
  (await rows<{ id: string | number }>(db, statement)).map(({ id }) => String(id));

export const uuids = (values: readonly string[]): SQL =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)::uuid)`;
const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;

export interface Account {
  readonly id: string;
  /** Its holder said "not me": it is a stranger's, and what we said there before may name the patient. */
  readonly disowned: boolean;
}

/** Every account that is or was the patient's. Locked: whoever writes from one meanwhile is heard before or after. */
export async function lockAccountsOf(db: Db, patientId: string): Promise<Account[]> {
  return rows(
    db,
    sql`select id, user_id not like 'merged:%' and not exists (select 1 from binding
        where address_id = address.id and patient_id = ${patientId}
          and ended_code is distinct from 'not_me') as disowned
      from address
      where id in (select address_id from binding where patient_id = ${patientId})
        or (user_id like 'merged:%' and id in (select address_id from message where patient_id = ${patientId}))
      order by id for update`,
  );
}

/** Of these accounts the ones that speak for no other patient. */
export async function servingNobodyElse(
  db: Db,
  { addressIds, patientId }: { addressIds: readonly string[]; patientId: string },
): Promise<string[]> {
  return idsOf(
    db,
    sql`select id from address where id in ${uuids(addressIds)} and not exists (
      select 1 from binding where address_id = address.id and ended_at is null and patient_id <> ${patientId})`,
  );
}

export interface Reach {
  readonly patientId: string;
  /** Accounts that serve nobody else: everything said there goes. */
  readonly own: readonly string[];
  /** Of what was said on a family's accounts, what names the patient. */
  readonly naming: readonly string[];
}

/** What was said with or about the patient. */
export async function messagesAbout(db: Db, reach: Reach): Promise<string[]> {
  return idsOf(
    db,
    sql`select id from message
      where patient_id = ${reach.patientId}
        or address_id in ${uuids(reach.own)}
        or id in ${uuids(reach.naming)}
        or edits_id in (select id from message where patient_id = ${reach.patientId})
      for update`,
  );
}

/** A request that is under way reads what would be emptied. */
export async function hasClaimed(db: Db, messageIds: readonly string[]): Promise<boolean> {
  const found = await idsOf(
    db,
    sql`select id from message where id in ${uuids(messageIds)} and state = 'claimed' limit 1`,
  );
  return found.length > 0;
}

/**
 * What came in, as it came, with what the platform reported of our messages. Its ids may hold a phone
 * number. What is not handled yet stays and will be, as a stranger's.
 */
export async function forgetInbound(
  db: Db,
  { messageIds, own, at }: { messageIds: readonly string[]; own: readonly string[]; at: Date },
): Promise<string[]> {
  return idsOf(
    db,
    sql`update inbound set event = jsonb_build_object('type', type), raw = null,
        sequence_key = 'erased:' || id, external_id = 'erased:' || id, seen_at = coalesce(seen_at, ${instant(at)})
      where state <> 'pending' and (
        id in (select inbound_id from message where id in ${uuids(messageIds)} and direction = 'in')
        or sequence_key in (
          select channel || ':' || account || ':' || ref
          from address, unnest(array[user_id, phone]) as ref
          where address.id in ${uuids(own)} and ref is not null)
        or sequence_key in (
          select 'message:' || ref from message, unnest(array[id::text, external_id]) as ref
          where message.id in ${uuids(messageIds)} and ref is not null))
      returning id`,
  );
}

/** What was still to be sent is not. */
export async function forgetMessages(
  db: Db,
  { messageIds, at }: { messageIds: readonly string[]; at: Date },
): Promise<string[]> {
  await db.execute(sql`
    update message set state = 'cancelled', verdict = 'drop', code = 'erased', decided_at = ${instant(at)}
    where id in ${uuids(messageIds)} and state = 'planned'`);
  return idsOf(
    db,
    sql`update message set content = null, external_id = null where id in ${uuids(messageIds)} returning id`,
  );
}

/** What came of trying stays; the platform's id, which may hold a number, goes. */
export async function forgetAttempts(db: Db, messageIds: readonly string[]): Promise<string[]> {
  return idsOf(
    db,
    sql`update attempt set external_id = null
      where message_id in ${uuids(messageIds)} and external_id is not null and outcome is not null returning id`,
  );
}

export async function forgetPatient(
  db: Db,
  { patientId, at }: { patientId: string; at: Date },
): Promise<string[]> {
  return idsOf(
    db,
    sql`update patient set name = '', phone = null, language = null, birth_date = null, guardian = null,
        erased_at = ${instant(at)}, updated_at = ${instant(at)}
      where id = ${patientId} returning id`,
  );
}

/** Those whom the patient is guardian of keep that there is one, not who. */
export async function forgetGuardian(db: Db, patientId: string): Promise<string[]> {
  return idsOf(
    db,
    sql`update patient set guardian = jsonb_build_object('patientId', ${patientId}::text)
      where guardian->>'patientId' = ${patientId} returning id`,
  );
}

export async function forgetCard(db: Db, patientId: string): Promise<string[]> {
  return idsOf(
    db,
    sql`delete from service_card where patient_id = ${patientId} returning patient_id as id`,
  );
}

/** The wordings and papers; that there was one, and its hash, stays in the ledger. */
export async function forgetWordings(
  db: Db,
  { patientId, naming }: { patientId: string; naming: readonly string[] },
): Promise<string[]> {
  return idsOf(
    db,
    sql`delete from consent_detail where event_id in (
        select id from consent_event where patient_id = ${patientId})
      or event_id in ${uuids(naming)} returning event_id as id`,
  );
}

export async function forgetBindings(
  db: Db,
  { patientId, at }: { patientId: string; at: Date },
): Promise<string[]> {
  return idsOf(
    db,
    sql`update binding set label = null, authority_ends_on = null,
        ended_code = case when ended_at is null then 'erased' else ended_code end,
        ended_at = coalesce(ended_at, ${instant(at)})
      where patient_id = ${patientId} returning id`,
  );
}

export async function forgetReasons(db: Db, patientId: string): Promise<string[]> {
  return idsOf(
    db,
    sql`update reason set evidence = '{}', note = null, argument = null, outcome = null, answer = null, score = null,
        answer_by = null, state = 'closed'
      where patient_id = ${patientId} returning id`,
  );
}

export async function closeThreads(
  db: Db,
  { patientId, own, at }: { patientId: string; own: readonly string[]; at: Date },
): Promise<string[]> {
  return idsOf(
    db,
    sql`update thread set state = 'closed', closed_at = ${instant(at)}, closed_by = 'erasure', revision = revision + 1
      where state = 'open' and (patient_id = ${patientId} or address_id in ${uuids(own)}) returning id`,
  );
}

/** What came of a call stays if it is a code, not if it is a sentence. */
export async function forgetCalls(
  db: Db,
  { patientId, at }: { patientId: string; at: Date },
): Promise<string[]> {
  return idsOf(
    db,
    sql`update call_task set phone = null,
        result = case when state = 'open' then 'erased' when result ~ '^[a-z_]+$' then result end,
        done_by = coalesce(done_by, 'erasure'), done_at = coalesce(done_at, ${instant(at)}), state = 'done'
      where patient_id = ${patientId} returning id`,
  );
}

export async function deleteCodes(db: Db, patientId: string): Promise<string[]> {
  return idsOf(db, sql`delete from desk_code where patient_id = ${patientId} returning id`);
}

export async function deleteInvitations(db: Db, patientId: string): Promise<string[]> {
  return idsOf(
    db,
    sql`delete from invitation where patient_id = ${patientId} returning token_hash as id`,
  );
}

/** The dialogue's memory, and what a messenger calls its user. */
export async function forgetSessions(db: Db, addressIds: readonly string[]): Promise<string[]> {
  return idsOf(
    db,
    sql`update address set session = null where id in ${uuids(addressIds)} returning id`,
  );
}

/** Who stood behind an account, where nothing of theirs is left. */
export async function forgetContacts(db: Db, addressIds: readonly string[]): Promise<string[]> {
  return idsOf(
    db,
    sql`update contact set label = null, language = null
      where id in (select contact_id from address where id in ${uuids(addressIds)})
        and not exists (
          select 1 from address where contact_id = contact.id and id not in ${uuids(addressIds)})
      returning id`,
  );
}

/** The account itself: whoever writes from it is met anew. */
export async function forgetAccounts(db: Db, addressIds: readonly string[]): Promise<string[]> {
  return idsOf(
    db,
    sql`update address set user_id = 'erased:' || id, phone = null, username = null, session = null,
        window_expires_at = null
      where id in ${uuids(addressIds)} returning id`,
  );
}

/** Whether the message that says so is still on its way. */
export async function waitingLastWords(db: Db, addressId: string): Promise<boolean> {
  const found = await idsOf(
    db,
    sql`select id from message
      where address_id = ${addressId} and kind = 'erased' and state in ('planned', 'claimed') limit 1`,
  );
  return found.length > 0;
}
