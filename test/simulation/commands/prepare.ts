/** What a story begins with: a clinic, a few patients, most of them with an agreement and a visit ahead. */

import { makeAddress } from '../../../src/app/addresses.ts';
import { putCard } from '../../../src/app/cards.ts';
import { type Context, type TxContext, transact } from '../../../src/app/context.ts';
import { newId } from '../../../src/app/ids.ts';
import { appendConsent } from '../../../src/app/ledger.ts';
import { putClinic, putDoctor, putService } from '../../../src/app/registry.ts';
import { addStaff, ownerLink } from '../../../src/app/staff.ts';
import { blankCard, weekOf } from '../../../src/domain/card.ts';
import {
  type ChannelId,
  channelIds,
  type Purpose,
  type Relation,
  weekdays,
} from '../../../src/domain/words.ts';
import { bindingsOfPatient, insertBinding } from '../../../src/store/bindings.ts';
import { lockAddresses, updateAddress } from '../../../src/store/people.ts';
import type { Person, Phone, Random, World } from '../contract.ts';
import {
  addPatient,
  castOf,
  given,
  nextSerial,
  nth,
  numberOf,
  openCast,
  type Patient,
} from './cast.ts';
import { doctors, inMinutes, tellPatient, tellVisit } from './clinic.ts';
import { displayNameOf } from './names.ts';
import { openDoctors } from './schedule.ts';
import { day, hour } from './shape.ts';

const zones = ['Europe/Moscow', 'Europe/Moscow', 'Europe/Berlin', 'America/New_York'] as const;
const mornings = weekOf(weekdays, [{ from: '08:00', to: '11:00' }]);
const nights = weekOf([1, 3, 5, 7], [{ from: '22:00', to: '02:00' }]);
const anyTime = weekOf(weekdays, [{ from: '00:00', to: '24:00' }]);

export async function prepare(world: World, random: Random): Promise<void> {
  const cast = openCast(world, random.pick(zones));
  const strict = random.chance(0.05);
  await world.call(async (ctx) => {
    const link = await ownerLink(ctx);
    if (link) cast.secrets.push(link);
    await putClinic(ctx, { ...clinic, zone: cast.zone, consentPolicy: strict ? paper : null });
    for (const id of doctors)
      await putDoctor(ctx, { id, name: 'Орлов', clinicId: 'c1', post: null });
    await putService(ctx, service);
    await putService(ctx, treatment);
    for (const one of colleagues) {
      const added = given(await addStaff(ctx, { ...one, language: 'ru', actor: 'api' }));
      if (added) cast.secrets.push(added.token);
    }
  });
  await openDoctors(world, random.fork('doctors'));
  const families = 1 + random.int(3);
  for (let n = 0; n < families; n += 1) await settleIn(world, random.fork(`family ${n}`), n);
}

const paper = { profile: 'strict' } as const;
const clinic = {
  id: 'c1',
  name: 'Клиника на Ленина',
  address: 'ул. Ленина, 5',
  directions: null,
  phone: '+74950000000',
  hours: null,
  languages: ['ru' as const],
};
const service = {
  id: 's1',
  name: 'Осмотр',
  durationMin: 30,
  preparation: null,
  aftercare: null,
  wellbeingDays: [1],
};
/** What a treatment is told by, wherever it went. */
export const advice = 'не жевать два часа';
const treatment = {
  ...service,
  id: 's2',
  name: 'Лечение',
  aftercare: `Совет: ${advice}.`,
  wellbeingDays: [1, 2],
  asksScore: true,
};
const colleagues = [
  { login: 'desk', name: 'Desk', role: 'administrator', doctorId: null },
  { login: 'orlov', name: 'Orlov', role: 'doctor', doctorId: 'd1' },
] as const;

/** One person and the one or two patients they speak for. */
async function settleIn(world: World, random: Random, n: number): Promise<void> {
  const person = world.newPerson(displayNameOf(200 + n));
  const speakers = [world.people.indexOf(person)];
  const own = addPatient(world, { speakers, phone: numberOf(person) });
  const child = random.chance(0.25)
    ? addPatient(world, {
        speakers,
        phone: null,
        guardian: numberOf(person),
        birthDate: random.pick([
          '2017-03-05',
          '2017-03-05',
          bornBefore(world, 18, 1 + random.int(3)),
        ]),
      })
    : null;
  const ways = random.pick([
    ...[['telegram'], ['telegram'], ['telegram'], ['whatsapp'], ['whatsapp']],
    ...[channelIds, channelIds, []],
  ] as const);
  for (const patient of child ? [own, child] : [own]) {
    await tellPatient(world, patient);
    await agreeBefore(world, random, { patient, person, channels: ways });
    await visitAhead(world, random, patient);
  }
}

/** Who will be so many years old in some days. */
function bornBefore(world: World, years: number, days: number): string {
  const at = new Date(world.now().getTime() + days * day);
  return `${at.getUTCFullYear() - years}-${at.toISOString().slice(5, 10)}`;
}

interface Agreeing {
  readonly patient: Patient;
  readonly person: Person;
  readonly channels: readonly ChannelId[];
}

/** As if it had all been said in the chat some days ago. */
async function agreeBefore(world: World, random: Random, agreeing: Agreeing): Promise<void> {
  const { patient, person, channels } = agreeing;
  const purposes = random.pick<readonly Purpose[]>([['visit'], ['visit', 'wellbeing']]);
  const change = {
    ...blankCard,
    channels: [...channels],
    hours: random.pick([anyTime, anyTime, anyTime, blankCard.hours, mornings, nights]),
    reminders: random.pick(['two', 'two', 'three', 'one'] as const),
    zone: random.pick([null, null, null, 'Asia/Kathmandu', 'America/New_York']),
    budget: random.pick([blankCard.budget, blankCard.budget, { perDay: 1, perWeek: 3 }]),
  };
  const days = random.chance(0.15) ? random.int(3) : null;
  const until = {
    expiresAt: days === null ? undefined : new Date(world.now().getTime() + days * day + 2 * hour),
    verifiedBy: random.chance(0.92) ? ('phone' as const) : ('invitation' as const),
  };
  await world.call(async (ctx) => {
    for (const channel of channels) {
      const phone = person.phones.find((one) => one.channel === channel);
      const account = ctx.channels.find(({ id }) => id === channel)?.account;
      if (!phone || !account) continue;
      castOf(world).settled.push(`${patient.id} ${channel} ${phone.userId}`);
      await bind(ctx, { patient, phone, account, purposes, ...until });
    }
    await putCard(ctx, { patientId: patient.id, change, actor: 'api' });
  });
}

interface Bound {
  readonly patient: Patient;
  readonly phone: Phone;
  readonly account: string;
  readonly purposes: readonly Purpose[];
  /** Else as long as such an agreement lasts. */
  readonly expiresAt: Date | undefined;
  readonly verifiedBy: 'phone' | 'invitation';
}

async function bind(ctx: Context, bound: Bound): Promise<void> {
  const { patient, phone, account, purposes, expiresAt, verifiedBy } = bound;
  const relation: Relation = patient.guardian === null ? 'self' : 'parent';
  await transact(ctx, async (tx) => {
    const at = tx.clock.now();
    const { id: addressId, contactId } = await accountOf(tx, { patient, phone, account });
    const bindingId = newId();
    await insertBinding(tx.db, {
      id: bindingId,
      contactId,
      addressId,
      patientId: patient.id,
      relation,
      verifiedBy,
      verifiedAt: verifiedBy === 'phone' ? at : null,
      authorityEndsOn: patient.birthDate && dateAfter(patient.birthDate, 18),
      aliveAt: at,
      createdAt: at,
    });
    for (const purpose of purposes) {
      await appendConsent(tx, {
        patientId: patient.id,
        purpose,
        channel: phone.channel,
        bindingId,
        act: 'given',
        mechanism: 'chat',
        strength: 2,
        actor: 'patient',
        expiresAt,
      });
    }
  });
}

const dateAfter = (date: string, years: number): string =>
  `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;

/** One person behind all accounts of a patient, as the product joins them on proof. */
async function accountOf(
  ctx: TxContext,
  { patient, phone, account }: Pick<Bound, 'patient' | 'phone' | 'account'>,
) {
  const { channel, userId, number } = phone;
  const ref = { channel, account, userId, ...(channel === 'whatsapp' && { phone: number }) };
  const [known] = await lockAddresses(ctx.db, ref);
  if (known) return known;
  const made = await makeAddress(ctx, ref);
  const [other] = await bindingsOfPatient(ctx.db, patient.id);
  if (!other) return made;
  await updateAddress(ctx.db, made.id, { contactId: other.binding.contactId });
  return { ...made, contactId: other.binding.contactId };
}

async function visitAhead(world: World, random: Random, { id: patient }: Patient): Promise<void> {
  for (const from of [60, random.pick([25 * 60, 49 * 60, 73 * 60])]) {
    if (!random.chance(0.8)) continue;
    const minutes = from + 5 * random.int(60);
    await book(world, random, { patient, minutes });
  }
}

/** Some people at once, each to be reminded at the very same minute. */
export async function crowdIn(world: World, channel: ChannelId, minutes: number): Promise<void> {
  for (let n = 0; n < 6; n += 1) {
    const person = world.newPerson(displayNameOf(nextSerial(world)));
    const speakers = [world.people.indexOf(person)];
    const patient = addPatient(world, { speakers, phone: numberOf(person) });
    const phone = person.phones.find((one) => one.channel === channel);
    await tellPatient(world, patient);
    await world.call(async (ctx) => {
      const account = ctx.channels.find(({ id }) => id === channel)?.account;
      const terms = { purposes: ['visit'], expiresAt: undefined, verifiedBy: 'phone' } as const;
      if (phone && account) {
        await bind(ctx, { patient, phone, account, ...terms });
        castOf(world).settled.push(`${patient.id} ${channel} ${phone.userId}`);
      }
      const change = { ...blankCard, channels: [channel], hours: anyTime };
      await putCard(ctx, { patientId: patient.id, change, actor: 'api' });
    });
    await tellVisit(world, {
      id: `v${nextSerial(world)}`,
      patient: patient.id,
      // No doctor sees two at once.
      doctor: nth(doctors, n) ?? 'd1',
      startsAt: inMinutes(world, minutes + 30 * Math.floor(n / doctors.length)),
      status: 'booked',
      version: 1,
    });
  }
}

async function book(
  world: World,
  random: Random,
  { patient, minutes }: { patient: string; minutes: number },
): Promise<void> {
  await tellVisit(world, {
    id: `v${nextSerial(world)}`,
    patient,
    doctor: random.pick(doctors),
    startsAt: inMinutes(world, minutes),
    status: 'booked',
    version: 1,
  });
}
