/** The facts a decision rests on, for many messages in one statement each. In no particular order unless it says so. */

import { and, asc, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import type { MessageRow } from './messages.ts';
import type {
  AppointmentRow,
  CardRow,
  ClinicRow,
  PatientRow,
  ReasonRow,
  ServiceRow,
} from './registry.ts';
import { given } from './row.ts';
import {
  address,
  appointment,
  attempt,
  clinic,
  contact,
  message,
  patient,
  reason,
  service,
  serviceCard,
} from './schema.ts';
import { isAnyOf, jsonOf, statement } from './statement.ts';

type Ids = readonly string[];

const patients = statement((db) => db.select().from(patient).where(isAnyOf(patient.id, 'ids')));
export const findPatients = (db: Db, ids: Ids): Promise<PatientRow[]> =>
  patients(db, { ids: jsonOf(ids) });

const cards = statement((db) =>
  db.select().from(serviceCard).where(isAnyOf(serviceCard.patientId, 'ids')),
);
export const findCards = (db: Db, ids: Ids): Promise<CardRow[]> => cards(db, { ids: jsonOf(ids) });

const clinics = statement((db) => db.select().from(clinic).where(isAnyOf(clinic.id, 'ids')));
export const findClinics = (db: Db, ids: Ids): Promise<ClinicRow[]> =>
  clinics(db, { ids: jsonOf(ids) });

const services = statement((db) => db.select().from(service).where(isAnyOf(service.id, 'ids')));
export const findServices = (db: Db, ids: Ids): Promise<ServiceRow[]> =>
  services(db, { ids: jsonOf(ids) });

const appointments = statement((db) =>
  db.select().from(appointment).where(isAnyOf(appointment.id, 'ids')),
);
export const findAppointments = (db: Db, ids: Ids): Promise<AppointmentRow[]> =>
  appointments(db, { ids: jsonOf(ids) });

const reasons = statement((db) => db.select().from(reason).where(isAnyOf(reason.id, 'ids')));
export const findReasons = (db: Db, ids: Ids): Promise<ReasonRow[]> =>
  reasons(db, { ids: jsonOf(ids) });

const visits = statement((db) =>
  db
    .select()
    .from(appointment)
    .where(
      and(
        isAnyOf(appointment.patientId, 'ids'),
        gt(appointment.startsAt, given(appointment.startsAt, 'since')),
      ),
    )
    .orderBy(asc(appointment.startsAt)),
);
/** Of these patients, whatever the status, soonest first. */
export const visitsAfter = (
  db: Db,
  { ids, since }: { ids: Ids; since: Date },
): Promise<AppointmentRow[]> => visits(db, { ids: jsonOf(ids), since });

const ofPatients = statement((db) =>
  db
    .select()
    .from(reason)
    .where(isAnyOf(reason.patientId, 'ids'))
    .orderBy(asc(reason.dueAt), asc(reason.id)),
);
/** Soonest first. */
export const reasonsOfPatients = (db: Db, ids: Ids): Promise<ReasonRow[]> =>
  ofPatients(db, { ids: jsonOf(ids) });

const contacts = statement((db) => db.select().from(contact).where(isAnyOf(contact.id, 'ids')));
export const findContacts = (db: Db, ids: Ids) => contacts(db, { ids: jsonOf(ids) });

const addresses = statement((db) => db.select().from(address).where(isAnyOf(address.id, 'ids')));
export const findAddresses = (db: Db, ids: Ids) => addresses(db, { ids: jsonOf(ids) });

const attempts = statement(
  (db) =>
    db
      .select()
      .from(attempt)
      .where(isAnyOf(attempt.messageId, 'ids'))
      .orderBy(asc(attempt.startedAt), asc(attempt.number)),
  'planned each time',
);
/** Oldest first. */
export const attemptsOfMessages = (db: Db, ids: Ids) => attempts(db, { ids: jsonOf(ids) });

const ofVisits = statement((db) =>
  db
    .select()
    .from(message)
    .where(and(isAnyOf(message.appointmentId, 'ids'), isNotNull(message.planKey))),
);
/** Planned for these visits, sent or not. */
export const messagesOfVisits = (db: Db, ids: Ids): Promise<MessageRow[]> =>
  ofVisits(db, { ids: jsonOf(ids) });

const left = statement(
  (db) =>
    db
      .select({ id: message.id, patientId: message.patientId, at: message.decidedAt })
      .from(message)
      .where(
        and(
          isAnyOf(message.patientId, 'ids'),
          eq(message.proactive, true),
          // Questions whether we may write, and to whom, are not what the patient wanted less of.
          sql`${message.kind} not in ('still_you', 'ask_wellbeing', 'ask_recall')`,
          inArray(message.state, ['claimed', 'accepted', 'sent', 'delivered', 'read', 'unknown']),
          gt(message.decidedAt, given(message.decidedAt, 'since')),
        ),
      ),
  'planned each time',
);
/** Proactive messages to these patients that left, or may have left, since a moment. */
export const sentSince = (db: Db, { ids, since }: { ids: Ids; since: Date }) =>
  left(db, { ids: jsonOf(ids), since });
