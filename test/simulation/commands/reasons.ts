/** Why a patient may be invited: recorded with the evidence it needs or without, changed, taken back, brought in a list. */

import { putCard } from '../../../src/app/cards.ts';
import { recordAgreements } from '../../../src/app/consents.ts';
import { importList } from '../../../src/app/import.ts';
import {
  changeReason,
  closeReason,
  type ReasonInput,
  recordReason,
} from '../../../src/app/reasons.ts';
import { type FollowUpKind, followUpKinds, purposeOf } from '../../../src/domain/reasons.ts';
import type { Purpose } from '../../../src/domain/words.ts';
import { lastPhoto, workOf } from '../checks/eyes.ts';
import { acceptedOf } from '../checks/invited.ts';
import { wallOf } from '../checks/own-time.ts';
import type { Command, Random, World } from '../contract.ts';
import { castOf, nextSerial, nth, type Patient, type Visit, wordAbout } from './cast.ts';
import { inMinutes, tellVisit } from './clinic.ts';
import { anyPatient, command, day, some } from './shape.ts';

/** A local date, so many days from today. */
export const dateIn = (world: World, days: number): string =>
  wallOf(new Date(world.now().getTime() + days * day), castOf(world).zone).date;

/** A visit that took place, an hour or so ago. */
export async function treat(world: World, patient: Patient, service = 's1'): Promise<Visit> {
  const visit: Visit = {
    id: `v${nextSerial(world)}`,
    patient: patient.id,
    doctor: 'd1',
    startsAt: inMinutes(world, -90),
    status: 'completed',
    version: 1,
    service,
  };
  await tellVisit(world, visit);
  return visit;
}

export async function agreeTo(world: World, patient: Patient, purposes: readonly Purpose[]) {
  const set = { strength: null, wording: null, document: null, bindingId: null, actor: 'api' };
  const channels = ['telegram', 'whatsapp'] as const;
  const act = { patientId: patient.id, act: 'given', mechanism: 'paper', purposes } as const;
  await world.call((ctx) => recordAgreements(ctx, { ...act, channels, ...set }));
}

export interface Followed {
  readonly kind: FollowUpKind;
  readonly agreed: boolean;
  /** Until the patient is to hear of it. */
  readonly days: number;
}

/** With all the evidence that its kind needs. */
function rightly(world: World, visit: Visit, { kind, agreed, days }: Followed, words: string) {
  const plan = {
    signedOn: dateIn(world, -1),
    urgentItem: '36',
    done: null,
    left: null,
    risk: null,
    deadline: dateIn(world, days + 14),
  };
  const own: ReasonInput = {
    patientId: visit.patient,
    kind,
    doctorId: visit.doctor,
    appointmentId: kind === 'control' ? visit.id : null,
    serviceId: null,
    dueOn: dateIn(world, days),
    lastVisitOn: kind === 'hygiene' || kind === 'checkup' ? dateIn(world, -180) : null,
    intervalMonths: null,
    argument: `Пора взглянуть: ${words}`,
    note: `Запись ${words}`,
    plan: kind === 'plan' ? plan : null,
    freeConsultation: false,
    leaving: null,
    namedOn: null,
    contraindications: [],
    guarantee: false,
    agreed,
    agreedHow: agreed ? 'verbal' : null,
    actor: 'api',
    byDoctor: null,
  };
  return own;
}

/** Whether the patient's last word about this purpose was that they want none of it. */
async function isDeclined(world: World, patient: string, kind: FollowUpKind): Promise<boolean> {
  const rows = await world.sql<{ state: string }>(
    `select state from reason where patient_id = $1 and purpose = $2 order by updated_at desc limit 2`,
    [patient, purposeOf(kind)],
  );
  return rows.length > 0 && rows.every(({ state }) => state === 'declined');
}

export async function follow(world: World, visit: Visit, followed: Followed) {
  const patient = castOf(world).patients.find(({ id }) => id === visit.patient);
  if (!patient) return null;
  const refused = !followed.agreed && (await isDeclined(world, patient.id, followed.kind));
  const input = rightly(world, visit, followed, wordAbout(world, patient));
  const made = await world.call((ctx) => recordReason(ctx, input));
  if (made?.ok && refused)
    acceptedOf(world).push(`${followed.kind} of ${patient.id}, who has just declined it`);
  return made?.ok ? made.value : null;
}

export interface FollowUp extends Followed {
  readonly patient: number;
  readonly consents: boolean;
  /** Has chosen calls, and agreed to nothing else. */
  readonly calls: boolean;
}

export const anyFollowUp = (world: World, random: Random): FollowUp | null => {
  const patient = anyPatient(world, random);
  const calls = random.chance(0.12);
  return patient === null
    ? null
    : {
        patient,
        calls,
        kind: random.pick(followUpKinds),
        agreed: random.chance(calls ? 0.5 : 0.75),
        consents: !calls && random.chance(0.7),
        days: random.pick([1, 1, 2, 3, 9]),
      };
};

export async function recordOne(world: World, { patient, consents, calls, ...followed }: FollowUp) {
  const whose = nth(castOf(world).patients, patient);
  if (!whose) return null;
  if (consents) await agreeTo(world, whose, [purposeOf(followed.kind)]);
  const chosen = { patientId: whose.id, change: { channels: ['phone' as const] }, actor: 'api' };
  if (calls) await world.call((ctx) => putCard(ctx, chosen));
  const treated = await treat(world, whose);
  return follow(world, treated, followed);
}

const followUp = command<FollowUp>('follow-up', 2, {
  choose: anyFollowUp,
  run: async (world, params) => void (await recordOne(world, params)),
});

type Fault = (right: ReasonInput) => ReasonInput;
const faults: Readonly<Record<string, Fault>> = {
  nobody: (right) => ({ ...right, patientId: 'nobody' }),
  'no doctor': (right) => ({ ...right, kind: 'personal', doctorId: null }),
  'no argument': (right) => ({ ...right, kind: 'checkup', argument: null }),
  'no visit before': (right) => ({ ...right, kind: 'hygiene', lastVisitOn: null }),
  'no treatment': (right) => ({ ...right, kind: 'control', appointmentId: null }),
  'no signature': (right) => ({
    ...right,
    kind: 'plan',
    plan: right.plan && { ...right.plan, signedOn: null },
  }),
  'no plan': (right) => ({ ...right, kind: 'plan', plan: null }),
  'no note': (right) => ({ ...right, kind: 'later_need', note: null }),
  'no day': (right) => ({ ...right, kind: 'later_need', dueOn: null }),
  'another doctor': (right) => ({ ...right, kind: 'personal', doctorId: 'd9' }),
  'too dear': (right) => ({ ...right, leaving: 'too_dear' }),
  'no day named': (right) => ({ ...right, leaving: 'will_think' }),
  'free consultation': (right) => ({ ...right, freeConsultation: true, plan: null }),
  'a price': (right) => ({ ...right, argument: 'скидка 20 %' }),
  'a reproach': (right) => ({ ...right, argument: 'почему вы не пришли' }),
  'too late': (right) => ({ ...right, dueOn: '2025-01-01' }),
  'not said how': (right) => ({ ...right, agreed: true, agreedHow: null }),
};

/** Of plans alone, and the rule that matters most: several times, as most kinds have no plan at all. */
const unsigned = 'no signature';
const anyFault = [...Object.keys(faults), unsigned, unsigned];

/** Whatever is missing or should not be there, it is refused. */
const wrongly = command<FollowUp & { fault: string }>('follow-up-without-right', 0.7, {
  choose: (world, random) => {
    const asked = anyFollowUp(world, random);
    return asked && { ...asked, fault: random.pick(anyFault) };
  },
  run: async (world, { patient, fault, ...followed }) => {
    const whose = nth(castOf(world).patients, patient);
    const spoil = faults[fault];
    if (!whose || !spoil) return;
    const treated = await treat(world, whose);
    const kind = fault === unsigned ? 'plan' : followed.kind;
    const right = rightly(world, treated, { ...followed, kind }, wordAbout(world, whose));
    const made = await world.call((ctx) => recordReason(ctx, spoil(right)));
    if (made?.ok) acceptedOf(world).push(`${made.value.kind} with ${fault}`);
  },
});

const planned = `select id from reason where state = 'planned' and kind not in ('wellbeing', 'impression') order by id`;

const change = command<{ n: number; days: number; close: boolean }>('follow-up-changed', 1.5, {
  choose: (world, random) =>
    workOf(world).reasons === 0
      ? null
      : { n: some(random), days: 1 + random.int(4), close: random.chance(0.35) },
  run: async (world, { n, days, close }) => {
    const id = nth(await world.sql<{ id: string }>(planned), n)?.id;
    if (!id) return;
    const act = { id, actor: 'api', byDoctor: null };
    await world.call((ctx) =>
      close ? closeReason(ctx, act) : changeReason(ctx, act, { dueOn: dateIn(world, days) }),
    );
  },
});

const options = {
  dryRun: false,
  snapshot: false,
  from: null,
  until: null,
  clinicId: 'c1',
  encoding: null,
};

/** As a clinic system exports it. Nobody in it has agreed to anything by that. */
const list = command<{ patient: number; purpose: string; days: number }>('recalls-list', 0.7, {
  choose: (world, random) => {
    const patient = anyPatient(world, random);
    const purpose = random.pick(['hygiene', 'checkup', 'control']);
    return patient === null ? null : { patient, purpose, days: 1 + random.int(3) };
  },
  run: async (world, { patient, purpose, days }) => {
    const whose = nth(castOf(world).patients, patient);
    if (!whose) return;
    const words = `Пора взглянуть: ${wordAbout(world, whose)}`;
    const line = [whose.id, purpose, dateIn(world, -180), '6', dateIn(world, days), 'd1', words];
    const head = 'patientId;purpose;lastVisitOn;intervalMonths;dueOn;doctorId;argument';
    const bytes = new TextEncoder().encode(`${head}\n${line.join(';')}\n`);
    const file = { kind: 'recalls', filename: 'recalls.csv', requestKey: null } as const;
    await world.call((ctx) => importList(ctx, { ...file, bytes, options, actor: 'api' }));
  },
});

const outcomes = ['completed', 'completed', 'cancelled', 'no_show', 'arrived'] as const;
const booked = `select a.id, a.patient_id as patient, a.doctor_id as doctor, a.version,
    to_char(a.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
  from reason r join appointment a on a.id = r.booked_id where r.state = 'booked' order by a.id`;

interface Booked {
  readonly id: string;
  readonly patient: string;
  readonly doctor: string;
  readonly version: number | string;
  readonly at: string;
}

/** What came of a visit that was booked for a reason. */
const outcome = command<{ n: number; status: (typeof outcomes)[number] }>('booked-and-then', 2, {
  choose: (world, random) =>
    lastPhoto(world)?.reasons.some(({ state }) => state === 'booked')
      ? { n: some(random), status: random.pick(outcomes) }
      : null,
  run: async (world, { n, status }) => {
    const found = nth(await world.sql<Booked>(booked), n);
    if (!found) return;
    const { at: startsAt, version, ...rest } = found;
    await tellVisit(world, { ...rest, startsAt, status, version: Number(version) + 1 });
  },
});

export const reasonCommands: readonly Command[] = [followUp, wrongly, change, list, outcome];
