/** Turns the dialogue's effects into rows, all in the transaction of the event that caused them. */

import type { InboundEvent } from '../../bots/channel.ts';
import type { Effect } from '../dialogue/types.ts';
import { dayMs } from '../domain/time.ts';
import { purposes } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import type { InboundRow } from '../store/inbound.ts';
import { insertMessage, type MessageRow, updateMessage } from '../store/messages.ts';
import {
  type AddressRow,
  type BindingRow,
  bindingsOfAddress,
  bindingsOfContact,
  bindingsOfPatient,
  insertBinding,
  moveAddress,
  resumeAddress,
  setContactLanguage,
  stopContact,
  updateAddress,
  useInvitation,
} from '../store/people.ts';
import { findPatient, updateReason } from '../store/registry.ts';
import { confirmVisit } from './appointments.ts';
import { saveCard } from './cards.ts';
import { channelOf, type TxContext } from './context.ts';
import { handOver } from './hand-over.ts';
import { hashToken, newId } from './ids.ts';
import { appendConsent } from './ledger.ts';
import { invitationLink } from './invitations.ts';
import { planPatient } from './plan.ts';
import { withdraw } from './withdraw.ts';

/** An answer to a chat is of no use a day later. */
const reply_ms = dayMs;

export interface Application {
  readonly row: InboundRow;
  readonly event: InboundEvent;
  readonly address: AddressRow;
  readonly about: MessageRow | null;
  readonly pressed: MessageRow | null;
  readonly effects: readonly Effect[];
  readonly inboundMessageId: string;
}

export async function apply(ctx: TxContext, application: Application): Promise<void> {
  for (const effect of application.effects) await applyOne(ctx, application, effect);
  for (const { patientId } of await bindingsOfAddress(ctx.db, application.address.id)) {
    await planPatient(ctx, patientId);
  }
}

function applyOne(ctx: TxContext, on: Application, effect: Effect): Promise<void> {
  switch (effect.type) {
    case 'reply':
      return reply(ctx, on, effect);
    case 'edit_pressed':
      return editPressed(ctx, on, effect);
    case 'accept_invitation':
      return acceptInvitation(ctx, on, effect);
    case 'consent':
      return recordConsent(ctx, on, effect);
    case 'card':
      return saveCard(ctx, {
        patientId: effect.patientId,
        change: effect.change,
        actor: 'patient',
      });
    case 'language':
      return setContactLanguage(ctx.db, { id: on.address.contactId, language: effect.language });
    case 'confirm_visit':
      return confirmVisit(ctx, { appointmentId: effect.appointmentId, via: on.address.channel });
    case 'hand_over':
      return toPerson(ctx, on, effect);
    case 'wellbeing_answer':
      return wellbeingAnswer(ctx, on, effect);
    case 'stop_everything':
      return stopEverything(ctx, on, effect);
    case 'resume':
      return resumeAddress(ctx.db, on.address.id);
  }
}

type Of<T extends Effect['type']> = Extract<Effect, { type: T }>;

async function reply(ctx: TxContext, on: Application, effect: Of<'reply'>): Promise<void> {
  const link = effect.link ? await invitationLink(ctx, { ...effect.link, actor: 'patient' }) : null;
  const text = effect.content.text.replace('{{link}}', link?.url ?? '').trim();
  await answer(ctx, on, effect.kind, { ...effect.content, text });
}

async function answer(
  ctx: TxContext,
  on: Application,
  kind: string,
  content: MessageRow['content'],
  editsId: string | null = null,
): Promise<void> {
  const now = ctx.clock.now();
  const bound = await bindingsOfAddress(ctx.db, on.address.id);
  await insertMessage(ctx.db, {
    id: newId(),
    direction: 'out',
    kind,
    proactive: false,
    purpose: 'service',
    patientId: on.about?.patientId ?? (bound.length === 1 ? (bound[0]?.patientId ?? null) : null),
    addressId: on.address.id,
    channel: on.address.channel,
    account: on.address.account,
    editsId,
    inboundId: on.row.id,
    content,
    author: 'bot',
    state: 'planned',
    dueAt: now,
    notAfter: new Date(now.getTime() + reply_ms),
    tries: 0,
    createdAt: now,
  });
}

async function editPressed(
  ctx: TxContext,
  on: Application,
  effect: Of<'edit_pressed'>,
): Promise<void> {
  const canEdit = channelOf(ctx, on.address.channel)?.capabilities.edits ?? false;
  const edited = on.pressed ?? on.about;
  if (!canEdit || !edited?.externalId) return;
  await answer(ctx, on, 'edit', effect.content, edited.id);
}

async function acceptInvitation(
  ctx: TxContext,
  on: Application,
  effect: Of<'accept_invitation'>,
): Promise<void> {
  if (on.event.type !== 'start') return;
  const now = ctx.clock.now();
  const tokenHash = hashToken(on.event.token);
  if (!(await useInvitation(ctx.db, { tokenHash, addressId: on.address.id, at: now }))) return;
  const patient = await findPatient(ctx.db, effect.patientId);
  const relation = patient?.guardian ? 'parent' : 'self';
  const contactId =
    relation === 'self'
      ? await ownContact(ctx, effect.patientId, on.address)
      : on.address.contactId;
  await insertBinding(ctx.db, {
    id: newId(),
    contactId,
    patientId: effect.patientId,
    addressId: on.address.id,
    relation,
    verifiedBy: 'invitation',
    aliveAt: now,
    createdAt: now,
  });
  await appendAudit(ctx.db, {
    at: now,
    actor: 'patient',
    action: 'bound',
    subject: `patient:${effect.patientId}`,
    details: { channel: on.address.channel, address: on.address.id, relation },
  });
}

/** A patient's own accounts belong to one contact, so that STOP on one is heard on all. */
async function ownContact(ctx: TxContext, patientId: string, address: AddressRow): Promise<string> {
  const live = await bindingsOfPatient(ctx.db, patientId);
  const own = live.find(({ binding }) => binding.relation === 'self')?.binding.contactId;
  if (!own || own === address.contactId) return address.contactId;
  await moveAddress(ctx.db, { addressId: address.id, contactId: own });
  return own;
}

async function recordConsent(
  ctx: TxContext,
  on: Application,
  effect: Of<'consent'>,
): Promise<void> {
  const bound = await bindingsOfAddress(ctx.db, on.address.id);
  const binding = bound.find((one) => one.patientId === effect.patientId);
  if (!binding) return;
  for (const purpose of effect.purposes) {
    await appendConsent(ctx, {
      ...chatAct(on, binding),
      purpose,
      act: effect.act,
      wording: effect.wording,
      notice: effect.notice,
    });
  }
}

const chatAct = (on: Application, binding: BindingRow) => ({
  patientId: binding.patientId,
  channel: on.address.channel,
  bindingId: binding.id,
  mechanism: 'chat',
  strength: 2 as const,
  actor: 'patient',
  inboundId: on.row.id,
});

async function toPerson(ctx: TxContext, on: Application, effect: Of<'hand_over'>): Promise<void> {
  const { reason, urgent } = effect;
  const threadId = await handOver(ctx, {
    addressId: on.address.id,
    patientId: effect.patientId,
    reason,
    urgent,
  });
  await updateMessage(ctx.db, on.inboundMessageId, {
    threadId,
    ...(effect.patientId && { patientId: effect.patientId }),
  });
}

async function wellbeingAnswer(
  ctx: TxContext,
  on: Application,
  effect: Of<'wellbeing_answer'>,
): Promise<void> {
  const answeredAt = ctx.clock.now();
  await updateReason(ctx.db, effect.reasonId, {
    state: 'answered',
    answer: effect.answer,
    answeredAt,
  });
  await appendAudit(ctx.db, {
    at: answeredAt,
    actor: 'patient',
    action: 'wellbeing_answered',
    subject: `patient:${on.about?.patientId ?? ''}`,
    details: { reason: effect.reasonId, answer: effect.answer },
  });
}

/** Every account of this person, every patient they speak for, every purpose: as easy to withdraw as to give. */
async function stopEverything(
  ctx: TxContext,
  on: Application,
  effect: Of<'stop_everything'>,
): Promise<void> {
  const at = ctx.clock.now();
  const { channel, account, userId, phone } = on.address;
  await stopContact(ctx.db, {
    channel,
    account,
    userId: userId ?? undefined,
    phone: phone ?? undefined,
    at,
  });
  await updateAddress(ctx.db, on.address.id, { stoppedAt: on.address.stoppedAt ?? at });
  const act = { mechanism: 'chat', inboundId: on.row.id, wording: effect.wording };
  for (const { binding, address: from } of await bindingsOfContact(ctx.db, on.address.contactId)) {
    await withdraw(ctx, { binding, channel: from.channel, purposes, act });
    await planPatient(ctx, binding.patientId);
  }
}
