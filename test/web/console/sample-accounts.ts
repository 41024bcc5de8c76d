/** Accounts of the sample clinic's patients, bound as they stand after the chat has asked its questions. */

import { openDeskTask } from '../../../src/app/call-tasks.ts';
import { putCard } from '../../../src/app/cards.ts';
import { recordAgreements } from '../../../src/app/consents.ts';
import { type Context, transact } from '../../../src/app/context.ts';
import { askErasure } from '../../../src/app/erasure.ts';
import { handOver } from '../../../src/app/hand-over.ts';
import { newId } from '../../../src/app/ids.ts';
import { appendConsent } from '../../../src/app/ledger.ts';
import { putPatient } from '../../../src/app/registry.ts';
import { weekOf } from '../../../src/domain/card.ts';
import type { VerifiedBy } from '../../../src/domain/identity.ts';
import { type ChannelId, type Relation, weekdays } from '../../../src/domain/words.ts';
import { bindingsOfPatient, insertBinding } from '../../../src/store/bindings.ts';
import { insertAddress, insertContact, updateAddress } from '../../../src/store/people.ts';
import { actor } from './sample-facts.ts';

interface Bound {
  readonly patientId: string;
  readonly userId: string;
  readonly channel?: ChannelId;
  readonly username?: string;
  readonly relation?: Relation;
  readonly label?: string;
  readonly verifiedBy?: VerifiedBy;
  readonly authorityEndsOn?: string;
}

export async function bind(ctx: Context, bound: Bound): Promise<void> {
  const { patientId, userId, channel: id = 'telegram', verifiedBy = 'phone' } = bound;
  const account = ctx.channels.find((one) => one.id === id)?.account ?? '';
  const at = ctx.clock.now();
  const [contactId, addressId] = [newId(), newId()];
  await insertContact(ctx.db, { id: contactId, label: `User ${userId}`, createdAt: at });
  await insertAddress(ctx.db, {
    id: addressId,
    contactId,
    channel: id,
    account,
    userId,
    username: bound.username ?? null,
    windowExpiresAt: null,
    createdAt: at,
  });
  await insertBinding(ctx.db, {
    id: newId(),
    contactId,
    patientId,
    addressId,
    relation: bound.relation ?? 'self',
    verifiedBy,
    verifiedAt: verifiedBy === 'invitation' ? null : at,
    label: bound.label ?? null,
    aliveAt: at,
    authorityEndsOn: bound.authorityEndsOn ?? null,
    createdAt: at,
  });
}

/** A family, a night worker, one who doubts, one whose number may have changed hands, one who wants to be forgotten. */
export async function harderCases(ctx: Context): Promise<void> {
  await person(ctx, 'lena', 'Смирнова Елена', '2011-05-04');
  await bind(ctx, {
    patientId: 'lena',
    userId: '611',
    username: 'annamama',
    relation: 'parent',
    label: 'Лена',
    authorityEndsOn: '2029-05-04',
  });
  await agreeInChat(ctx, 'lena');
  await nightWorker(ctx);
  await doubtful(ctx);
  await changedHands(ctx);
  await person(ctx, 'zoya', 'Белова Зоя Игоревна', null);
  await askErasure(ctx, { patientId: 'zoya', actor: 'patient' });
}

async function person(ctx: Context, id: string, name: string, birthDate: string | null) {
  const rest = { phone: '+79160000001', language: 'ru', guardian: null, clinicId: 'main' } as const;
  await putPatient(ctx, { id, name, birthDate, ...rest, actor: 'api' });
}

/** As the chat writes it, with the question whose answer it is. */
async function agreeInChat(ctx: Context, patientId: string): Promise<void> {
  const [bound] = await bindingsOfPatient(ctx.db, patientId);
  await transact(ctx, (tx) =>
    appendConsent(tx, {
      patientId,
      purpose: 'visit',
      channel: 'telegram',
      bindingId: bound?.binding.id ?? null,
      act: 'given',
      mechanism: 'chat',
      strength: 2,
      notice: {
        version: 'ru-2.visit',
        text: 'Напоминать о визитах? Остановить можно словом СТОП.',
      },
      wording: 'Напоминать о визитах? — Да, напоминайте',
      actor: 'patient',
    }),
  );
}

async function nightWorker(ctx: Context): Promise<void> {
  await person(ctx, 'ira', 'Ночная Ирина', null);
  await bind(ctx, { patientId: 'ira', userId: '612', verifiedBy: 'code' });
  await agreeInChat(ctx, 'ira');
  const hours = weekOf(weekdays, [{ from: '22:00', to: '06:00' }]);
  await putCard(ctx, {
    patientId: 'ira',
    change: { channels: ['telegram', 'phone'], hours, zone: 'Asia/Omsk', language: 'ru' },
    actor: 'patient',
  });
}

async function doubtful(ctx: Context): Promise<void> {
  await person(ctx, 'oleg', 'Сомов Олег', null);
  await bind(ctx, { patientId: 'oleg', userId: '613' });
  await agreeInChat(ctx, 'oleg');
  const [bound] = await bindingsOfPatient(ctx.db, 'oleg');
  const addressId = bound?.address.id ?? '';
  await updateAddress(ctx.db, addressId, { pausedAt: ctx.clock.now() });
  const about = { addressId, patientId: 'oleg', reason: 'doubtful_stop', urgent: false } as const;
  await transact(ctx, (tx) => handOver(tx, about));
}

async function changedHands(ctx: Context): Promise<void> {
  await person(ctx, 'kira', 'Перова Кира', null);
  await bind(ctx, { patientId: 'kira', userId: '614', verifiedBy: 'invitation' });
  const [bound] = await bindingsOfPatient(ctx.db, 'kira');
  await updateAddress(ctx.db, bound?.address.id ?? '', { quarantinedAt: ctx.clock.now() });
  await recordAgreements(ctx, {
    patientId: 'kira',
    purposes: ['visit', 'hygiene'],
    channels: ['telegram'],
    act: 'given',
    mechanism: 'import',
    strength: null,
    wording: null,
    document: null,
    actor,
  });
  for (const code of [
    'authority_ended',
    'not_me',
    'quarantined',
    'paper_needed',
    'paused',
    'ask_at_visit',
    'ask_wellbeing',
    'renew_card',
    'wellbeing_silent',
    'wellbeing_withdrawn',
  ] as const) {
    await transact(ctx, (tx) => openDeskTask(tx, { patientId: 'kira', purpose: 'visit', code }));
  }
}
