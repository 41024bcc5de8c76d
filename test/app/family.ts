/** A mother with two children behind one account, and the elder child with an account of her own. */

import { putAppointment } from '../../src/app/appointments.ts';
import { putCard } from '../../src/app/cards.ts';
import { recordConsent } from '../../src/app/consents.ts';
import { issueCode } from '../../src/app/identity.ts';
import { newId } from '../../src/app/ids.ts';
import { invite } from '../../src/app/invitations.ts';
import { putClinic, putDoctor, putPatient } from '../../src/app/registry.ts';
import { startWellbeing } from '../../src/app/wellbeing.ts';
import { blankCard } from '../../src/domain/card.ts';
import type { ChannelId, Relation } from '../../src/domain/words.ts';
import { insertBinding } from '../../src/store/bindings.ts';
import { insertAddress, insertContact } from '../../src/store/people.ts';
import { insertStaff } from '../../src/store/staff.ts';
import type { Fresh } from '../support/fresh.ts';
import { conversations } from './family-talk.ts';

/** What must not be found anywhere once Masha is forgotten. */
export const wordsOfMasha = [
  'Мария',
  'Игоревна',
  'Маша',
  'Машу',
  '9161112233',
  'masha_s',
  'masha-user',
  '2011-03-05',
  '2029-03-05',
  'больно жевать',
  'удаление восьмёрки',
  'договор 17-М',
];
/** What stays, because it is Petya's or their mother's. */
export const wordsOfPetya = [
  'Смирнов Пётр',
  'Петя',
  'olga_s',
  'Ольга',
  'У Пети всё хорошо',
  '2014-07-01',
];

export interface Family {
  readonly ownerId: string;
  readonly mother: string;
  readonly masha: string;
  /** Masha's bindings: through her mother, and her own. */
  readonly bindings: { readonly byMother: string; readonly own: string };
}

const at = (fresh: Fresh) => fresh.ctx.clock.now();

export async function family(fresh: Fresh): Promise<Family> {
  const { ctx } = fresh;
  const ownerId = await owner(fresh);
  await putClinic(ctx, clinic);
  await putDoctor(ctx, { id: 'd1', name: 'Орлов', clinicId: 'c1', post: null });
  for (const one of [mashaIs, petyaIs]) {
    await putPatient(ctx, { ...known, ...one });
    await putCard(ctx, { patientId: one.id, change: { ...blankCard, channels }, actor: 'api' });
  }
  const mother = await account(fresh, { channel: 'telegram', name: 'Ольга', userId: 'olga-user' });
  const masha = await account(fresh, {
    channel: 'whatsapp',
    name: 'Мария С',
    userId: 'masha-user',
  });
  const bindings = {
    byMother: await bind(fresh, { account: mother, patientId: 'masha', relation: 'parent' }),
    own: await bind(fresh, { account: masha, patientId: 'masha', relation: 'self' }),
  };
  await bind(fresh, { account: mother, patientId: 'petya', relation: 'parent' });
  await agree(fresh, bindings.byMother);
  await visits(fresh);
  await conversations(fresh, { mother: mother.addressId, masha: masha.addressId });
  await invite(ctx, { patientId: 'masha', actor: 'api' });
  await issueCode(ctx, { patientId: 'masha', actor: 'api' });
  return { ownerId, mother: mother.addressId, masha: masha.addressId, bindings };
}

export const mashaIs = {
  id: 'masha',
  name: 'Смирнова Мария Игоревна',
  phone: '+79161112233',
  birthDate: '2011-03-05',
};
const petyaIs = { id: 'petya', name: 'Смирнов Пётр', phone: null, birthDate: '2014-07-01' };

const channels = ['telegram' as const];
const clinic = {
  id: 'c1',
  name: 'Клиника на Ленина',
  zone: 'Europe/Moscow',
  address: null,
  directions: null,
  phone: null,
  hours: null,
  languages: ['ru' as const],
};
export const known = {
  language: 'ru' as const,
  guardian: null,
  clinicId: 'c1',
  actor: 'api',
};

async function owner(fresh: Fresh): Promise<string> {
  const createdAt = at(fresh);
  const [first, second] = [newId(), newId()];
  const base = { name: 'Анна', role: 'owner' as const, language: 'ru' as const };
  await insertStaff(fresh.ctx.db, { ...base, id: first, login: 'anna', createdAt });
  const later = new Date(createdAt.getTime() + 1000);
  await insertStaff(fresh.ctx.db, { ...base, id: second, login: 'boris', createdAt: later });
  return first;
}

interface Account {
  readonly addressId: string;
  readonly contactId: string;
  readonly channel: ChannelId;
}

async function account(
  fresh: Fresh,
  { channel, name, userId }: { channel: ChannelId; name: string; userId: string },
): Promise<Account> {
  const { db } = fresh.ctx;
  const [addressId, contactId] = [newId(), newId()];
  await insertContact(db, { id: contactId, label: name, createdAt: at(fresh) });
  await insertAddress(db, {
    id: addressId,
    contactId,
    channel,
    account: `${channel}-account`,
    userId,
    phone: channel === 'whatsapp' ? '+79161112233' : null,
    username: channel === 'whatsapp' ? 'masha_s' : 'olga_s',
    session: { topic: { name: 'opt_in', question: 'Маша: о чём вам писать?' } },
    lastInboundAt: at(fresh),
    createdAt: at(fresh),
  });
  return { addressId, contactId, channel };
}

async function bind(
  fresh: Fresh,
  wish: { account: Account; patientId: string; relation: Relation },
): Promise<string> {
  const id = newId();
  const { addressId, contactId } = wish.account;
  await insertBinding(fresh.ctx.db, {
    id,
    contactId,
    addressId,
    patientId: wish.patientId,
    relation: wish.relation,
    verifiedBy: 'code',
    verifiedAt: at(fresh),
    label: wish.patientId === 'masha' ? 'Маша' : 'Петя',
    aliveAt: at(fresh),
    authorityEndsOn: wish.patientId === 'masha' ? '2029-03-05' : '2032-07-01',
    createdAt: at(fresh),
  });
  return id;
}

async function agree({ ctx }: Fresh, bindingId: string): Promise<void> {
  const agreement = {
    channel: 'telegram' as const,
    act: 'given' as const,
    mechanism: 'paper',
    strength: null,
    actor: 'api',
  };
  await recordConsent(ctx, {
    ...agreement,
    patientId: 'masha',
    purpose: 'visit',
    wording: 'Писать о визитах Смирновой Марии',
    document: 'договор 17-М',
  });
  await recordConsent(ctx, {
    ...agreement,
    patientId: 'masha',
    purpose: 'wellbeing',
    bindingId,
    wording: 'Маша: спрашивать о самочувствии',
    document: null,
  });
  const petya = { ...agreement, patientId: 'petya', wording: 'Смирнов Пётр: писать' };
  await recordConsent(ctx, { ...petya, purpose: 'visit', document: null });
}

async function visits({ ctx }: Fresh): Promise<void> {
  for (const [id, patientId, startsAt] of [
    ['v-masha', 'masha', '2026-03-05T09:00:00Z'],
    ['v-petya', 'petya', '2026-03-05T10:00:00Z'],
  ] as const) {
    await putAppointment(ctx, {
      id,
      patientId,
      doctorId: 'd1',
      clinicId: 'c1',
      serviceId: null,
      startsAt: new Date(startsAt),
      durationMin: 30,
      status: 'booked',
      version: 1,
      actor: 'api',
    });
  }
  const note = 'удаление восьмёрки, Маша боится';
  await startWellbeing(ctx, { appointmentId: 'v-masha', after: 'P1D', note, actor: 'api' });
}
