/** Everything we hold of a patient: as data for programs, and as a file that the patient can read. */

import { isTold } from '../domain/events.ts';
import { toLocal } from '../domain/time.ts';
import type { Language } from '../domain/words.ts';
import { alarmsOfPatient } from '../store/alarms.ts';
import { appendAudit, type ConsentRow, consentHistory } from '../store/consent.ts';
import {
  auditOf,
  everyBindingOf,
  everyCallOf,
  everyErasureOf,
  everyMessageOf,
} from '../store/export.ts';
import type { MessageRow } from '../store/messages.ts';
import { addressesOfContact } from '../store/people.ts';
import { findPatient, type PatientRow, reasonsOf, visitsOfPatient } from '../store/registry.ts';
import { listStaff } from '../store/staff.ts';
import { exportText } from '../text/export.ts';
import type {
  Exported,
  ExportedAgreement,
  ExportedMessage,
  ExportedPerson,
} from '../text/export-data.ts';
import type { Role } from '../text/export-words.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { checkChain } from './ledger.ts';
import { cardOf, clinicOf, languageOf, zoneOf } from './situation.ts';

const visits_max = 10_000;

export interface Export {
  readonly data: Exported;
  /** The same for the patient to read. */
  readonly text: string;
  readonly filename: string;
}

/** For a contact's own eyes: nothing of the patients' other contacts, their accounts or their chats. */
export interface Own {
  readonly contactId: string;
}

/** Of several patients one file: what a parent or carer may know of all of theirs. Unknown ids are left out. */
export async function exportPatients(
  ctx: Context | TxContext,
  patientIds: readonly string[],
  language: Language,
  own?: Own,
): Promise<Export> {
  const roleOf = await roles(ctx);
  const madeAt = ctx.clock.now();
  const patients: PatientRow[] = [];
  for (const id of patientIds) {
    const patient = await findPatient(ctx.db, id);
    if (patient) patients.push(patient);
  }
  const [first = null] = patients;
  const clinic = await clinicOf(ctx, first);
  const zone = first ? zoneOf(await cardOf(ctx, first.id), clinic) : (clinic?.zone ?? 'UTC');
  const people: ExportedPerson[] = [];
  for (const patient of patients) people.push(await personOf(ctx, patient, { roleOf, own }));
  const said = await everyMessageOf(
    ctx.db,
    patients.map((patient) => patient.id),
  );
  const messages = own ? await among(ctx, said, own.contactId) : said;
  const data: Exported = {
    madeAt,
    clinic: clinic?.name ?? null,
    zone,
    people,
    messages: messages.map((row) => messageOf(row, roleOf)),
  };
  const filename = `zabota-${toLocal(madeAt, zone).date}.txt`;
  return { data, text: exportText(data, language), filename };
}

/** One patient's, for staff or a clinic system; that it was read is written down. */
export async function exportPatient(
  ctx: Context,
  { patientId, language, actor }: { patientId: string; language: Language | null; actor: string },
): Promise<Outcome<Export>> {
  return transact(ctx, async (tx) => {
    const patient = await findPatient(tx.db, patientId);
    if (!patient) return notFound('id', 'patient');
    const at = tx.clock.now();
    const entry = { at, actor, action: 'exported', details: {} };
    await appendAudit(tx.db, { ...entry, subject: `patient:${patientId}` });
    const own = languageOf(patient, null, await clinicOf(tx, patient));
    return ok(await exportPatients(tx, [patientId], language ?? own));
  });
}

type RoleOf = (actor: string) => Role;

/** Colleagues by what they are, not by name: the file leaves the clinic. */
async function roles(ctx: Context | TxContext): Promise<RoleOf> {
  const staff = new Map((await listStaff(ctx.db)).map(({ id, role }) => [`staff:${id}`, role]));
  const others: Readonly<Record<string, Role>> = {
    patient: 'patient',
    api: 'clinic_system',
    bot: 'bot',
    system: 'bot',
  };
  return (actor) =>
    staff.get(actor) ?? others[actor] ?? (isTold(actor) ? 'clinic_system' : 'unknown');
}

/** What went to, or came from, this contact's accounts, or never left. */
async function among(
  ctx: Context | TxContext,
  messages: readonly MessageRow[],
  contactId: string,
): Promise<readonly MessageRow[]> {
  const own = new Set((await addressesOfContact(ctx.db, contactId)).map(({ id }) => id));
  return messages.filter(({ addressId }) => addressId === null || own.has(addressId));
}

async function personOf(
  ctx: Context | TxContext,
  patient: PatientRow,
  { roleOf, own }: { roleOf: RoleOf; own: Own | undefined },
): Promise<ExportedPerson> {
  const { db } = ctx;
  const patientId = patient.id;
  const visits = await visitsOfPatient(db, { patientId, limit: visits_max });
  const appointmentIds = visits.map(({ appointment }) => appointment.id);
  const { name, phone, birthDate, language, guardian } = patient;
  return {
    patientId,
    name,
    phone,
    birthDate,
    language,
    guardian,
    accounts: await accountsOf(ctx, patientId, own),
    card: await cardOf(ctx, patientId),
    agreements: (await consentHistory(db, patientId)).map((row) => agreementOf(row, roleOf)),
    chain: await checkChain(ctx, patientId),
    visits: visits.toReversed().map(({ appointment, clinic, doctor, service }) => ({
      appointmentId: appointment.id,
      startsAt: appointment.startsAt,
      zone: clinic.zone,
      clinic: clinic.name,
      doctor: doctor.name,
      service: service?.name ?? null,
      status: appointment.status,
    })),
    reasons: (await reasonsOf(db, patientId)).map((row) => ({
      purpose: row.purpose,
      dueAt: row.dueAt,
      note: row.note,
      argument: row.argument,
      evidence: row.evidence,
      answer: row.answer,
      score: row.score,
      answeredAt: row.answeredAt,
      outcome: row.outcome,
      recordedBy: roleOf(row.createdBy),
    })),
    alarms: (await alarmsOfPatient(db, patientId)).map((row) => ({
      raisedAt: row.raisedAt,
      code: row.code,
      closedAt: row.closedAt,
      outcome: row.outcome,
    })),
    calls: (await everyCallOf(db, patientId)).map((row) => ({
      dueAt: row.dueAt,
      purpose: row.purpose,
      phone: row.phone,
      state: row.state,
      result: row.result,
    })),
    log: (await auditOf(db, { patientId, appointmentIds })).map(({ at, actor, action }) => ({
      at,
      role: roleOf(actor),
      action,
    })),
    erasures: (await everyErasureOf(db, patientId)).map((row) => ({
      requestedAt: row.requestedAt,
      dueAt: row.dueAt,
      doneAt: row.doneAt,
      refusedReason: row.refusedReason,
    })),
  };
}

async function accountsOf(
  ctx: Context | TxContext,
  patientId: string,
  own: Own | undefined,
): Promise<ExportedPerson['accounts']> {
  const live = await everyBindingOf(ctx.db, patientId);
  const shown = live.filter(({ binding }) => !own || binding.contactId === own.contactId);
  return shown.map(({ binding, address }) => ({
    channel: address.channel,
    phone: address.phone,
    username: address.username,
    relation: binding.relation,
    label: binding.label,
    verifiedBy: binding.verifiedBy,
    since: binding.createdAt,
    endedAt: binding.endedAt,
  }));
}

const agreementOf = (row: ConsentRow, roleOf: RoleOf): ExportedAgreement => ({
  number: row.number,
  at: row.at,
  act: row.act,
  purpose: row.purpose,
  channel: row.channel,
  mechanism: row.mechanism,
  strength: row.strength,
  recordedBy: roleOf(row.actor),
  wording: row.wording,
  document: row.document,
  noticeVersion: row.noticeVersion,
  expiresAt: row.expiresAt,
  hash: row.hash,
});

const messageOf = (row: MessageRow, roleOf: RoleOf): ExportedMessage => ({
  patientId: row.patientId,
  at: row.settledAt ?? row.dueAt,
  direction: row.direction,
  channel: row.channel,
  author: roleOf(row.author),
  state: row.state,
  code: row.code,
  text: row.content?.text ?? null,
});
