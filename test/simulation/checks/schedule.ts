/** Of a visit that the clinic's schedule lacks, or was last told of too long ago, nothing is begun; a sweeping list waits for a person. */

import type { Check, World } from '../contract.ts';
import { authority_ms, sightOf } from './eyes.ts';
import { looked, noteOf, unless, wrong } from './looked.ts';

const name = 'schedule';
const told_ms = 24 * 3_600_000;

const doubtText = `select a.absent_at < $2::timestamptz as absent, c.schedule_told_at < $3::timestamptz as stale
  from message m join appointment a on a.id = m.appointment_id join clinic c on c.id = a.clinic_id
  where m.id = $1::uuid and m.purpose = 'visit' and a.starts_at > $4::timestamptz
    and (a.absent_at is not null or c.schedule_told_at is not null)`;

interface Doubt {
  readonly absent: boolean | null;
  readonly stale: boolean | null;
}

/** Lists that were written although they changed too much. Noted by whoever sends them. */
export const unaskedOf = (world: World): string[] => noteOf(world, 'unasked', () => [] as string[]);

export const schedule: Check = {
  name,
  onRequest: async (world, request) => {
    const { message } = await sightOf(world, request);
    if (!message?.proactive) return [];
    const atMs = request.startedAt.getTime();
    const before = (ms: number) => new Date(atMs - ms).toISOString();
    const [doubt] = await world.sql<Doubt>(doubtText, [
      message.id,
      before(authority_ms),
      before(told_ms + authority_ms),
      before(0),
    ]);
    if (!doubt) return [];
    looked(world, name);
    return unless(
      !doubt.absent && !doubt.stale,
      name,
      () =>
        `${message.kind} ${message.id} started, of a visit ${doubt.absent ? 'that the schedule lacks' : 'last told of more than a day before'}`,
    );
  },
  onStep: async (world) => unaskedOf(world).map((what) => wrong(name, what)),
};
