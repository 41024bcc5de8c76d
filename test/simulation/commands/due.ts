/** What is due next, whose phones it concerns, and everybody dying or coming back at once. */

import type { ChannelId } from '../../../src/domain/words.ts';
import { lastPhoto } from '../checks/eyes.ts';
import type { Phone, World } from '../contract.ts';
import { castOf, nextSerial } from './cast.ts';
import { doctors, inMinutes, tellVisit } from './clinic.ts';
import { day } from './shape.ts';

/** Nothing is waited for any longer. */
export const longest = 3 * day;

interface Due {
  readonly patient: string;
  readonly visit: string | null;
  readonly channel: ChannelId | null;
  readonly verdict: string | null;
  /** From now. */
  readonly ms: number;
  readonly endMs: number;
}

const dueText = `select patient_id as patient, appointment_id as visit, channel, verdict,
    extract(epoch from (due_at - $1::timestamptz)) * 1000 as ms,
    extract(epoch from (not_after - $1::timestamptz)) * 1000 as "endMs"
  from message where state = 'planned' and proactive and due_at > $1::timestamptz
  order by (verdict = 'send') desc nulls last, due_at, seq limit 1`;

/** The next message that, as things are, would really go first; where there is none, a visit is told of that makes one. */
export async function nextDue(world: World): Promise<Due | null> {
  const due = await findDue(world);
  if (due?.verdict === 'send') return due;
  const patient = anyOpen(world);
  if (!patient) return due;
  await tellVisit(world, {
    id: `v${nextSerial(world)}`,
    patient,
    doctor: world.random.pick(doctors),
    startsAt: inMinutes(world, 135),
    status: 'booked',
    version: 1,
  });
  return findDue(world);
}

/** Somebody with a proven account that nothing holds back. */
function anyOpen(world: World): string | undefined {
  const { addresses = [], bindings = [] } = lastPhoto(world) ?? {};
  const open = addresses.filter(
    (one) => !one.stopped_at && !one.paused_at && !one.quarantined_at && !one.unreachable_code,
  );
  const found = bindings.filter(
    (one) =>
      one.ended_at === null &&
      one.verified_by !== 'invitation' &&
      open.some(({ id }) => id === one.address_id),
  );
  const patients = [...new Set(found.map((one) => one.patient_id))].toSorted();
  return patients.length === 0 ? undefined : world.random.pick(patients);
}

async function findDue(world: World): Promise<Due | null> {
  const [row] = await world.sql<Due>(dueText, [world.now().toISOString()]);
  const due = row && { ...row, ms: Number(row.ms), endMs: Number(row.endMs) };
  return due && due.ms < longest ? due : null;
}

/** Of somebody who speaks for this patient. */
export function phonesFor(world: World, patient: string): readonly Phone[] {
  const speakers = castOf(world).patients.find(({ id }) => id === patient)?.speakers ?? [];
  return speakers.flatMap((n) => world.people[n]?.phones ?? []);
}

export async function killAll(world: World): Promise<void> {
  for (const process of world.processes) if (process.alive) world.kill(process);
  await world.advance(2_001);
}

export async function restartAll(world: World): Promise<void> {
  for (const process of world.processes) if (!process.alive) await world.restart(process);
}
