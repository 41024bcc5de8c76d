/** Visits moved at the desk, and the clinic system's whole list, which may not know of it. */

import { moveByDesk, seenOf, undoMove } from '../../../src/app/desk-moves.ts';
import { importList } from '../../../src/app/import.ts';
import { decideImport } from '../../../src/app/import-write.ts';
import { readAppointment } from '../../../src/app/queries-console-patients.ts';
import { unaskedOf } from '../checks/schedule.ts';
import type { Command, World } from '../contract.ts';
import { castOf, nth, type Visit } from './cast.ts';
import { doctors, inMinutes, tellVisit } from './clinic.ts';
import { command, some } from './shape.ts';

const second = 1_000;

const actor = 'staff:desk';
const shownOf = async (world: World, { id }: Visit) => {
  const found = await world.call((ctx) => readAppointment(ctx, id));
  return found && { appointmentId: id, seen: seenOf(found), actor };
};

interface Moving {
  readonly visit: number;
  readonly doctor: number;
  readonly minutes: number;
  readonly undone: boolean;
  /** The clinic system tells what it knew. */
  readonly listed: boolean;
}

const moves = command<Moving>('desk-moves', 5, {
  choose: (world, random) =>
    castOf(world).visits.length === 0
      ? null
      : {
          visit: some(random),
          doctor: some(random),
          minutes: 60 + 30 * random.int(100),
          undone: random.chance(0.2),
          listed: random.chance(0.5),
        },
  run: async (world, { visit, doctor, minutes, undone, listed }) => {
    const known = nth(castOf(world).visits, visit);
    const shown = known && (await shownOf(world, known));
    if (!shown) return;
    const place = { doctorId: nth(doctors, doctor) ?? 'd1', clinicId: 'c1' };
    const startsAt = new Date(inMinutes(world, minutes));
    await world.call((ctx) => moveByDesk(ctx, { ...shown, ...place, startsAt }));
    await world.advance(5 * second);
    const now = undone ? await shownOf(world, known) : null;
    if (now) await world.call((ctx) => undoMove(ctx, now));
    if (listed) await tellVisit(world, { ...known, version: known.version + 1 });
  },
});

interface Listed {
  /** The visit that is told otherwise, by so many minutes. */
  readonly visit: number;
  readonly minutes: number;
  /** All of them are. */
  readonly swept: boolean;
  /** The list is the whole schedule, and does not have it. */
  readonly missing: boolean;
  /** What a person says if the list waits for one. */
  readonly decision: 'agreed' | 'declined';
}

const lineOf = ({ id, patient, doctor, startsAt, status, service = 's1' }: Visit): string =>
  [id, patient, doctor, 'c1', service, startsAt, '30', status].join(';');

interface Ahead {
  readonly id: string;
  readonly stands: string;
  readonly absent: boolean;
}

const aheadText = `select id, starts_at || status as stands, absent_at is not null as absent from appointment
  where status in ('booked', 'confirmed') and starts_at > $1::timestamptz order by id`;
const aheadOf = (world: World) => world.sql<Ahead>(aheadText, [world.now().toISOString()]);

/** Written without a person, it may have changed one visit, or a fifth of those to come and fifty at most. */
function noteSwept(world: World, before: readonly Ahead[], after: readonly Ahead[]): void {
  const changed = before.filter(({ id, stands, absent }) => {
    const now = after.find((one) => one.id === id);
    return now?.stands !== stands || (now.absent && !absent);
  }).length;
  if (changed <= 1 || (changed <= 50 && changed * 5 <= before.length)) return;
  unaskedOf(world).push(`a list changed ${changed} of ${before.length} visits to come unasked`);
}

/** As a clinic system without versions exports it. */
const list = command<Listed>('visits-list', 5, {
  choose: (world, random) =>
    castOf(world).visits.length === 0
      ? null
      : {
          visit: some(random),
          minutes: random.pick([0, 0, 30, 60, 24 * 60]),
          swept: random.chance(0.3),
          missing: random.chance(0.3),
          decision: random.chance(0.7) ? 'agreed' : 'declined',
        },
  run: async (world, { visit, minutes, swept, missing, decision }) => {
    const { visits } = castOf(world);
    const one = nth(visits, visit);
    if (!one) return;
    const later = (iso: string) => new Date(Date.parse(iso) + minutes * 60_000).toISOString();
    const told = visits
      .filter((known) => !missing || known !== one)
      .map((known) =>
        swept || known === one ? { ...known, startsAt: later(known.startsAt) } : known,
      );
    const before = await aheadOf(world);
    const head = 'id;patientId;doctorId;clinicId;serviceId;startsAt;durationMin;status';
    const bytes = new TextEncoder().encode([head, ...told.map(lineOf)].join('\n'));
    const options = {
      ...{ dryRun: false, snapshot: missing, from: null, until: null },
      ...{ clinicId: null, encoding: null },
    };
    const file = { kind: 'visits', filename: 'visits.csv', requestKey: null } as const;
    const run = await world.call((ctx) =>
      importList(ctx, { ...file, bytes, options, actor: 'api' }),
    );
    const held = run?.state === 'held' ? { id: run.id, decision, actor } : null;
    const agreed = held && (await world.call((ctx) => decideImport(ctx, held)));
    if (run?.state === 'applied') noteSwept(world, before, await aheadOf(world));
    if (run?.state !== 'applied' && !(agreed?.ok && decision === 'agreed')) return;
    for (const { id, startsAt } of told)
      Object.assign(visits.find((known) => known.id === id) ?? {}, { startsAt });
  },
});

export const deskCommands: readonly Command[] = [moves, list];
