/** Clinics, doctors, services and patients, as the clinic system tells them. PUT is an idempotent upsert by its own id. */

import { authorityEnd } from '../domain/identity.ts';
import { bindingsOfPatient, updateBinding } from '../store/bindings.ts';
import { appendAudit } from '../store/consent.ts';
import {
  type ClinicRow,
  type DoctorRow,
  findClinic,
  findDoctor,
  findPatient,
  findService,
  type PatientRow,
  patientsWithVisits,
  type ServiceRow,
  upsertClinic,
  upsertDoctor,
  upsertPatient,
  upsertService,
} from '../store/registry.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, notFound, type Outcome, ok } from './fault.ts';
import { planPatient, planPatients } from './plan.ts';

/** What staff set as well as the clinic system: left out, it stays as it is. */
type Kept =
  | 'consentPolicy'
  | 'cadence'
  | 'bring'
  | 'mapUrl'
  | 'transit'
  | 'parking'
  | 'quietMoveMin'
  | 'reviewUrl'
  | 'asksScore'
  | 'translations'
  | 'scheduleToldAt';
type Given<Row> = { readonly [K in keyof Row & Kept]?: Row[K] | undefined };
type Input<Row> = Omit<Row, 'createdAt' | 'updatedAt' | 'erasedAt' | Kept> & Given<Row>;

const patients_at_once = 200;

const stamps = (ctx: Pick<Context, 'clock'>) => {
  const now = ctx.clock.now();
  return { createdAt: now, updatedAt: now };
};

export async function putClinic(
  ctx: Context,
  input: Input<ClinicRow>,
): Promise<Outcome<ClinicRow>> {
  return transact(ctx, async (tx) => {
    const known = await findClinic(tx.db, input.id);
    await upsertClinic(tx.db, { ...input, ...stamps(ctx) });
    const clinic = await findClinic(tx.db, input.id);
    if (known && clinic && isPlannedOtherwise(known, clinic))
      await planVisitsOf(tx, { clinicId: clinic.id });
    return found(clinic, 'clinic');
  });
}

export async function putDoctor(
  ctx: Context,
  input: Input<DoctorRow>,
): Promise<Outcome<DoctorRow>> {
  return transact(ctx, async (tx) => {
    if (input.clinicId && !(await findClinic(tx.db, input.clinicId)))
      return notFound('clinicId', 'clinic');
    await upsertDoctor(tx.db, { ...input, ...stamps(ctx) });
    return found(await findDoctor(tx.db, input.id), 'doctor');
  });
}

export async function putService(
  ctx: Context,
  input: Input<ServiceRow>,
): Promise<Outcome<ServiceRow>> {
  return transact(ctx, async (tx) => {
    const known = await findService(tx.db, input.id);
    await upsertService(tx.db, { ...input, ...stamps(ctx) });
    const service = await findService(tx.db, input.id);
    if (known && service && !areSame(known.cadence, service.cadence))
      await planVisitsOf(tx, { serviceId: service.id });
    return found(service, 'service');
  });
}

/** By other rules than before, what is planned already may be due at another time, or not at all. */
const isPlannedOtherwise = (before: ClinicRow, after: ClinicRow): boolean =>
  before.zone !== after.zone ||
  before.quietMoveMin !== after.quietMoveMin ||
  !areSame(before.cadence, after.cadence);

const areSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

async function planVisitsOf(
  ctx: TxContext,
  of: { readonly clinicId?: string; readonly serviceId?: string },
): Promise<void> {
  const ids = await patientsWithVisits(ctx.db, { ...of, since: ctx.clock.now() });
  for (let from = 0; from < ids.length; from += patients_at_once)
    await planPatients(ctx, ids.slice(from, from + patients_at_once));
}

export async function putPatient(
  ctx: Context,
  { actor, ...input }: Input<PatientRow> & { actor: string },
): Promise<Outcome<PatientRow>> {
  const outcome = await transact(ctx, async (tx) => {
    if (input.clinicId && !(await findClinic(tx.db, input.clinicId)))
      return notFound('clinicId', 'clinic');
    if ((await findPatient(tx.db, input.id))?.erasedAt)
      return conflict('id', 'erased', 'the patient asked to be forgotten');
    const known = await findPatient(tx.db, input.id);
    await upsertPatient(tx.db, { ...input, ...stamps(ctx) });
    if (known && known.birthDate !== input.birthDate) await limitAuthority(tx, input);
    await appendAudit(tx.db, {
      at: tx.clock.now(),
      actor,
      action: 'patient_put',
      subject: `patient:${input.id}`,
      details: {},
    });
    await planPatient(tx, input.id);
    return found(await findPatient(tx.db, input.id), 'patient');
  });
  ctx.wake();
  return outcome;
}

/** Parents bound before the birth date was known, or right, speak until the child is of age by it. */
export async function limitAuthority(
  ctx: TxContext,
  { id, birthDate }: Pick<PatientRow, 'id' | 'birthDate'>,
): Promise<void> {
  for (const { binding } of await bindingsOfPatient(ctx.db, id)) {
    const authorityEndsOn = authorityEnd(binding.relation, birthDate);
    if (authorityEndsOn) await updateBinding(ctx.db, binding.id, { authorityEndsOn });
  }
}

const found = <T>(row: T | null, what: string): Outcome<T> =>
  row ? ok(row) : notFound('id', what);
