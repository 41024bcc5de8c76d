/** Times: when doctors can be booked, patients who move and call off, races, the waiting list, offers of the desk. */

import { putAvailability } from '../../../src/app/availability.ts';
import { offerTimes } from '../../../src/app/offers.ts';
import { weekOf } from '../../../src/domain/card.ts';
import { weekdays } from '../../../src/domain/words.ts';
import { lastPhoto } from '../checks/eyes.ts';
import { seeOffers } from '../checks/slots.ts';
import type { Command, Phone, Random, World } from '../contract.ts';
import { castOf, nth, phoneOf, type Whose } from './cast.ts';
import { doctors, inMinutes, tellVisit } from './clinic.ts';
import { anyone, command, minute, some } from './shape.ts';

const second = 1_000;
/** Long enough for an answer on a platform that is well. */
const turn_ms = 3 * second;

const weeks = [
  weekOf(weekdays, [{ from: '00:00', to: '24:00' }]),
  weekOf(weekdays, [{ from: '09:00', to: '12:00' }]),
  weekOf([1, 3, 5], [{ from: '20:00', to: '02:00' }]),
  weekOf([], []),
] as const;

interface Bookable {
  readonly doctor: number;
  readonly week: number;
}

async function tellBookable(world: World, { doctor, week }: Bookable): Promise<void> {
  await world.call((ctx) =>
    putAvailability(ctx, {
      doctorId: nth(doctors, doctor) ?? 'd1',
      clinicId: 'c1',
      week: nth(weeks, week) ?? weeks[0],
      days: {},
      stepMin: 30,
      actor: 'api',
    }),
  );
}

/** In most stories some doctors can be booked from the start. */
export async function openDoctors(world: World, random: Random): Promise<void> {
  if (!random.chance(0.7)) return;
  for (const [doctor] of doctors.entries())
    if (random.chance(0.8)) await tellBookable(world, { doctor, week: random.pick([0, 0, 1, 2]) });
}

const bookable = command<Bookable>('doctor-bookable', 1, {
  choose: (_, random) => ({ doctor: some(random), week: random.int(weeks.length) }),
  run: tellBookable,
});

const wishes = ['перенести', 'перенести', 'перенести на завтра', 'перенесите после 18'] as const;

interface Flow extends Whose {
  readonly words: string;
  /** Which button of each question, in turn. */
  readonly taps: readonly number[];
}

function anyFlow(world: World, random: Random): Flow | null {
  const whose = anyone(world, random);
  const first = () => (random.chance(0.7) ? 0 : random.int(6));
  return whose && { ...whose, words: random.pick(wishes), taps: [first(), first(), 0] };
}

/** A button of the newest message that has any; `wanted` by its verb, else by its place. */
function tap(phone: Phone, which: number | string): void {
  const newest = phone.inbox.findLast((one) => one.buttons.length > 0);
  if (!newest) return;
  const button =
    typeof which === 'string'
      ? newest.buttons.find(({ data }) => data.startsWith(which))
      : nth(newest.buttons, which);
  if (button) phone.tap(newest, button.data);
}

async function walk(world: World, flows: readonly Flow[]): Promise<void> {
  const phones = flows.flatMap((flow) => {
    const phone = phoneOf(world, flow);
    return phone ? [{ phone, flow }] : [];
  });
  for (const { phone, flow } of phones) phone.text(flow.words);
  await world.advance(turn_ms);
  for (const turn of [0, 1, 2]) {
    for (const { phone, flow } of phones) tap(phone, flow.taps[turn] ?? 0);
    await world.advance(turn_ms);
  }
}

const moveInChat = command<Flow>('move-in-chat', 5, {
  choose: anyFlow,
  run: (world, flow) => walk(world, [flow]),
});

/** The clinic system sends all it knows, which is not yet what the patient has just done. */
const listedAgain = command<Flow & { off: boolean }>('nightly-list', 2.5, {
  choose: (world, random) => {
    const flow = anyFlow(world, random);
    return flow && { ...flow, taps: [0, 0, 0], off: random.chance(0.3) };
  },
  run: async (world, { off, ...flow }) => {
    if (off) await saysNo(world, flow, 'не приду');
    else await walk(world, [flow]);
    for (const known of [...castOf(world).visits])
      await tellVisit(world, { ...known, version: known.version + 1 });
  },
});

/** The same first times, in the same moment. */
const race = command<{ one: Flow; other: Flow }>('race-for-a-time', 2, {
  choose: (world, random) => {
    const [one, other] = [anyFlow(world, random.fork('one')), anyFlow(world, random.fork('other'))];
    const taps = [0, 0, 0];
    return one && other ? { one: { ...one, taps }, other: { ...other, taps } } : null;
  },
  run: (world, { one, other }) => walk(world, [one, other]),
});

async function saysNo(world: World, whose: Whose, words: string): Promise<void> {
  const phone = phoneOf(world, whose);
  phone?.text(words);
  await world.advance(turn_ms);
  if (phone) tap(phone, 'v.drop');
  await world.advance(turn_ms);
}

const callOff = command<Whose & { words: string; again: boolean }>('call-off', 3, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    const words = random.pick(['не приду', 'не смогу прийти', 'отменить визит']);
    return whose && { ...whose, words, again: random.chance(0.4) };
  },
  run: async (world, { words, again, ...whose }) => {
    await saysNo(world, whose, words);
    const phone = phoneOf(world, whose);
    if (!phone || !again) return;
    for (const step of ['v.days', 'v.day', 'v.pick', 'v.take']) {
      tap(phone, step);
      await world.advance(turn_ms);
    }
  },
});

const wantEarlier = command<Whose>('wait-for-earlier', 3, {
  choose: anyone,
  run: async (world, whose) => {
    const phone = phoneOf(world, whose);
    phone?.text('перенести');
    await world.advance(turn_ms);
    if (phone) tap(phone, 'v.early');
  },
});

interface Offer {
  readonly request: number;
  readonly minutes: readonly number[];
}

const offer = command<Offer>('offer-times', 3, {
  choose: (world, random) =>
    lastPhoto(world)
      ? { request: some(random), minutes: [0, 1].map(() => 60 + 5 * random.int(600)) }
      : null,
  run: async (world, { request, minutes }) => {
    const open = await world.sql<{ id: string }>(
      `select id from visit_request where state in ('open', 'offered') and kind <> 'earlier' order by created_at, id`,
    );
    const found = nth(open, request);
    const times = [...new Set(minutes.map((one) => inMinutes(world, one)))].map(
      (at) => new Date(at),
    );
    if (!found) return;
    await world.call((ctx) => offerTimes(ctx, { requestId: found.id, times, actor: 'staff:desk' }));
  },
});

/** As the clinic's own system reads it from us. */
const hears = command<Record<string, never>>('clinic-hears', 2, {
  choose: () => ({}),
  run: async (world) => {
    const rows = await world.sql<{ id: string; at: string; status: 'booked' }>(
      `select id, to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, status from appointment`,
    );
    for (const visit of castOf(world).visits) {
      const row = rows.find(({ id }) => id === visit.id);
      if (row) Object.assign(visit, { startsAt: row.at, status: row.status });
    }
  },
});

const endText = `select extract(epoch from (offered_until - $1::timestamptz)) * 1000 as ms from visit_request
  where state = 'offered' and offered_until > $1::timestamptz order by offered_until limit 1`;

async function untilOfferEnds(world: World, ms: number): Promise<void> {
  await seeOffers(world);
  const [next] = await world.sql<{ ms: string | number }>(endText, [world.now().toISOString()]);
  if (next) await world.advance(Math.min(25 * 60 * minute, Math.max(0, Number(next.ms) + ms)));
}

/** About the moment at which nobody has answered an offer. */
const offerEnds = command<{ ms: number }>('until-offer-ends', 2, {
  choose: (_, random) => ({ ms: random.pick([-2, -1, 0, 1, 2]) * second }),
  run: (world, { ms }) => untilOfferEnds(world, ms),
});

/** A wish in words, times offered by the desk, and no answer. */
const leftAlone = command<Whose & { minutes: number }>('offer-left-alone', 1, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && { ...whose, minutes: 2_000 + 5 * random.int(600) };
  },
  run: async (world, { minutes, ...whose }) => {
    const phone = phoneOf(world, whose);
    if (!phone) return;
    phone.text('перенести');
    await world.advance(turn_ms);
    tap(phone, 'v.wish');
    await world.advance(turn_ms);
    phone.text('по вечерам, после 18');
    await world.advance(turn_ms);
    const [open] = await world.sql<{ id: string }>(
      `select id from visit_request where state = 'open' and kind <> 'earlier' order by created_at desc limit 1`,
    );
    const times = [new Date(inMinutes(world, minutes))];
    if (!open) return;
    await world.call((ctx) => offerTimes(ctx, { requestId: open.id, times, actor: 'staff:desk' }));
    await untilOfferEnds(world, 12 * minute);
  },
});

export const scheduleCommands: readonly Command[] = [
  bookable,
  moveInChat,
  listedAgain,
  race,
  callOff,
  wantEarlier,
  offer,
  hears,
  offerEnds,
  leftAlone,
];
