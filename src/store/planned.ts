/** What is planned for many patients at once. */

import { and, asc, getTableColumns, isNotNull, sql } from 'drizzle-orm';
import { type Db, notifyDue } from './db.ts';
import type { MessageRow } from './messages.ts';
import type { PatientRow } from './registry.ts';
import { message, patient } from './schema.ts';
import { isAnyOf, jsonOf, rowsById, statement, written } from './statement.ts';

const locked = statement((db) =>
  db
    .select()
    .from(patient)
    .where(isAnyOf(patient.id, 'ids'))
    .orderBy(asc(patient.id))
    .for('no key update'),
);
/** Serialises whatever plans or routes for these patients; rows that refer to them may still be written. */
export const lockPatients = (db: Db, ids: readonly string[]): Promise<PatientRow[]> =>
  locked(db, { ids: jsonOf(ids) });

const ofPatients = statement((db) =>
  db
    .select()
    .from(message)
    .where(and(isAnyOf(message.patientId, 'ids'), isNotNull(message.planKey)))
    .orderBy(asc(message.id))
    .for('update'),
);
/** Every message planned from a visit or a reason of these patients, sent or not. */
export const lockPlanned = (db: Db, ids: readonly string[]): Promise<MessageRow[]> =>
  ofPatients(db, { ids: jsonOf(ids) });

/** As the table has them, so that a row may come as one JSON object. */
const columns = Object.entries(getTableColumns(message)).filter(([key]) => key !== 'seq');
const list = (names: readonly string[]) => sql.raw(names.join(', '));
const row = sql.raw(columns.map(([key, column]) => `"${key}" ${column.getSQLType()}`).join(', '));
const given = sql`jsonb_to_recordset(${sql.placeholder('rows')}::jsonb) as row (${row})`;

const insert = written(sql`
  insert into message (${list(columns.map(([, { name }]) => name))})
  select ${list(columns.map(([key]) => `"${key}"`))} from ${given} on conflict do nothing`);

/** A plan key that exists already inserts nothing: planning twice writes once. */
export async function insertPlanned(db: Db, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await insert(db, { rows: jsonOf(rows) });
  if (rows.some(({ state }) => state === 'planned')) await notifyDue(db);
}

const changeable = [
  'kind',
  'purpose',
  'dueAt',
  'notAfter',
  'appointmentId',
  'scheduleVersion',
  'reasonId',
  'state',
  'verdict',
  'code',
  'until',
  'decidedAt',
  'channel',
];
const set = columns
  .filter(([key]) => changeable.includes(key))
  .map(([key, { name }]) => `${name} = row."${key}"`);

const update = written(sql`
  update message set ${list(set)} from ${given}
  where message.id = row.id and ${isAnyOf(message.id, 'ids')}`);

/** Writes what planning may change of them. */
export async function updatePlanned(db: Db, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length > 0)
    await update(
      db,
      rowsById(rows, ({ id }) => id),
    );
}
