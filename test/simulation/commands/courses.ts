/** Whole courses: a treatment asked about and answered or not, an invitation that is taken up or never answered. */

import { putCard } from '../../../src/app/cards.ts';
import { replyToThread } from '../../../src/app/hand-over.ts';
import { startEpisode } from '../../../src/app/wellbeing.ts';
import { channelIds } from '../../../src/domain/words.ts';
import type { Command, Phone, RequestFault, World } from '../contract.ts';
import { leaves, takeOne } from './alarms.ts';
import { feelings, replies, reply, tell } from './answers.ts';
import { castOf, nth, type Patient } from './cast.ts';
import { inMinutes, tellVisit } from './clinic.ts';
import { killAll, phonesFor, restartAll } from './due.ts';
import { agreeTo, anyFollowUp, type FollowUp, follow, recordOne, treat } from './reasons.ts';
import { anyPatient, command, day, hour, minute, some } from './shape.ts';

const second = 1_000;
const longest = 4 * day;

const dueText = `select channel, extract(epoch from (due_at - $1::timestamptz)) * 1000 as ms from message
  where state = 'planned' and patient_id = $2 and reason_id is not null and due_at > $1::timestamptz
  order by kind in ('ask_wellbeing', 'ask_recall'), due_at limit 1`;

/** When this patient is to hear of a reason next, from now. */
async function nextOf(world: World, patient: string) {
  const [row] = await world.sql<{ channel: string | null; ms: number | string }>(dueText, [
    world.now().toISOString(),
    patient,
  ]);
  return row && Number(row.ms) < longest ? { ...row, ms: Number(row.ms) } : null;
}

async function untilHeard(world: World, patient: string): Promise<void> {
  const next = await nextOf(world, patient);
  await world.advance((next?.ms ?? 0) + 20 * second);
}

const phoneFor = (world: World, { id }: Patient, verb: string) => {
  const phones = phonesFor(world, id);
  const has = (one: (typeof phones)[number]) =>
    one.inbox.some(({ buttons }) => buttons.some(({ data }) => data.startsWith(verb)));
  return phones.find(has) ?? phones[0];
};

const worse = ['кровь не останавливается', 'что мне принять?', 'памятка', 'спасибо', '9'] as const;
const turns = ['taken', 'nobody', 'dead', 'left', 'worse'] as const;

const faults = ['cut_off', 'silent', 'silent', 'throttled', 'lost_status', 'lost_status'] as const;

interface Episode {
  readonly patient: number;
  readonly service: string;
  readonly days: readonly number[] | null;
  /** Somebody of the clinic is in the chat before the answer comes. */
  readonly attended: boolean;
  /** Null is silence. */
  readonly said: string | null;
  readonly which: number;
  /** What becomes of the question on its way. */
  readonly fault: RequestFault | 'lost_status' | null;
  /** How long nobody says anything. */
  readonly silentMs: number;
  readonly meanwhile: (typeof turns)[number];
  readonly after: string;
  readonly again: boolean;
  /** The card is renewed meanwhile. */
  readonly reminders: 'one' | 'three' | null;
  /** Perhaps while the question is still on its way. Kept stories are older than this. */
  readonly renewedMs?: number;
}

const start = (world: World, appointmentId: string, days: readonly number[] | null) =>
  world.call((ctx) => startEpisode(ctx, { appointmentId, days, note: null, actor: 'staff:desk' }));

async function alarming(
  world: World,
  meanwhile: Episode['meanwhile'],
  which: number,
): Promise<void> {
  await world.advance(5 * second);
  if (meanwhile === 'left') await takeOne(world, which, which);
  if (meanwhile === 'left') for (const n of [0, 1]) await leaves(world, n, false);
  if (meanwhile === 'dead') await killAll(world);
  if (meanwhile === 'taken' || meanwhile === 'left') await takeOne(world, which, which + 1);
  await world.advance(meanwhile === 'nobody' || meanwhile === 'dead' ? 22 * minute : minute);
  if (meanwhile === 'dead') await restartAll(world);
}

async function attend(world: World, phone: Phone): Promise<void> {
  phone.text('Позовите человека');
  await world.advance(5 * second);
  const [thread] = await world.sql<{ id: string }>(
    `select id::text as id from thread where state = 'open' order by opened_at desc, id limit 1`,
  );
  const answer = { text: 'Ответ: да', actor: 'staff:desk', staffId: null };
  if (thread) await world.call((ctx) => replyToThread(ctx, { threadId: thread.id, ...answer }));
  await world.advance(5 * second);
}

/** Until the first question has arrived, or has met what it meets on its way. */
async function ask(
  world: World,
  whose: Patient,
  { service, days, fault, again, reminders, renewedMs = 25 * second }: Episode,
) {
  await agreeTo(world, whose, ['visit', 'wellbeing']);
  const visit = await treat(world, whose, service);
  await start(world, visit.id, days);
  const next = await nextOf(world, whose.id);
  await world.advance(Math.max(0, (next?.ms ?? 0) - second));
  if (fault) for (const one of channelIds) world.strike(one, fault, 5 * second);
  await world.advance(renewedMs);
  const renewed = { patientId: whose.id, change: { reminders: reminders ?? 'one' }, actor: 'api' };
  if (reminders !== null) await world.call((ctx) => putCard(ctx, renewed));
  await world.advance(25 * second);
  if (again) await start(world, visit.id, [1, 2, 3]);
}

const episode = command<Episode>('episode-through', 5, {
  choose: (world, random) => {
    const patient = anyPatient(world, random);
    return patient === null
      ? null
      : {
          patient,
          service: random.pick(['s1', 's2', 's2']),
          days: random.pick([null, [0], [1], [1, 2], [2, 3]]),
          attended: random.chance(0.25),
          said: random.chance(0.75) ? random.pick(feelings) : null,
          which: some(random),
          fault: random.chance(0.5) ? random.pick(faults) : null,
          silentMs: random.pick([3, 13, 26]) * hour,
          meanwhile: random.pick(turns),
          after: random.pick(worse),
          again: random.chance(0.3),
          reminders: random.pick([null, 'one', 'three'] as const),
          renewedMs: random.pick([3, 25]) * second,
        };
  },
  run: async (world, course) => {
    const whose = nth(castOf(world).patients, course.patient);
    if (!whose) return;
    await ask(world, whose, course);
    const phone = phoneFor(world, whose, 'well.');
    if (course.said === null || !phone) return world.advance(course.silentMs);
    if (course.attended) await attend(world, phone);
    tell(phone, course.said, course.which);
    await alarming(world, course.meanwhile, course.which);
    phone.text(course.after);
    await world.advance(5 * second);
  },
});

interface Invited {
  readonly followed: FollowUp;
  readonly said: string;
  /** The clinic may ask for the same once more. */
  readonly again: boolean;
}

const invite = command<Invited>('invited', 4, {
  choose: (world, random) => {
    const followed = anyFollowUp(world, random);
    const said = random.chance(0.25) ? 'recall.no' : random.pick(replies);
    return followed && { followed, said, again: random.chance(0.7) };
  },
  run: async (world, { followed, said, again }) => {
    const reason = await recordOne(world, followed);
    const whose = nth(castOf(world).patients, followed.patient);
    if (!reason || !whose) return;
    await untilHeard(world, whose.id);
    const phone = phoneFor(world, whose, 'recall.');
    if (!phone) return;
    await reply(world, phone, said);
    await world.advance(10 * second);
    if (again) await recordOne(world, { ...followed, agreed: false, days: 40 });
  },
});

/** The visit is there already, from wherever it came, when the invitation falls due. */
const bookedBefore = command<{ patient: number; minutes: number }>('booked-before-invited', 1.2, {
  choose: (world, random) => {
    const patient = anyPatient(world, random);
    return patient === null ? null : { patient, minutes: 3_000 + 30 * random.int(200) };
  },
  run: async (world, { patient, minutes }) => {
    const whose = nth(castOf(world).patients, patient);
    if (!whose) return;
    await agreeTo(world, whose, ['hygiene']);
    const treated = await treat(world, whose);
    await follow(world, treated, { kind: 'hygiene', agreed: true, days: 1 });
    const startsAt = inMinutes(world, minutes);
    const id = `${treated.id}b`;
    await tellVisit(world, { ...treated, id, startsAt, status: 'booked', version: 1 });
    await untilHeard(world, whose.id);
  },
});

/** Weeks go by, and nobody answers. */
const unheard = command<{ patient: number; weeks: number }>('never-answers', 0.6, {
  choose: (world, random) => {
    const patient = anyPatient(world, random);
    return patient === null ? null : { patient, weeks: random.pick([1, 2, 2]) };
  },
  run: async (world, { patient, weeks }) => {
    const whose = nth(castOf(world).patients, patient);
    if (!whose) return;
    await agreeTo(world, whose, ['hygiene', 'checkup']);
    const treated = await treat(world, whose);
    await follow(world, treated, { kind: 'hygiene', agreed: true, days: 1 });
    await follow(world, treated, { kind: 'checkup', agreed: true, days: 34 });
    for (let turn = 0; turn < weeks; turn += 1) await world.advance(16 * day);
    if (weeks > 1) await untilHeard(world, whose.id);
  },
});

export const courseCommands: readonly Command[] = [episode, invite, bookedBefore, unheard];
