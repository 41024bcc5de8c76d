/** What only the whole of a schedule tells: two visits at one time, and visits that it no longer has. */

import type { ImportOptions, LineNote, RowOutcome } from '../domain/imports.ts';
import { addDays, laterOf, startOfDay, toLocal } from '../domain/time.ts';
import { takingStatuses } from '../domain/words.ts';
import { countAhead, missingFrom, type Slot, type Stretch, timesOf } from '../store/import-rows.ts';
import type { AppointmentRow } from '../store/registry.ts';
import type { TxContext } from './context.ts';
import type { Scale, Scan } from './import-kind.ts';
import type { Register } from './import-register.ts';
import type { WeighedVisit } from './import-visits.ts';

export function scanVisits({ register, mode, now }: Scale): Scan<WeighedVisit> {
  const ids: string[] = [];
  const slots: Slot[] = [];
  /** Whose times the list itself decides. */
  const rewritten = new Set<string>();
  const days = new Map<string, Days>();
  let changed = 0;
  return {
    see(weighed) {
      for (const { said, line, outcome, row, known } of weighed) {
        ids.push(said.id);
        noteDay(
          days,
          said.clinicId,
          toLocal(new Date(said.startsAt), register.zoneOf(said.clinicId)).date,
        );
        if (known && isAhead(known, now) && changing.includes(outcome)) changed += 1;
        if (mode === 'write' || !row || outcome === 'same') continue;
        rewritten.add(row.id);
        if (takingStatuses.includes(row.status)) slots.push(slotOf(row, line));
      }
    },
    async finish(ctx, options) {
      const clinicIds = [...days.keys()];
      const stretches = options.snapshot ? stretchesOf(days, { register, now, options }) : [];
      const absent = stretches.length > 0 ? await missingFrom(ctx.db, { stretches, ids }) : [];
      const gone = new Set([...rewritten, ...absent.map(({ id }) => id)]);
      const notes = (await clashesOf(ctx, slots, gone)).map(slotTaken);
      const ahead = await countAhead(ctx.db, { clinicIds, now });
      return { absent, notes, clinicIds, sweep: { ahead, changed: changed + absent.length } };
    },
  };
}

/** What a person has to agree to when it is much. */
const changing: readonly RowOutcome[] = ['moved', 'cancelled', 'changed'];

const isAhead = ({ status, startsAt }: AppointmentRow, now: Date): boolean =>
  (status === 'booked' || status === 'confirmed') && startsAt > now;

interface Days {
  readonly first: string;
  readonly last: string;
}

function noteDay(days: Map<string, Days>, clinicId: string, date: string): void {
  const { first, last } = days.get(clinicId) ?? { first: date, last: date };
  if (date > last || date < first || !days.has(clinicId))
    days.set(clinicId, { first: date < first ? date : first, last: date > last ? date : last });
}

/** What is over needs no asking. */
function stretchesOf(
  days: ReadonlyMap<string, Days>,
  { register, now, options }: { register: Register; now: Date; options: ImportOptions },
): Stretch[] {
  return [...days].map(([clinicId, { first, last }]) => {
    const zone = register.zoneOf(clinicId);
    return {
      clinicId,
      from: laterOf(startOfDay(options.from ?? first, zone), now).toISOString(),
      until: startOfDay(addDays(options.until ?? last, 1), zone).toISOString(),
    };
  });
}

const slotOf = (row: AppointmentRow, line: number): Slot => ({
  line,
  id: row.id,
  doctorId: row.doctorId,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
});

const slotTaken = (line: number): LineNote => ({ line, field: 'startsAt', code: 'slot_taken' });

/** The lines whose time another has, of the list or of what stays beside it. Doctor by doctor, to hold little at once. */
async function clashesOf(
  ctx: TxContext,
  slots: readonly Slot[],
  gone: ReadonlySet<string>,
): Promise<number[]> {
  const found: number[] = [];
  for (const [doctorId, own] of Map.groupBy(slots, (slot) => slot.doctorId)) {
    const from = own.reduce((first, { startsAt }) => (startsAt < first ? startsAt : first), '9');
    const to = own.reduce((last, { endsAt }) => (endsAt > last ? endsAt : last), '');
    const beside = await timesOf(ctx.db, { doctorId, from, to });
    found.push(...overlaps([...own, ...beside.filter(({ id }) => !gone.has(id))]));
  }
  return found;
}

/** One line of each pair; of two lines the later visit. */
function overlaps(slots: readonly Slot[]): number[] {
  let open: Slot | null = null;
  const found = new Set<number>();
  for (const slot of slots.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))) {
    const line = open && slot.startsAt < open.endsAt ? (slot.line ?? open.line) : null;
    if (line !== null) found.add(line);
    if (!open || slot.endsAt > open.endsAt) open = slot;
  }
  return [...found];
}
