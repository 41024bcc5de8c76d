/**
 * The tables. Constraints that keep promises (append-only triggers, the exclusion constraint on
 * slots) are written by hand in `migrations/`, because drizzle cannot express them. Long because
 * every table is here, to be read in one place.
 */

import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AlarmCode } from '../domain/alarm.ts';
import type { Cadence } from '../domain/cadence.ts';
import type { Budget, ServiceCard, Span, WeekHours } from '../domain/card.ts';
import type { ConsentAct, ConsentPolicy } from '../domain/consent.ts';
import type { Content } from '../domain/content.ts';
import type { VerifiedBy } from '../domain/identity.ts';
import type {
  ImportCode,
  ImportOptions,
  ImportProgress,
  ImportSample,
  LineNote,
} from '../domain/imports.ts';
import type { DecisionCode, Verdict } from '../domain/policy.ts';
import type { ClinicText, ServiceText, Translations } from '../domain/translations.ts';
import type { Feeling } from '../domain/wellbeing.ts';
import type { VisitOffer, VisitRequestKind, VisitWish } from '../domain/wish.ts';
import type {
  AppointmentStatus,
  CardChannel,
  ChannelId,
  EvidenceStrength,
  ImportKind,
  Language,
  MessageState,
  Purpose,
  ReasonKind,
  ReasonState,
  Relation,
} from '../domain/words.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
/** To the millisecond, as JavaScript reads it: every digit of it is under the ledger's hash. */
const exactInstant = (name: string) =>
  timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

export const clinic = pgTable('clinic', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  zone: text('zone').notNull(),
  address: text('address'),
  directions: text('directions'),
  phone: text('phone'),
  hours: jsonb('hours').$type<WeekHours>(),
  languages: jsonb('languages').$type<Language[]>().notNull(),
  /** Which evidence each purpose needs; null is the standard profile. */
  consentPolicy: jsonb('consent_policy').$type<ConsentPolicy>(),
  /** When visits are reminded of; null is a day and two hours before. */
  cadence: jsonb('cadence').$type<Cadence>(),
  mapUrl: text('map_url'),
  transit: text('transit'),
  parking: text('parking'),
  bring: text('bring'),
  /** Where a patient who was content, and agreed to be asked, may write a review. */
  reviewUrl: text('review_url'),
  /** A visit moved by less is not announced. */
  quietMoveMin: integer('quiet_move_min').notNull().default(5),
  /** The same texts in languages other than the clinic's first. */
  translations: jsonb('translations').$type<Translations<ClinicText>>().notNull().default({}),
  /** When the clinic system last told of the schedule; null where nobody but staff keeps it. */
  scheduleToldAt: instant('schedule_told_at'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const doctor = pgTable('doctor', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  clinicId: text('clinic_id').references(() => clinic.id),
  post: text('post'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const service = pgTable('service', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  durationMin: integer('duration_min').notNull(),
  preparation: text('preparation'),
  aftercare: text('aftercare'),
  bring: text('bring'),
  /** Null is the clinic's. */
  cadence: jsonb('cadence').$type<Cadence>(),
  /** The same texts in languages other than the first of the clinic where it is done. */
  translations: jsonb('translations').$type<Translations<ServiceText>>().notNull().default({}),
  wellbeingDays: jsonb('wellbeing_days').$type<number[]>().notNull(),
  /** Wellbeing is asked for as a number from 0 to 10. */
  asksScore: boolean('asks_score').notNull().default(false),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const patient = pgTable('patient', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  phone: text('phone'),
  language: text('language').$type<Language>(),
  birthDate: text('birth_date'),
  guardian: jsonb('guardian').$type<{ name?: string; phone?: string; patientId?: string }>(),
  clinicId: text('clinic_id').references(() => clinic.id),
  /** The patient asked to be forgotten: the row stays without a word about them, so that the ledger still proves. */
  erasedAt: instant('erased_at'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const serviceCard = pgTable('service_card', {
  patientId: text('patient_id')
    .primaryKey()
    .references(() => patient.id),
  channels: jsonb('channels').$type<CardChannel[]>().notNull(),
  hours: jsonb('hours').$type<WeekHours>().notNull(),
  zone: text('zone'),
  reminders: text('reminders').$type<ServiceCard['reminders']>().notNull(),
  language: text('language').$type<Language>(),
  budget: jsonb('budget').$type<Budget>().notNull().default({ perDay: 2, perWeek: 4 }),
  updatedAt: instant('updated_at').notNull(),
  updatedBy: text('updated_by').notNull(),
});

/** A person who holds an account. */
export const contact = pgTable('contact', {
  id: uuid('id').primaryKey(),
  label: text('label'),
  language: text('language').$type<Language>(),
  createdAt: instant('created_at').notNull(),
});

/** An account on a channel. Reachability lives here; consent never does. */
export const address = pgTable(
  'address',
  {
    id: uuid('id').primaryKey(),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contact.id),
    channel: text('channel').$type<ChannelId>().notNull(),
    account: text('account').notNull(),
    userId: text('user_id'),
    phone: text('phone'),
    username: text('username'),
    /** Null while reachable, else the code of what the platform said. */
    unreachableCode: text('unreachable_code'),
    /** When a send was told so; many at once say more about the channel than about the people. */
    unreachableAt: instant('unreachable_at'),
    /** Set inside the transaction that stores a STOP: nothing proactive leaves until the patient agrees anew. */
    stoppedAt: instant('stopped_at'),
    /** Set when the platform says that the account changed hands or ids. */
    quarantinedAt: instant('quarantined_at'),
    /** Something doubtful was said: proactive messages wait until the patient or a person has made it clear. */
    pausedAt: instant('paused_at'),
    lastInboundAt: instant('last_inbound_at'),
    windowExpiresAt: instant('window_expires_at'),
    session: jsonb('session'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('address_user').on(t.channel, t.account, t.userId).where(sql`user_id is not null`),
    uniqueIndex('address_phone').on(t.channel, t.account, t.phone).where(sql`phone is not null`),
    index('address_contact').on(t.contactId),
    index('address_gone')
      .on(t.channel, t.account, t.unreachableAt)
      .where(sql`unreachable_at is not null`),
  ],
);

export const binding = pgTable(
  'binding',
  {
    id: uuid('id').primaryKey(),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contact.id),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    addressId: uuid('address_id')
      .notNull()
      .references(() => address.id),
    relation: text('relation').$type<Relation>().notNull(),
    /** How it was verified; only `provenBy` of the domain counts as proof, `invitation` alone does not. */
    verifiedBy: text('verified_by').$type<VerifiedBy>().notNull(),
    verifiedAt: instant('verified_at'),
    /** Wrong desk codes typed for it. */
    codeTries: integer('code_tries').notNull().default(0),
    /** What the contact calls the patient: how messages say for whom they are. */
    label: text('label'),
    /** Last sign that the account is still the same person's; 90 days without one and we ask first. */
    aliveAt: instant('alive_at').notNull(),
    /** Local date from which a parent no longer speaks for the patient. */
    authorityEndsOn: text('authority_ends_on'),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
    endedCode: text('ended_code'),
  },
  (t) => [
    uniqueIndex('binding_live').on(t.addressId, t.patientId).where(sql`ended_at is null`),
    index('binding_patient').on(t.patientId),
  ],
);

/** A single-use deep link. The token itself is never stored. */
export const invitation = pgTable('invitation', {
  tokenHash: text('token_hash').primaryKey(),
  patientId: text('patient_id')
    .notNull()
    .references(() => patient.id),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  /** How whoever opens it stands to the patient; null is decided from the patient's age and guardian. */
  relation: text('relation').$type<Relation>(),
  /** Asked for in a chat, by whoever holds this account: the one that opens it is the same person's. */
  bindingId: uuid('binding_id').references(() => binding.id),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  usedBy: uuid('used_by').references(() => address.id),
});

/** Six digits said at the desk and typed in the chat. Only the hash is stored. */
export const deskCode = pgTable(
  'desk_code',
  {
    id: uuid('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    codeHash: text('code_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    usedBy: uuid('used_by').references(() => binding.id),
  },
  (t) => [index('desk_code_patient').on(t.patientId)],
);

/**
 * The ledger. Append-only, numbered and hash-chained per patient by triggers: whoever inserts, the
 * database fills `number`, `prevHash` and `hash`.
 */
export const consentEvent = pgTable(
  'consent_event',
  {
    id: uuid('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    /** From 1 for each patient, without gaps. Filled by the trigger. */
    number: integer('number').notNull().default(0),
    purpose: text('purpose').$type<Purpose>().notNull(),
    channel: text('channel').$type<CardChannel>().notNull(),
    /** Null: on paper or by the desk, for every account of the channel. */
    bindingId: uuid('binding_id').references(() => binding.id),
    act: text('act').$type<ConsentAct>().notNull(),
    mechanism: text('mechanism').notNull(),
    strength: smallint('strength').$type<EvidenceStrength>().notNull(),
    /** Of the notice that was shown: `ru-2.visit`. */
    noticeVersion: text('notice_version'),
    noticeHash: text('notice_hash').references(() => notice.hash),
    /** Of the salted words and document, which live apart so that they can be erased. */
    detailHash: text('detail_hash'),
    actor: text('actor').notNull(),
    /** The patient's own message. */
    inboundId: bigint('inbound_id', { mode: 'number' }),
    /** The treatment episode it was given for. */
    reasonId: uuid('reason_id'),
    expiresAt: exactInstant('expires_at'),
    at: exactInstant('at').notNull(),
    prevHash: text('prev_hash').notNull().default(''),
    hash: text('hash').notNull().default(''),
  },
  (t) => [uniqueIndex('consent_chain').on(t.patientId, t.number)],
);

/** The end of each patient's chain, so that a cut-off tail is found. Kept by the trigger. */
export const consentHead = pgTable('consent_head', {
  patientId: text('patient_id')
    .primaryKey()
    .references(() => patient.id),
  number: integer('number').notNull(),
  hash: text('hash').notNull(),
});

/** The exact words shown and answered, and the paper. Never changed; deleted only when the patient is forgotten. */
export const consentDetail = pgTable('consent_detail', {
  eventId: uuid('event_id')
    .primaryKey()
    .references(() => consentEvent.id),
  salt: text('salt').notNull(),
  wording: text('wording'),
  document: text('document'),
});

/** Every version of every question whose answer is a consent. Append-only. */
export const notice = pgTable('notice', {
  hash: text('hash').primaryKey(),
  version: text('version').notNull(),
  text: text('text').notNull(),
  createdAt: instant('created_at').notNull(),
});

export const appointment = pgTable(
  'appointment',
  {
    id: text('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    doctorId: text('doctor_id')
      .notNull()
      .references(() => doctor.id),
    clinicId: text('clinic_id')
      .notNull()
      .references(() => clinic.id),
    serviceId: text('service_id').references(() => service.id),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    durationMin: integer('duration_min').notNull(),
    status: text('status').$type<AppointmentStatus>().notNull(),
    /** The clinic system's own version; older ones are ignored. */
    version: bigint('version', { mode: 'number' }).notNull(),
    /** Ours: grows when time or place changes, so that reminders are planned anew. */
    scheduleVersion: integer('schedule_version').notNull(),
    /** When the present time and place became known to us. */
    knownAt: instant('known_at').notNull(),
    confirmedAt: instant('confirmed_at'),
    confirmedVia: text('confirmed_via'),
    /** The patient asked for no more messages about this one visit. */
    mutedAt: instant('muted_at'),
    /**
     * The time the patient chose, or had booked before the clinic changed it; null for the one it was booked
     * for. What they were told later their messages say (`domain/known.ts`). What differs is announced.
     */
    knownStartsAt: instant('known_starts_at'),
    knownClinicId: text('known_clinic_id'),
    /** The schedule version of that time and place. */
    knownVersion: integer('known_version'),
    /** What the clinic system told last, where the patient has moved or cancelled since: repeating it undoes nothing. */
    toldStartsAt: instant('told_starts_at'),
    /** `patient`, `staff:<id>` or `api`; null while it is not cancelled. */
    cancelledBy: text('cancelled_by'),
    cancelReason: text('cancel_reason'),
    /** A whole schedule was told without it: nothing is said of it until it is told again, or a person has looked. */
    absentAt: instant('absent_at'),
    /** A person said that it stands although the schedule does not have it. */
    stillOnAt: instant('still_on_at'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    index('appointment_patient').on(t.patientId, t.startsAt),
    index('appointment_day').on(t.startsAt),
    index('appointment_absent').on(t.startsAt).where(sql`absent_at is not null`),
  ],
);

/** When a doctor can be booked at a clinic. */
export const availability = pgTable(
  'availability',
  {
    doctorId: text('doctor_id')
      .notNull()
      .references(() => doctor.id),
    clinicId: text('clinic_id')
      .notNull()
      .references(() => clinic.id),
    /** By the clinic's wall clock. */
    week: jsonb('week').$type<WeekHours>().notNull(),
    /** Local dates on which other spans hold instead of the week's; none means absent. */
    days: jsonb('days').$type<Readonly<Record<string, readonly Span[]>>>().notNull(),
    /** Visits begin this many minutes apart, counted from the start of a span. */
    stepMin: integer('step_min').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.doctorId, t.clinicId] })],
);

/** A time kept for one patient while they decide. */
export const slotHold = pgTable(
  'slot_hold',
  {
    id: uuid('id').primaryKey(),
    doctorId: text('doctor_id')
      .notNull()
      .references(() => doctor.id),
    clinicId: text('clinic_id')
      .notNull()
      .references(() => clinic.id),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    /** Kept because it was offered; null while the patient has only picked it. */
    requestId: uuid('request_id'),
    /** The visit that has just left it: nobody else's until the change has settled, then offered on. */
    leftBy: text('left_by').references(() => appointment.id),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('slot_hold_patient').on(t.patientId),
    index('slot_hold_left').on(t.expiresAt).where(sql`left_by is not null`),
  ],
);

/** What a patient wants of the schedule and the chat alone could not do. */
export const visitRequest = pgTable(
  'visit_request',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<VisitRequestKind>().notNull(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    /** The account that asked. */
    addressId: uuid('address_id').references(() => address.id),
    appointmentId: text('appointment_id').references(() => appointment.id),
    /** Where no visit is moved: the reason that a new one is wanted for. */
    reasonId: uuid('reason_id').references((): AnyPgColumn => reason.id),
    /** The patient's own words; null once they are forgotten. */
    words: text('words'),
    /** What we understood of them. */
    wish: jsonb('wish').$type<VisitWish>(),
    state: text('state').$type<'open' | 'offered' | 'done' | 'withdrawn'>().notNull(),
    /** Times that staff, or a freed slot, offer; each stays kept until `offeredUntil`. */
    offers: jsonb('offers').$type<readonly VisitOffer[]>(),
    offeredAt: instant('offered_at'),
    offeredUntil: instant('offered_until'),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
  },
  (t) => [
    index('visit_request_open').on(t.createdAt).where(sql`state in ('open', 'offered')`),
    index('visit_request_patient').on(t.patientId),
    index('visit_request_offered').on(t.offeredUntil).where(sql`state = 'offered'`),
    // One of a kind about one visit.
    uniqueIndex('visit_request_once')
      .on(t.appointmentId, t.kind)
      .where(sql`state in ('open', 'offered')`),
    index('visit_request_reason').on(t.reasonId).where(sql`reason_id is not null`),
  ],
);

/** What the clinic system is to hear, in order. Append-only but for the words of the forgotten. */
export const event = pgTable(
  'event',
  {
    /** In the order of writing, which is not the order of commits. */
    entry: bigserial('entry', { mode: 'number' }).primaryKey(),
    /** From 1 without gaps, given after the commit: whoever has read a number has missed none below it. */
    seq: bigint('seq', { mode: 'number' }).unique(),
    /** The `webhook-id` of every delivery of it. */
    id: uuid('id').notNull().unique(),
    type: text('type').notNull(),
    patientId: text('patient_id').references(() => patient.id),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    index('event_patient').on(t.patientId),
    index('event_fresh').on(t.entry).where(sql`seq is null`),
  ],
);

/** Where events are posted to. */
export const webhookEndpoint = pgTable('webhook_endpoint', {
  id: text('id').primaryKey(),
  url: text('url').notNull(),
  /** `whsec_…`, as Standard Webhooks writes it. */
  secret: text('secret').notNull(),
  /** Null takes every type. */
  types: jsonb('types').$type<readonly string[]>(),
  /** The newest event that was there when it was made: it is sent what comes after. */
  afterSeq: bigint('after_seq', { mode: 'number' }).notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  /** Nothing is posted any more, by staff's wish or because it has failed for days. */
  disabledAt: instant('disabled_at'),
  disabledCode: text('disabled_code'),
  /** Signs beside the new one until then, so that the other side may change over in its own time. */
  oldSecret: text('old_secret'),
  oldSecretUntil: instant('old_secret_until'),
  /** Nothing is posted before: a request is under way, or the other side asked for a pause. Real time. */
  notBefore: instant('not_before'),
  /** The last time it took an event. Real time. */
  answeredAt: instant('answered_at'),
});

export const webhookDelivery = pgTable(
  'webhook_delivery',
  {
    eventSeq: bigint('event_seq', { mode: 'number' })
      .notNull()
      .references(() => event.seq),
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => webhookEndpoint.id),
    state: text('state').$type<'waiting' | 'delivered' | 'failed'>().notNull(),
    tries: integer('tries').notNull(),
    /** When its tries began, anew after a replay. Real time, as all times here. */
    startedAt: instant('started_at').notNull(),
    nextAt: instant('next_at').notNull(),
    lastCode: text('last_code'),
    lastAt: instant('last_at'),
  },
  (t) => [
    primaryKey({ columns: [t.eventSeq, t.endpointId] }),
    index('webhook_delivery_due').on(t.nextAt).where(sql`state = 'waiting'`),
  ],
);

/** A list that the clinic system wrote, read row by row. */
export const importRun = pgTable(
  'import_run',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<ImportKind>().notNull(),
    /** `dry`: only looked at · `held`: changes so much that a person has to agree · `applied` · `refused`. */
    state: text('state').$type<'running' | 'dry' | 'held' | 'applied' | 'refused'>().notNull(),
    filename: text('filename').notNull(),
    options: jsonb('options').$type<ImportOptions>().notNull(),
    /** Rows by what became, or would become, of them. */
    counts: jsonb('counts').$type<Readonly<Record<string, number>>>().notNull(),
    /** The first few of each: ids and times, never a name. */
    samples: jsonb('samples').$type<readonly ImportSample[]>().notNull(),
    /** Why it is, or would be, held or refused; null otherwise. */
    code: text('code').$type<ImportCode>(),
    /** The column at fault, where one is. */
    field: text('field'),
    /** What would be written, while it is held. Emptied when it is decided. */
    held: text('held'),
    /** How far it has come, while it runs. */
    progress: jsonb('progress').$type<ImportProgress>(),
    /** The `Idempotency-Key` of the request that brought it. */
    requestKey: text('request_key').unique(),
    actor: text('actor').notNull(),
    createdAt: instant('created_at').notNull(),
    /** The last sign of the process that reads it. Real time, never the clinic's clock. */
    aliveAt: instant('alive_at').notNull().default(sql`clock_timestamp()`),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
  },
  (t) => [index('import_run_created').on(t.createdAt)],
);

/** What was wrong, or worth a word, with a row of a list. Codes only: what stood in the row is not kept. */
export const importFault = pgTable(
  'import_fault',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => importRun.id),
    /** Line of the file, from 1. */
    line: integer('line').notNull(),
    field: text('field'),
    code: text('code').$type<LineNote['code']>().notNull(),
  },
  (t) => [index('import_fault_run').on(t.runId, t.line)],
);

/** Patients about whom much was written at once: their messages are planned anew as soon as there is time. */
export const planDue = pgTable('plan_due', {
  patientId: text('patient_id')
    .primaryKey()
    .references(() => patient.id),
});

/** Why this patient is contacted, other than by a visit: what a doctor or administrator recorded, with its evidence. */
export const reason = pgTable(
  'reason',
  {
    id: uuid('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    purpose: text('purpose').$type<Purpose>().notNull(),
    appointmentId: text('appointment_id').references(() => appointment.id),
    doctorId: text('doctor_id').references(() => doctor.id),
    dueAt: instant('due_at').notNull(),
    evidence: jsonb('evidence').$type<Record<string, unknown>>().notNull(),
    note: text('note'),
    kind: text('kind').$type<ReasonKind>().notNull(),
    /** The doctor's, in words the patient reads: why then. */
    argument: text('argument'),
    /** Set by the clinician for this patient; 1 to 24. */
    intervalMonths: integer('interval_months'),
    /** Attending is a condition of the guarantee, and the patient was told so. */
    guarantee: boolean('guarantee').notNull().default(false),
    /** Of a treatment: the wellbeing days asked about together, and the impression after the last. */
    episodeId: uuid('episode_id'),
    /** How many days after the treatment it is asked, 0 is the same day. */
    day: integer('day'),
    /** A number from 0 to 10 is asked for. */
    asksScore: boolean('asks_score').notNull().default(false),
    /** The number; of an impression, the mark from 1 to 5. */
    score: integer('score'),
    state: text('state').$type<ReasonState>().notNull(),
    /** Null of an answered one: in words, which are in the chat. */
    answer: text('answer').$type<Feeling>(),
    answeredAt: instant('answered_at'),
    /** Silence until then is an answer of its own; counted from delivery. */
    answerBy: instant('answer_by'),
    /** The visit that satisfies it. */
    bookedId: text('booked_id').references(() => appointment.id),
    /** That visit was called off, and the reason stands anew; only once. */
    reopenedAt: instant('reopened_at'),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
    /** In the words of who closed it. */
    outcome: text('outcome'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    index('reason_patient').on(t.patientId),
    index('reason_answer_by').on(t.answerBy).where(sql`answer_by is not null`),
    index('reason_due').on(t.dueAt).where(sql`state = 'planned'`),
    index('reason_episode').on(t.episodeId).where(sql`episode_id is not null`),
    // Those whose silence counts, and those that have not arrived yet.
    index('reason_waiting').on(t.answerBy).where(sql`state = 'sent' and episode_id is not null`),
    // No day of a treatment is asked about twice.
    uniqueIndex('reason_wellbeing')
      .on(t.appointmentId, t.kind, t.day)
      .where(sql`purpose = 'wellbeing' and state <> 'closed'`),
    uniqueIndex('reason_impression')
      .on(t.appointmentId)
      .where(sql`kind = 'impression' and state <> 'closed'`),
  ],
);

/** Somebody feels bad: named people are called, again and higher up, until one of them takes it. */
export const alarm = pgTable(
  'alarm',
  {
    id: uuid('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    reasonId: uuid('reason_id').references(() => reason.id),
    threadId: uuid('thread_id').references(() => thread.id),
    code: text('code').$type<AlarmCode>().notNull(),
    state: text('state').$type<'open' | 'taken' | 'closed'>().notNull(),
    /** 0 the doctor and the desk, 1 the desk and the owner, 2 the owner again and again. */
    level: integer('level').notNull(),
    raisedAt: instant('raised_at').notNull(),
    /** When people are called again; null once somebody has taken it. */
    nextAt: instant('next_at'),
    takenBy: uuid('taken_by').references(() => staff.id),
    takenAt: instant('taken_at'),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
    /** How it ended, in the words of whoever closed it. */
    outcome: text('outcome'),
  },
  (t) => [
    index('alarm_next').on(t.nextAt).where(sql`next_at is not null`),
    index('alarm_patient').on(t.patientId),
    uniqueIndex('alarm_open').on(t.patientId).where(sql`state <> 'closed'`),
  ],
);

/** Who was called for an alarm, and when. Append only. */
export const alarmCall = pgTable(
  'alarm_call',
  {
    id: uuid('id').primaryKey(),
    alarmId: uuid('alarm_id')
      .notNull()
      .references(() => alarm.id),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    level: integer('level').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('alarm_call_alarm').on(t.alarmId)],
);

/** What staff see of a conversation. Never the dialogue's session. */
export const thread = pgTable(
  'thread',
  {
    id: uuid('id').primaryKey(),
    addressId: uuid('address_id')
      .notNull()
      .references(() => address.id),
    patientId: text('patient_id').references(() => patient.id),
    state: text('state').$type<'open' | 'closed'>().notNull(),
    urgent: boolean('urgent').notNull(),
    reason: text('reason').notNull(),
    /** Staff have written here, so the bot keeps quiet. */
    withPerson: boolean('with_person').notNull(),
    assignedTo: uuid('assigned_to'),
    openedAt: instant('opened_at').notNull(),
    lastInboundAt: instant('last_inbound_at').notNull(),
    answeredAt: instant('answered_at'),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
    /** Grows with each change, for live pages. */
    revision: integer('revision').notNull(),
  },
  (t) => [
    uniqueIndex('thread_open').on(t.addressId).where(sql`state = 'open'`),
    index('thread_inbox').on(t.state, t.lastInboundAt),
  ],
);

/** One text to or from one address. The outbox is this table where `state = 'planned'`. */
export const message = pgTable(
  'message',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    direction: text('direction').$type<'in' | 'out'>().notNull(),
    /** `visit_day_before`, `reply.opt_in`, `staff_reply`, `inbound`, `edit`, … */
    kind: text('kind').notNull(),
    proactive: boolean('proactive').notNull(),
    purpose: text('purpose').$type<Purpose | 'service'>().notNull(),
    patientId: text('patient_id').references(() => patient.id),
    addressId: uuid('address_id').references(() => address.id),
    bindingId: uuid('binding_id').references(() => binding.id),
    threadId: uuid('thread_id').references(() => thread.id),
    channel: text('channel').$type<CardChannel>(),
    account: text('account'),
    /** Unique per fact, version and step: planning twice writes once. */
    planKey: text('plan_key'),
    appointmentId: text('appointment_id').references(() => appointment.id),
    scheduleVersion: integer('schedule_version'),
    reasonId: uuid('reason_id').references(() => reason.id),
    /** The message this one replaces after the platform reported, late, that it could not deliver. */
    retryOf: uuid('retry_of'),
    /** For `kind = 'edit'`: our message that is replaced. */
    editsId: uuid('edits_id'),
    /** Went out, or is going, in one message with this one, to a family. */
    carriedBy: uuid('carried_by'),
    inboundId: bigint('inbound_id', { mode: 'number' }),
    /** Composed when planned for answers, when claimed for what is proactive. */
    content: jsonb('content').$type<Content>(),
    author: text('author').notNull(),
    state: text('state').$type<MessageState | 'received'>().notNull(),
    dueAt: instant('due_at').notNull(),
    notAfter: instant('not_after').notNull(),
    verdict: text('verdict').$type<Verdict>(),
    code: text('code').$type<DecisionCode>(),
    until: instant('until'),
    decidedAt: instant('decided_at'),
    /** The platform's id of our message, or of theirs. */
    externalId: text('external_id'),
    leaseUntil: instant('lease_until'),
    leaseBy: text('lease_by'),
    tries: integer('tries').notNull(),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
    deliveredAt: instant('delivered_at'),
    readAt: instant('read_at'),
  },
  (t) => [
    uniqueIndex('message_plan').on(t.planKey).where(sql`plan_key is not null`),
    index('message_due').on(t.dueAt, t.seq).where(sql`state = 'planned'`),
    // Few rows at any moment: which accounts have a request under way.
    index('message_claimed').on(t.addressId).where(sql`state = 'claimed'`),
    index('message_patient').on(t.patientId, t.seq),
    index('message_address').on(t.addressId, t.seq),
    // Each change of a message writes to all its indexes that hold it.
    index('message_thread').on(t.threadId, t.seq).where(sql`thread_id is not null`),
    index('message_external')
      .on(t.channel, t.account, t.externalId)
      .where(sql`external_id is not null`),
    index('message_appointment').on(t.appointmentId),
    index('message_carried').on(t.carriedBy).where(sql`carried_by is not null`),
  ],
);

/** What the policy said of a message and when, each time it said something new. */
export const decision = pgTable(
  'decision',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    messageId: uuid('message_id')
      .notNull()
      .references(() => message.id),
    at: instant('at').notNull(),
    /** `plan` is a forecast, `claim` the decision itself. */
    stage: text('stage').$type<'plan' | 'claim'>().notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    code: text('code').$type<DecisionCode>().notNull(),
    until: instant('until'),
    channel: text('channel').$type<CardChannel>(),
  },
  (t) => [index('decision_message').on(t.messageId, t.seq)],
);

/** A patient's wish to be forgotten: who sees to it, until when, and the proof that it was done. */
export const erasure = pgTable(
  'erasure',
  {
    id: uuid('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    requestedAt: instant('requested_at').notNull(),
    /** `patient`, `api` or `staff:<id>`. */
    requestedBy: text('requested_by').notNull(),
    /** The account that asked, for the last word to it. */
    addressId: uuid('address_id').references(() => address.id),
    ownerId: uuid('owner_id').references(() => staff.id),
    dueAt: instant('due_at').notNull(),
    doneAt: instant('done_at'),
    doneBy: text('done_by'),
    /** Set instead of `doneAt`, with the law's reason. */
    refusedAt: instant('refused_at'),
    refusedReason: text('refused_reason'),
    proof: jsonb('proof').$type<ErasureProof>(),
  },
  (t) => [
    index('erasure_due').on(t.dueAt).where(sql`done_at is null and refused_at is null`),
    uniqueIndex('erasure_open').on(t.patientId).where(sql`done_at is null and refused_at is null`),
  ],
);

export interface ErasureProof {
  /** Rows emptied or deleted, by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** Their ids, by table. */
  readonly rows: Readonly<Record<string, readonly string[]>>;
  /** SHA-256 over the ids of those rows, in order; the audit has it too. */
  readonly digest: string;
  /** The end of the ledger's chain, which still proves what was agreed and withdrawn. */
  readonly ledger: { readonly number: number; readonly hash: string } | null;
}

/** One HTTP request that tried to deliver a message. The row is written before the request; the outcome once, after. */
export const attempt = pgTable(
  'attempt',
  {
    id: uuid('id').primaryKey(),
    messageId: uuid('message_id')
      .notNull()
      .references(() => message.id),
    number: integer('number').notNull(),
    channel: text('channel').$type<ChannelId>(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    /** Null while the request is under way. */
    outcome: text('outcome'),
    code: text('code'),
    externalId: text('external_id'),
  },
  (t) => [
    uniqueIndex('attempt_number').on(t.messageId, t.number),
    // In flight counts too: two dispatchers can never both have a request out for one message.
    uniqueIndex('attempt_once')
      .on(t.messageId)
      .where(sql`outcome is null or outcome in ('accepted', 'unknown')`),
  ],
);

/** What came in, stored before its 200. */
export const inbound = pgTable(
  'inbound',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    channel: text('channel').$type<ChannelId>().notNull(),
    account: text('account').notNull(),
    externalId: text('external_id').notNull(),
    /** Orders what must be handled one after another: the sender. */
    sequenceKey: text('sequence_key').notNull(),
    type: text('type').notNull(),
    event: jsonb('event').notNull(),
    raw: text('raw'),
    stop: text('stop').$type<'stop' | 'doubtful' | 'cancel'>(),
    receivedAt: instant('received_at').notNull(),
    state: text('state').$type<'pending' | 'done' | 'failed'>().notNull(),
    tries: integer('tries').notNull(),
    errorCode: text('error_code'),
    doneAt: instant('done_at'),
    /** Staff have seen it; only asked of what no dialogue could take. */
    seenAt: instant('seen_at'),
  },
  (t) => [
    uniqueIndex('inbound_once').on(t.channel, t.account, t.externalId),
    index('inbound_pending').on(t.id).where(sql`state = 'pending'`),
    index('inbound_sequence').on(t.sequenceKey, t.id).where(sql`state = 'pending'`),
  ],
);

/** A phone call for an administrator. */
export const callTask = pgTable(
  'call_task',
  {
    id: uuid('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    messageId: uuid('message_id').references(() => message.id),
    purpose: text('purpose').$type<Purpose>().notNull(),
    code: text('code').notNull(),
    phone: text('phone'),
    dueAt: instant('due_at').notNull(),
    appointmentId: text('appointment_id').references(() => appointment.id),
    state: text('state').$type<'open' | 'done'>().notNull(),
    result: text('result'),
    doneBy: text('done_by'),
    doneAt: instant('done_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('call_task_open').on(t.state, t.dueAt),
    uniqueIndex('call_task_message').on(t.messageId),
    // What no message asks for, such as an imported consent to be renewed, stands on the list once.
    uniqueIndex('call_task_once')
      .on(t.patientId, t.purpose, t.code)
      .where(sql`message_id is null and state = 'open'`),
  ],
);

/** Who does a job that only one process may do at a time. Real time, never the clinic's clock. */
export const lease = pgTable('lease', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: instant('until').notNull(),
});

/** Small facts about this installation, such as where a clock moved by hand stands. */
export const setting = pgTable('setting', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
});

/** State of a channel account: whether it works, and until when it must wait. */
export const channelAccount = pgTable(
  'channel_account',
  {
    channel: text('channel').$type<ChannelId>().notNull(),
    account: text('account').notNull(),
    /** Null while it works, else the code for the owner. */
    downCode: text('down_code'),
    downAt: instant('down_at'),
    /** The whole account waits until then. */
    pausedUntil: instant('paused_until'),
    lastInboundAt: instant('last_inbound_at'),
    /** Null while the way in is known to be open: a bot that cannot hear STOP writes to nobody first. */
    deafCode: text('deaf_code'),
    /** The last proof that the way in is open. Real time, never the clinic's clock. */
    heardAt: instant('heard_at').notNull().default(sql`clock_timestamp()`),
    /** It was deaf from then on for longer than the platform keeps what patients write: a person has to agree before it goes on. */
    frozenSince: instant('frozen_since'),
    /** Too many recipients were "gone" at once to be believed: nothing proactive leaves until then. */
    brakedUntil: instant('braked_until'),
  },
  (t) => [primaryKey({ columns: [t.channel, t.account] })],
);

export const template = pgTable(
  'template',
  {
    channel: text('channel').$type<ChannelId>().notNull(),
    account: text('account').notNull(),
    name: text('name').notNull(),
    language: text('language').notNull(),
    status: text('status').notNull(),
    category: text('category'),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.account, t.name, t.language] })],
);

export const staff = pgTable('staff', {
  id: uuid('id').primaryKey(),
  /** Sign-in name; unique without regard to case. */
  login: text('login').notNull().unique(),
  name: text('name').notNull(),
  role: text('role').$type<StaffRole>().notNull(),
  doctorId: text('doctor_id').references(() => doctor.id),
  language: text('language').$type<Language>().notNull(),
  passwordHash: text('password_hash'),
  /** Whose duty it is; null is every clinic's. */
  clinicId: text('clinic_id').references(() => clinic.id),
  /** The staff member's own account, bound by a one-time code. */
  telegramUserId: text('telegram_user_id').unique(),
  telegramBoundAt: instant('telegram_bound_at'),
  /** What is being asked of them there; words are an answer to it only so long as it is open. */
  telegramStep: jsonb('telegram_step'),
  createdAt: instant('created_at').notNull(),
  disabledAt: instant('disabled_at'),
});

export type StaffRole = 'owner' | 'administrator' | 'doctor';

/** One-time codes by which a staff member's Telegram account is bound. Only the hash is stored. */
export const staffCode = pgTable('staff_code', {
  codeHash: text('code_hash').primaryKey(),
  staffId: uuid('staff_id')
    .notNull()
    .references(() => staff.id),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

/** One-time sign-in links. Only the hash is stored. */
export const signInLink = pgTable('sign_in_link', {
  tokenHash: text('token_hash').primaryKey(),
  staffId: uuid('staff_id')
    .notNull()
    .references(() => staff.id),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

export const staffSession = pgTable('staff_session', {
  tokenHash: text('token_hash').primaryKey(),
  staffId: uuid('staff_id')
    .notNull()
    .references(() => staff.id),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
});

/** Who changed what. Append-only by trigger. */
export const audit = pgTable(
  'audit',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('audit_subject').on(t.subject, t.seq)],
);
