/** What people do on their phones. */

import { issueCode } from '../../../src/app/identity.ts';
import { invite } from '../../../src/app/invitations.ts';
import type { Command, Phone, Random, World } from '../contract.ts';
import {
  addPatient,
  castOf,
  given,
  type Link,
  nextSerial,
  nth,
  numberOf,
  type Patient,
  phoneOf,
  type Whose,
} from './cast.ts';
import { tellPatient } from './clinic.ts';
import { displayNameOf } from './names.ts';
import { anyChannel, anyone, anyPatient, command, some } from './shape.ts';
import { marked } from './words.ts';

const second = 1_000;

/** At the desk: a link and a code, single use. */
async function inviteTo(world: World, patient: Patient): Promise<Link | null> {
  const made = given(
    await world.call((ctx) => invite(ctx, { patientId: patient.id, actor: 'api' })),
  );
  const token = made && tokenIn(made.telegramUrl ?? made.whatsappUrl ?? '');
  if (!made || !token) return null;
  const link = { patient: patient.id, token, code: made.code };
  const cast = castOf(world);
  cast.links.push(link);
  cast.secrets.push(token, made.code);
  return link;
}

/** As by a press on the link. */
function openLink(world: World, phone: Phone, { token }: Link): void {
  castOf(world).opened.push({ token, account: `${phone.channel} ${phone.userId}` });
  phone.start(token);
}

const tokenIn = (url: string): string | null =>
  /[A-Za-z0-9_-]{43}/.exec(decodeURIComponent(url))?.[0] ?? null;

interface Opening extends Whose {
  readonly patient: number;
}

/** A patient and, mostly, somebody who may speak for them. */
function anyOpening(world: World, random: Random, { stranger }: { stranger: boolean }) {
  const patient = anyPatient(world, random);
  const whose = patient === null ? undefined : castOf(world).patients[patient];
  if (patient === null || !whose || world.people.length === 0) return null;
  const person = stranger ? some(random) : random.pick([...whose.speakers, 0]);
  return { patient, person, channel: anyChannel(random) };
}

const open = (name: string, weight: number, stranger: boolean) =>
  command<Opening>(name, weight, {
    choose: (world, random) => anyOpening(world, random, { stranger }),
    run: async (world, params) => {
      const patient = nth(castOf(world).patients, params.patient);
      const link = patient && (await inviteTo(world, patient));
      const phone = phoneOf(world, params);
      if (link && phone) openLink(world, phone, link);
    },
  });

const openAgain = command<Whose & { link: number }>('open-old-invitation', 3, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && castOf(world).links.length > 0 ? { ...whose, link: some(random) } : null;
  },
  run: async (world, params) => {
    const link = nth(castOf(world).links, params.link);
    const phone = phoneOf(world, params);
    if (link && phone) openLink(world, phone, link);
  },
});

/** From the link to the summary, by the first buttons. */
const agree = command<Opening>('agree-in-chat', 4, {
  choose: (world, random) => anyOpening(world, random, { stranger: false }),
  run: async (world, params) => {
    const patient = nth(castOf(world).patients, params.patient);
    const phone = phoneOf(world, params);
    const link = patient && phone && (await inviteTo(world, patient));
    if (!link || !phone) return;
    openLink(world, phone, link);
    await world.advance(5 * second);
    if (phone.channel === 'telegram') phone.shareNumber();
    for (let turn = 0; turn < 3; turn += 1) {
      await world.advance(5 * second);
      tapNewest(phone, 0);
    }
  },
});

const hasButtons = (phone: Phone | undefined): boolean =>
  phone?.inbox.some(({ buttons }) => buttons.length > 0) ?? false;

/** Nothing, where the newest question has no buttons. */
function tapNewest(phone: Phone, which: number): void {
  const newest = phone.inbox.findLast((one) => one.buttons.length > 0);
  const button = newest && nth(newest.buttons, which);
  if (newest && button) phone.tap(newest, button.data);
}

const tap = command<Whose & { which: number }>('tap-newest', 10, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && hasButtons(phoneOf(world, whose))
      ? { ...whose, which: random.chance(0.6) ? 0 : random.int(8) }
      : null;
  },
  run: async (world, params) => {
    const phone = phoneOf(world, params);
    if (phone) tapNewest(phone, params.which);
  },
});

/** However long ago it came. */
const tapOld = command<Whose & { message: number; which: number }>('tap-old', 3, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && hasButtons(phoneOf(world, whose))
      ? { ...whose, message: some(random), which: random.int(8) }
      : null;
  },
  run: async (world, params) => {
    const phone = phoneOf(world, params);
    const old =
      phone &&
      nth(
        phone.inbox.filter(({ buttons }) => buttons.length > 0),
        params.message,
      );
    const button = old && nth(old.buttons, params.which);
    if (phone && old && button) phone.tap(old, button.data);
  },
});

const share = command<Whose & { foreign: boolean }>('share-number', 2, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && { ...whose, foreign: random.chance(0.2) };
  },
  run: async (world, params) => {
    const other = nth(world.people, params.person + 1);
    const phone = phoneOf(world, params);
    if (params.foreign && other) phone?.shareContact(numberOf(other));
    else phone?.shareNumber();
  },
});

/** The right one of the newest link, or a wrong one. */
const code = command<Whose & { right: boolean }>('type-code', 2, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && { ...whose, right: random.chance(0.7) };
  },
  run: async (world, params) => {
    const { patients, secrets } = castOf(world);
    const patient = patients.find(({ speakers }) => speakers.includes(params.person));
    const made =
      params.right && patient
        ? given(await world.call((ctx) => issueCode(ctx, { patientId: patient.id, actor: 'api' })))
        : null;
    if (made) secrets.push(made.code);
    phoneOf(world, params)?.text(made?.code ?? '000000');
  },
});

const block = command<Whose>('block', 2, {
  choose: anyone,
  run: async (world, whose) => {
    const phone = phoneOf(world, whose);
    if (!phone) return;
    castOf(world).blocked.push(phone.userId);
    phone.block();
  },
});

const unblock = command<Whose>('unblock', 2, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && phoneOf(world, whose)?.blocked ? whose : null;
  },
  run: async (world, whose) => phoneOf(world, whose)?.unblock(),
});

const platformStop = command<Whose>('platform-stop', 1, {
  choose: (world, random) => {
    const whose = anyone(world, random);
    return whose && { ...whose, channel: 'whatsapp' };
  },
  run: async (world, whose) => phoneOf(world, whose)?.platformStop(),
});

/** The number passes to a stranger, who mostly writes before long. */
const recycle = command<{ person: number; writes: boolean }>('recycle', 1, {
  choose: (world, random) =>
    world.people.length === 0 ? null : { person: some(random), writes: random.chance(0.7) },
  run: async (world, { person, writes }) => {
    const old = phoneOf(world, { person, channel: 'whatsapp' });
    if (!old) return;
    const stranger = world.newPerson(displayNameOf(nextSerial(world)));
    const passed = world.recycle(old, stranger);
    castOf(world).recycled.push({
      number: passed.number,
      was: old.userId,
      is: passed.userId,
    });
    if (writes) passed.text(marked(world, 'кто это'));
  },
});

/** One person, two numbers: the second is met as somebody nobody knows. */
const secondAccount = command<Opening>('second-account', 1, {
  choose: (world, random) => anyOpening(world, random, { stranger: false }),
  run: async (world, params) => {
    const patient = nth(castOf(world).patients, params.patient);
    if (!patient) return;
    const again = world.newPerson(displayNameOf(nextSerial(world)));
    patient.speakers.push(world.people.indexOf(again));
    const link = await inviteTo(world, patient);
    const phone = again.phones.find(({ channel }) => channel === params.channel);
    if (!link || !phone) return;
    openLink(world, phone, link);
    await world.advance(5 * second);
    phone.text(link.code);
  },
});

/** A child of somebody who may already have one here. */
const child = command<{ person: number; born: string }>('child', 1, {
  choose: (world, random) =>
    world.people.length === 0 || castOf(world).patients.length > 7
      ? null
      : { person: some(random), born: random.pick(['2016-05-04', '2020-02-29', '2008-11-25']) },
  run: async (world, { person, born }) => {
    const parent = nth(world.people, person);
    if (!parent) return;
    const speakers = [world.people.indexOf(parent)];
    const guardian = numberOf(parent);
    const patient = addPatient(world, { speakers, phone: null, guardian, birthDate: born });
    await tellPatient(world, patient);
    const link = await inviteTo(world, patient);
    const phone = parent.phones[0];
    if (!link || !phone) return;
    openLink(world, phone, link);
    await world.advance(5 * second);
    phone.shareNumber();
  },
});

export const peopleCommands: readonly Command[] = [
  open('open-invitation', 3, false),
  open('open-invitation-of-another', 1, true),
  openAgain,
  agree,
  tap,
  tapOld,
  share,
  code,
  block,
  unblock,
  platformStop,
  recycle,
  secondAccount,
  child,
];
