/** Reads what the dialogue may know, in the transaction that will act on its answer. */

import type { InboundEvent, Sender } from '../../bots/channel.ts';
import type {
  AboutFacts,
  ClinicFacts,
  ConsentFacts,
  Facts,
  PersonFacts,
  Proof,
  VisitFacts,
} from '../dialogue/types.ts';
import { blankCard } from '../domain/card.ts';
import { isLive, needsPaper, standing } from '../domain/consent.ts';
import { likelyRelation } from '../domain/identity.ts';
import { dayMs } from '../domain/time.ts';
import { type ChannelId, type Language, purposes, type Relation } from '../domain/words.ts';
import type { BindingRow } from '../store/bindings.ts';
import { openErasureOf } from '../store/erasure.ts';
import { lockInvitation } from '../store/invitations.ts';
import { findMessage, lockSentMessage, type MessageRow } from '../store/messages.ts';
import type { AddressRow } from '../store/people.ts';
import { lastProactiveTo } from '../store/proactive.ts';
import type { AppointmentRow, ClinicRow, PatientRow } from '../store/registry.ts';
import { isInDoubt, lockOpenThread } from '../store/threads.ts';
import { firstNameOf, nameOf } from './compose.ts';
import { channelOf, readerOf, type TxContext } from './context.ts';
import { hashToken } from './ids.ts';
import { placeOf } from './places.ts';
import { issuerOf, provenByOpening } from './proof.ts';
import { reasonFacts, reasonsLately } from './reason-facts.ts';
import { offerOf } from './requests.ts';
import { cardOf, clinicOf, languageOf } from './situation.ts';
import { isSure, stillSpeaks } from './speaks.ts';

export interface FactsInput {
  readonly event: InboundEvent;
  readonly address: AddressRow;
  readonly sender: Sender;
  /** What this very event proved. */
  readonly proof: Proof | null;
}

export interface Loaded {
  readonly facts: Facts;
  /** Our message that the pressed button speaks of. */
  readonly about: MessageRow | null;
  /** Our message that carried it; another one where fresh buttons were given later. */
  readonly pressed: MessageRow | null;
}

export async function loadFacts(
  ctx: TxContext,
  { event, address, sender, proof }: FactsInput,
): Promise<Loaded> {
  const bound = await readerOf(ctx).bindingsOfAddress(address.id);
  const people = await Promise.all(bound.map((binding) => personOf(ctx, address, binding)));
  const invitation =
    event.type === 'start' ? await invitationOf(ctx, event.token, { address, sender }) : null;
  const pressed = event.type === 'button' ? await pressedMessage(ctx, event, address) : null;
  const about =
    event.type === 'button' ? ((await namedMessage(ctx, event, address)) ?? pressed) : null;
  const spoken =
    invitation && 'patientId' in invitation ? invitation.patientId : bound[0]?.patientId;
  const patient = spoken ? await readerOf(ctx).patient(spoken) : null;
  const clinic = await clinicOf(ctx, patient);
  const contact = await readerOf(ctx).contact(address.contactId);
  const thread = await lockOpenThread(ctx.db, address.id);
  const facts: Facts = {
    clinic: clinicFacts(clinic),
    channel: address.channel,
    sharesContact: channelOf(ctx, address.channel)?.capabilities.contactRequest ?? false,
    otherChannels: linkable(ctx).filter((id) => id !== address.channel),
    language:
      (spoken ? (await cardOf(ctx, spoken)).language : null) ??
      contact?.language ??
      patient?.language ??
      spokenLanguage(sender) ??
      languageOf(null, null, clinic),
    people: people.filter((person) => person !== null),
    invitation,
    about: about && (await aboutFacts(ctx, about)),
    lastSent: await lastSentOf(ctx, address),
    proof,
    schedule: null,
    halted: address.stoppedAt ? 'stopped' : address.pausedAt ? 'paused' : null,
    paperNeeded: purposes.filter((one) => needsPaper(clinic?.consentPolicy ?? null, one)),
    erasure: await erasureOf(
      ctx,
      bound.map(({ patientId }) => patientId),
    ),
    thread: { open: thread !== null, withPerson: thread?.withPerson ?? false },
    inDoubt: address.pausedAt !== null && (await isInDoubt(ctx.db, address.contactId)),
    alarm: await isAlarmed(ctx, bound),
  };
  return { facts, about, pressed };
}

/** For any of them: the chat is one. */
async function isAlarmed(ctx: TxContext, bound: readonly BindingRow[]): Promise<boolean> {
  const read = readerOf(ctx);
  const found = await Promise.all(bound.map(({ patientId }) => read.graveAlarms(patientId)));
  return found.some((alarms) => alarms.length > 0);
}

/** Channels that know their own name, so that a link to them can be made. */
const linkable = (ctx: TxContext): ChannelId[] =>
  ctx.channels
    .filter((channel) => channel.invitationUrl({ token: '', greeting: '' }))
    .map(({ id }) => id);

/** Languages whose speakers in a Russian-speaking clinic read Russian; everybody else gets English. */
const readsRussian = /^(ru|uk|be|kk|ky|uz|tg|tk|hy|az|ka|mo|ro)\b/i;

function spokenLanguage({ language }: Sender): Language | null {
  if (!language) return null;
  return readsRussian.test(language) ? 'ru' : 'en';
}

async function personOf(
  ctx: TxContext,
  address: AddressRow,
  binding: BindingRow,
): Promise<PersonFacts | null> {
  const patient = await readerOf(ctx).patient(binding.patientId);
  if (!patient) return null;
  if (!(await stillSpeaks(ctx, binding))) return null;
  const verified = isSure(binding, address, ctx.clock.now());
  const card = await cardOf(ctx, patient.id);
  const { id: patientId } = patient;
  const { relation } = binding;
  if (!verified) {
    // Whoever it may be learns nothing, not even a name.
    const nothing = { label: '', consents: [], agreements: [], visits: [], cancelled: [] };
    return { patientId, relation, verified, card: blankCard, ...nothing };
  }
  const agreements = await agreementsOf(ctx, address, binding);
  const visits = await readerOf(ctx).visitsAhead(patientId);
  const live = visits.filter((visit) => visit.status === 'booked' || visit.status === 'confirmed');
  const cancelled = visits.filter((visit) => visit.status === 'cancelled');
  return {
    patientId,
    label: nameOf({ binding }, patient.name),
    relation,
    verified,
    card,
    consents: address.stoppedAt ? [] : agreements.map(({ purpose }) => purpose),
    agreements,
    visits: await Promise.all(live.map((visit) => visitFacts(ctx, visit))),
    cancelled: await Promise.all(cancelled.map((visit) => visitFacts(ctx, visit))),
    reasons: await reasonsLately(ctx, patientId),
  };
}

async function agreementsOf(
  ctx: TxContext,
  address: AddressRow,
  binding: BindingRow,
): Promise<ConsentFacts[]> {
  const history = await readerOf(ctx).history(binding.patientId);
  const now = ctx.clock.now();
  return purposes.flatMap((purpose) => {
    const held = standing(history, { ...placeOf({ binding, address }), purpose });
    if (!held || !isLive(held, now)) return [];
    const { at, mechanism, actor, wording } = held.event;
    return [{ purpose, at, expiresAt: held.expiresAt, mechanism, actor, wording }];
  });
}

const recent_ms = 3 * dayMs;

/** What "cancel" or "stop" is likely about. */
async function lastSentOf(ctx: TxContext, address: AddressRow): Promise<AboutFacts | null> {
  const since = new Date(ctx.clock.now().getTime() - recent_ms);
  const found = await lastProactiveTo(ctx.db, { addressId: address.id, since });
  return found && aboutFacts(ctx, found);
}

async function erasureOf(ctx: TxContext, patientIds: readonly string[]): Promise<Facts['erasure']> {
  for (const patientId of patientIds) {
    const open = await openErasureOf(ctx.db, patientId);
    if (open) return { dueAt: open.dueAt };
  }
  return null;
}

export async function visitFacts(ctx: TxContext, visit: AppointmentRow): Promise<VisitFacts> {
  return {
    appointmentId: visit.id,
    patientId: visit.patientId,
    startsAt: visit.startsAt,
    clinic: clinicFacts(await readerOf(ctx).clinic(visit.clinicId)),
    status: visit.status,
    scheduleVersion: visit.scheduleVersion,
    muted: visit.mutedAt !== null,
    offered: (await offerOf(ctx, visit.id))?.startsAt ?? null,
    asked: (await readerOf(ctx).requests(visit.id)).map(({ kind }) => kind),
  };
}

export const clinicFacts = (clinic: ClinicRow | null): ClinicFacts => ({
  cadence: clinic?.cadence ?? null,
  name: clinic?.name ?? '',
  zone: clinic?.zone ?? 'UTC',
  phone: clinic?.phone ?? null,
  address: clinic?.address ?? null,
  directions: clinic?.directions ?? null,
  reviewUrl: clinic?.reviewUrl ?? null,
});

async function invitationOf(
  ctx: TxContext,
  token: string,
  { address, sender }: { address: AddressRow; sender: Sender },
): Promise<Facts['invitation']> {
  if (token === '') return null;
  const found = await lockInvitation(ctx.db, hashToken(token));
  if (!found) return { status: 'unknown' };
  const { patientId } = found;
  if (found.usedBy === address.id) return { status: 'used_here', patientId };
  if (found.usedAt) return { status: 'used' };
  if (found.expiresAt <= ctx.clock.now()) return { status: 'expired' };
  const patient = await readerOf(ctx).patient(patientId);
  if (!patient || patient.erasedAt) return { status: 'unknown' };
  const issuer = await issuerOf(ctx, found);
  const proven = provenByOpening(found, { patient, sender, address, issuer }) !== null;
  const relation = issuer?.relation ?? found.relation ?? relationTo(patient, ctx.clock.now());
  const label = proven ? (issuer?.label ?? firstNameOf(patient.name)) : '';
  return { status: 'valid', patientId, relation, proven, label };
}

export const relationTo = (patient: PatientRow, at: Date): Relation =>
  likelyRelation({ birthDate: patient.birthDate, hasGuardian: patient.guardian !== null }, at);

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

type Press = Extract<InboundEvent, { type: 'button' }>;

/** By our id in the button's data; only if it was written to this very account. */
async function namedMessage(
  ctx: TxContext,
  event: Press,
  address: AddressRow,
): Promise<MessageRow | null> {
  const id = uuid.exec(event.data)?.[0];
  const found = id ? await findMessage(ctx.db, id) : null;
  return found?.addressId === address.id ? found : null;
}

async function pressedMessage(
  ctx: TxContext,
  event: Press,
  address: AddressRow,
): Promise<MessageRow | null> {
  if (!event.messageId) return null;
  const { channel, account } = address;
  const found = await lockSentMessage(ctx.db, { channel, account, externalId: event.messageId });
  return found?.addressId === address.id ? found : null;
}

async function aboutFacts(ctx: TxContext, message: MessageRow): Promise<AboutFacts> {
  const read = readerOf(ctx);
  const reason = message.reasonId ? await read.reason(message.reasonId) : null;
  const visit = message.appointmentId ? await read.appointment(message.appointmentId) : null;
  return {
    messageId: message.id,
    kind: message.kind,
    purpose: message.purpose,
    // Of several that went out together the platform shows more than this, and their buttons stay.
    text: message.content?.isPart ? null : message.content?.text,
    patientId: message.patientId,
    visit: visit && (await visitFacts(ctx, visit)),
    scheduleVersion: message.scheduleVersion,
    reason: reason && (await reasonFacts(ctx, reason)),
    wellbeing: reason && {
      reasonId: reason.id,
      // Words alone were no answer to press a button against.
      answered: reason.state === 'answered' && reason.answer !== null,
      closed: reason.state === 'closed',
    },
  };
}
