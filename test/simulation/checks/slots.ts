/** Times: nobody is in two places, what is kept stays kept, only a patient's own press moves or cancels, offers end. */

import type { Check, Violation, World } from '../contract.ts';
import { lifeOf } from './eyes.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'slots';
/** After its end an offer is over within this, with everybody alive and days gone by. */
const late_ms = 2 * 60_000;
/** And while somebody is there: longer than any stall. */
const late_in_trouble_ms = 3 * 60_000;

const twiceText = `select a.id as one, b.id as other from appointment a join appointment b
  on a.doctor_id = b.doctor_id and a.id < b.id and a.starts_at < b.ends_at and b.starts_at < a.ends_at
  where a.status in ('booked', 'confirmed', 'arrived') and b.status in ('booked', 'confirmed', 'arrived')`;

const holdsText = `select id::text as id, doctor_id as doctor, patient_id as patient,
    extract(epoch from starts_at) * 1000 as starts, extract(epoch from ends_at) * 1000 as ends,
    extract(epoch from created_at) * 1000 as made, extract(epoch from expires_at) * 1000 as until
  from slot_hold`;

const eventsText = `select entry::int as entry, type, patient_id as patient, data,
    extract(epoch from at) * 1000 as at
  from event where type in ('appointment.moved', 'appointment.booked', 'appointment.cancelled')
    and data->>'by' = 'patient' order by entry`;

const pressesText = `select event->>'data' as data from inbound where type = 'button'
  union all select 'words' from inbound where type in ('text', 'edited') and event->>'text' ~* 'визит|visit'`;

const offersText = `select id::text || ' of ' || offered_at as id, offered_until::text as until
  from visit_request where state = 'offered'`;

const overText = `select id::text as id, extract(epoch from ($1::timestamptz - offered_until)) * 1000 as ms
  from visit_request where state = 'offered' and offered_until < $1::timestamptz`;

interface Hold {
  readonly id: string;
  readonly doctor: string;
  readonly patient: string;
  readonly starts: number | string;
  readonly ends: number | string;
  readonly made: number | string;
  readonly until: number | string;
}

interface Told {
  readonly entry: number;
  readonly type: string;
  readonly patient: string;
  readonly at: number | string;
  readonly data: {
    readonly appointmentId: string;
    readonly doctorId: string;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly scheduleVersion: number;
  };
}

/** What the clinic only repeated must not undo what the patient did. Noted by whoever tells for the clinic. */
export const undoneOf = (world: World): string[] => noteOf(world, 'undone', () => [] as string[]);

async function watch(world: World): Promise<Violation[]> {
  const twice = await world.sql<{ one: string; other: string }>(twiceText);
  const holds = await world.sql<Hold>(holdsText);
  const told = await world.sql<Told>(eventsText);
  const before = noteOf(world, 'holds', () => new Map<string, Hold>());
  const known = noteOf(world, 'moves', () => new Set<number>());
  const news = told.filter(({ entry }) => !known.has(entry));
  looked(world, name, news.length);
  const found = [
    ...twice.map(({ one, other }) => wrong(name, `${one} and ${other} are at one time`)),
    ...news.flatMap((move) => taken(move, [...before.values()])),
    ...(news.length > 0 ? await unasked(world, news) : []),
    ...undoneOf(world).map((what) => wrong(name, what)),
  ];
  for (const { entry } of told) known.add(entry);
  before.clear();
  for (const hold of holds) before.set(hold.id, hold);
  return found;
}

/** By a patient, to a time that was being kept for another. */
function taken({ type, patient, at, data }: Told, holds: readonly Hold[]): Violation[] {
  if (type === 'appointment.cancelled') return [];
  const [from, to] = [Date.parse(data.startsAt), Date.parse(data.endsAt)];
  const theirs = holds.find(
    (hold) =>
      hold.doctor === data.doctorId &&
      hold.patient !== patient &&
      Number(hold.starts) < to &&
      Number(hold.ends) > from &&
      Number(hold.made) < Number(at) &&
      Number(hold.until) > Number(at),
  );
  return theirs
    ? [wrong(name, `${data.appointmentId} was moved to a time kept for ${theirs.patient}`)]
    : [];
}

/** Two steps: the last of them is a press that knows which time of the visit it is about. */
async function unasked(world: World, news: readonly Told[]): Promise<Violation[]> {
  const presses = (await world.sql<{ data: string | null }>(pressesText)).map(
    ({ data }) => data ?? '',
  );
  return news.flatMap(({ type, data }) => {
    // What is booked anew was shown as it was; a new visit as its first version.
    const shown =
      type === 'appointment.booked' && data.scheduleVersion === 1 ? 1 : data.scheduleVersion - 1;
    const version = `.${shown}.`;
    const asked =
      type === 'appointment.cancelled'
        ? presses.some((one) => /^(?:v\.drop:|cancel:visit|words)/.test(one))
        : presses.some(
            (one) =>
              one.startsWith('earlier.take:') ||
              (one.startsWith('v.take:') && one.includes(version)),
          );
    return asked ? [] : [wrong(name, `${type} of ${data.appointmentId}, and nobody asked for it`)];
  });
}

interface Over {
  readonly id: string;
  readonly ms: number | string;
}

const readOver = (world: World): Promise<readonly Over[]> =>
  world.sql<Over>(overText, [world.now().toISOString()]);

const tooLong = (id: string, ms: number): Violation =>
  wrong(name, `offer ${id} has been over for ${ms / 1000} s`);

/** How long somebody has been there without a break and an offer was over all that time. */
async function overInTrouble(world: World): Promise<Violation[]> {
  const rows = await readOver(world);
  const seen = noteOf(world, 'over', () => new Map<string, number>());
  const life = lifeOf(world);
  for (const id of seen.keys()) if (!rows.some((row) => row.id === id)) seen.delete(id);
  const found: Violation[] = [];
  for (const { id } of rows) {
    const sinceMs = seen.get(id) ?? world.nowMs();
    const wasAlone = life.deadSinceMs !== null || life.dead.some(({ toMs }) => toMs >= sinceMs);
    seen.set(id, wasAlone ? world.nowMs() : sinceMs);
    const ms = world.nowMs() - sinceMs;
    if (ms > late_in_trouble_ms && !wasAlone) found.push(tooLong(id, ms));
  }
  return found;
}

interface Offer {
  readonly id: string;
  readonly until: string;
}

const endsOf = (world: World) => noteOf(world, 'ends', () => new Map<string, string>());

/** The first that was said counts. */
function note(ends: Map<string, string>, rows: readonly Offer[]): void {
  for (const { id, until } of rows) if (!ends.has(id)) ends.set(id, until);
}

/** Between two looks of the check, by whoever waits for the end. */
export const seeOffers = async (world: World): Promise<void> =>
  note(endsOf(world), await world.sql<Offer>(offersText));

/** Whoever is offered a time is told until when, and so is whoever waits for it. */
async function prolonged(world: World): Promise<Violation[]> {
  const rows = await world.sql<Offer>(offersText);
  const ends = endsOf(world);
  const found = rows.filter(({ id, until }) => (ends.get(id) ?? until) !== until);
  note(ends, rows);
  return found.map(({ id }) => wrong(name, `offer ${id} ends at another time than was said`));
}

async function over(world: World): Promise<Violation[]> {
  const rows = await readOver(world);
  return rows.filter(({ ms }) => Number(ms) > late_ms).map(({ id, ms }) => tooLong(id, Number(ms)));
}

const always = async (world: World) => [...(await watch(world)), ...(await prolonged(world))];

export const slots: Check = {
  name,
  onStep: async (world) => [...(await always(world)), ...(await overInTrouble(world))],
  atEnd: async (world) => [...(await always(world)), ...(await over(world))],
};
