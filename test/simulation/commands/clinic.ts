/** What a clinic's own system tells: visits, and who the patients are. */

import { putAppointment } from '../../../src/app/appointments.ts';
import { putPatient } from '../../../src/app/registry.ts';
import type { AppointmentStatus } from '../../../src/domain/words.ts';
import { undoneOf } from '../checks/slots.ts';
import type { Command, Random, World } from '../contract.ts';
import { castOf, given, nextSerial, nth, numberOf, type Patient, type Visit } from './cast.ts';
import { anyPatient, command, minute, some } from './shape.ts';

export const doctors = ['d1', 'd2', 'd3'] as const;

/** Minutes from now: soon, about when reminders fall due, far, and past. */
function ahead(random: Random): number {
  const ranges = [
    [10, 3 * 60],
    [3 * 60, 30 * 60],
    [20 * 60, 4 * 24 * 60],
    [4 * 24 * 60, 12 * 24 * 60],
    [-10 * 60, 0],
  ] as const;
  const [from, to] = random.pick([...ranges, ranges[1], ranges[1], ranges[2], ranges[2]]);
  return 5 * Math.round((from + random.int(to - from)) / 5);
}

/** On whole minutes of five, as clinics book. */
export const inMinutes = (world: World, minutes: number): string =>
  new Date(Math.round(world.now().getTime() / (5 * minute)) * 5 * minute + minutes * minute)
    .toISOString()
    .replace(/:\d\d\.\d{3}Z$/, ':00.000Z');

export async function tellVisit(world: World, told: Visit): Promise<void> {
  const { id, doctor, patient, startsAt, status, version, service = 's1' } = told;
  const fixed = { clinicId: 'c1', serviceId: service, durationMin: 30, actor: 'api' };
  const before = await rowOf(world, id);
  const put = await world.call((ctx) =>
    putAppointment(ctx, {
      ...fixed,
      id,
      doctorId: doctor,
      patientId: patient,
      startsAt: new Date(startsAt),
      status,
      version,
    }),
  );
  const applied = given(put);
  const visits = castOf(world).visits;
  const known = visits.find((one) => one.id === id);
  if (before && known) noteUndone(world, { before, after: await rowOf(world, id), told, known });
  if (!applied?.applied) return;
  if (known) Object.assign(known, told);
  else visits.push({ ...told });
}

interface Row {
  readonly at: string;
  readonly status: string;
}

const rowOf = async (world: World, id: string): Promise<Row | undefined> =>
  (
    await world.sql<Row>(
      `select to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, status
      from appointment where id = $1`,
      [id],
    )
  )[0];

/** The clinic said again what it had said before the patient or the desk moved or cancelled. */
function noteUndone(
  world: World,
  {
    before,
    after,
    told,
    known,
  }: { before: Row; after: Row | undefined; told: Visit; known: Visit },
): void {
  const { startsAt, status } = told;
  const isOn = status === 'booked' || status === 'confirmed';
  const repeats = isOn && known.startsAt === startsAt && known.status === status;
  if (!repeats || !after || (after.at === before.at && after.status === before.status)) return;
  undoneOf(world).push(
    `${told.id} was ${before.status} at ${before.at}, now ${after.status} at ${after.at}`,
  );
}

interface Booking {
  readonly patient: number;
  readonly doctor: number;
  readonly minutes: number;
}

const book = command<Booking>('visit', 8, {
  choose: (world, random) => {
    const patient = anyPatient(world, random);
    return patient === null ? null : { patient, doctor: some(random), minutes: ahead(random) };
  },
  run: async (world, { patient, doctor, minutes }) => {
    const whose = nth(castOf(world).patients, patient);
    if (!whose) return;
    const base = { status: 'booked', version: 1, doctor: nth(doctors, doctor) ?? 'd1' } as const;
    const id = `v${nextSerial(world)}`;
    await tellVisit(world, {
      ...base,
      id,
      patient: whose.id,
      startsAt: inMinutes(world, minutes),
    });
  },
});

interface Move {
  readonly visit: number;
  /** From the present time of the visit, or, with `fresh`, from now. */
  readonly minutes: number;
  readonly fresh: boolean;
}

const move = command<Move>('move-visit', 4, {
  choose: (world, random) => {
    if (castOf(world).visits.length === 0) return null;
    const fresh = random.chance(0.5);
    const shift = random.pick([5, 15, 60, 120, -60, 24 * 60, -24 * 60, 7 * 24 * 60]);
    return { visit: some(random), minutes: fresh ? ahead(random) : shift, fresh };
  },
  run: async (world, { visit, minutes, fresh }) => {
    const known = nth(castOf(world).visits, visit);
    if (!known) return;
    const from = new Date(known.startsAt).getTime() + minutes * minute;
    const startsAt = fresh ? inMinutes(world, minutes) : new Date(from).toISOString();
    await tellVisit(world, { ...known, startsAt, version: known.version + 1 });
  },
});

/** Nights in which Berlin, New York or nobody turns the clocks. */
const turns = ['2026-10-25', '2026-11-01', '2027-03-14', '2027-03-28'] as const;

const dst = command<{ visit: number; night: number; minutes: number }>('visit-on-clock-night', 1, {
  choose: (world, random) =>
    castOf(world).visits.length === 0
      ? null
      : { visit: some(random), night: random.int(turns.length), minutes: 5 * random.int(400) },
  run: async (world, { visit, night, minutes }) => {
    const known = nth(castOf(world).visits, visit);
    const at = Date.parse(`${nth(turns, night) ?? turns[0]}T00:00:00Z`) + minutes * minute;
    if (!known || at < world.now().getTime()) return;
    const startsAt = new Date(at).toISOString();
    await tellVisit(world, { ...known, startsAt, version: known.version + 1 });
  },
});

const statuses: readonly AppointmentStatus[] = [
  ...(['cancelled', 'cancelled', 'cancelled', 'completed', 'completed'] as const),
  ...(['arrived', 'no_show', 'booked', 'confirmed'] as const),
];

const status = command<{ visit: number; status: AppointmentStatus }>('visit-status', 4, {
  choose: (world, random) =>
    castOf(world).visits.length === 0
      ? null
      : { visit: some(random), status: random.pick(statuses) },
  run: async (world, { visit, status: next }) => {
    const known = nth(castOf(world).visits, visit);
    if (known) await tellVisit(world, { ...known, status: next, version: known.version + 1 });
  },
});

/** The clinic's own version grows, and nothing that concerns the patient has changed. */
const note = command<{ visit: number }>('visit-note', 3, {
  choose: (world, random) => (castOf(world).visits.length === 0 ? null : { visit: some(random) }),
  run: async (world, { visit }) => {
    const known = nth(castOf(world).visits, visit);
    if (known) await tellVisit(world, { ...known, version: known.version + 1 });
  },
});

/** A note that arrives late: an older version, or the same once more with other facts. */
const older = command<{ visit: number; back: number; minutes: number }>('visit-older-version', 1, {
  choose: (world, random) =>
    castOf(world).visits.length === 0
      ? null
      : { visit: some(random), back: random.int(3), minutes: 60 * random.int(48) },
  run: async (world, { visit, back, minutes }) => {
    const known = nth(castOf(world).visits, visit);
    if (!known) return;
    const startsAt = inMinutes(world, minutes);
    await tellVisit(world, { ...known, startsAt, version: Math.max(0, known.version - back) });
  },
});

const otherPatient = command<{ visit: number; patient: number }>('visit-of-another', 1, {
  choose: (world, random) => {
    const patient = anyPatient(world, random);
    if (patient === null || castOf(world).visits.length === 0) return null;
    return { visit: some(random), patient };
  },
  run: async (world, { visit, patient }) => {
    const cast = castOf(world);
    const [known, whose] = [nth(cast.visits, visit), nth(cast.patients, patient)];
    if (!known || !whose) return;
    await tellVisit(world, { ...known, patient: whose.id, version: known.version + 1 });
  },
});

export async function tellPatient(world: World, patient: Patient): Promise<void> {
  const { id, name, phone, birthDate, guardian } = patient;
  await world.call((ctx) =>
    putPatient(ctx, {
      id,
      name,
      phone,
      birthDate,
      language: null,
      guardian: guardian === null ? null : { phone: guardian },
      clinicId: 'c1',
      actor: 'api',
    }),
  );
}

const newPhone = command<{ patient: number; person: number; guardian: boolean }>('patient', 2, {
  choose: (world, random) => {
    const patient = anyPatient(world, random);
    if (patient === null || world.people.length === 0) return null;
    return { patient, person: some(random), guardian: random.chance(0.3) };
  },
  run: async (world, { patient, person, guardian }) => {
    const whose = nth(castOf(world).patients, patient);
    const of = nth(world.people, person);
    if (!whose || !of) return;
    if (guardian) whose.guardian = numberOf(of);
    else whose.phone = numberOf(of);
    whose.numbers.push(numberOf(of));
    await tellPatient(world, whose);
  },
});

export const clinicCommands: readonly Command[] = [
  book,
  move,
  dst,
  status,
  note,
  older,
  otherPatient,
  newPhone,
];
