/** Reads, inside the deciding transaction, all that the policy may ask about a message. */

import { blankCard, type ServiceCard } from '../domain/card.ts';
import { standing, strengthNeeded } from '../domain/consent.ts';
import type { Content } from '../domain/content.ts';
import { type Decision, type DecisionCode, decide, type Path } from '../domain/policy.ts';
import { minuteMs } from '../domain/time.ts';
import type { ChannelId, Language, Purpose } from '../domain/words.ts';
import { listAccounts, listTemplates } from '../store/accounts.ts';
import { consentHistory } from '../store/consent.ts';
import { attemptsOf, findMessage, type MessageRow } from '../store/messages.ts';
import { type AddressRow, bindingsOfPatient, findAddress } from '../store/people.ts';
import {
  type AppointmentRow,
  type ClinicRow,
  findAppointment,
  findCard,
  findClinic,
  findPatient,
  findReason,
  firstClinic,
  type PatientRow,
  type ReasonRow,
} from '../store/registry.ts';
import { channelOf, type TxContext } from './context.ts';

/** The platform's window and our clock may differ by this much: then the template is the safe form. */
const window_margin_ms = 5 * minuteMs;

export const cardOf = async (ctx: TxContext, patientId: string): Promise<ServiceCard> =>
  (await findCard(ctx.db, patientId)) ?? blankCard;

export async function clinicOf(
  ctx: TxContext,
  patient: PatientRow | null,
): Promise<ClinicRow | null> {
  const own = patient?.clinicId ? await findClinic(ctx.db, patient.clinicId) : null;
  return own ?? (await firstClinic(ctx.db));
}

/** The patient's language; else the account's; else the clinic's first. */
export function languageOf(
  patient: PatientRow | null,
  contactLanguage: Language | null,
  clinic: ClinicRow | null,
): Language {
  return contactLanguage ?? patient?.language ?? clinic?.languages[0] ?? 'ru';
}

export interface RouteNeeds {
  readonly patientId: string;
  readonly purpose: Purpose;
  /** Template that must be usable outside a window; null if the message has none. */
  readonly template: { readonly name: string; readonly language: Language } | null;
  /** Channels that have refused this very message. */
  readonly refusedBy: readonly ChannelId[];
}

/** Every account the patient can be reached on, with what speaks for and against it. */
export async function pathsOf(ctx: TxContext, needs: RouteNeeds): Promise<Path[]> {
  const live = await bindingsOfPatient(ctx.db, needs.patientId);
  const history = await consentHistory(ctx.db, needs.patientId);
  const channels = await channelStates(ctx, needs.template);
  return live
    .filter(({ address }) => !needs.refusedBy.includes(address.channel))
    .flatMap(({ binding, address }) => {
      const channel = channels(address);
      if (!channel) return [];
      const question = { purpose: needs.purpose, channel: address.channel, bindingId: binding.id };
      const consent = standing(history, question);
      return [{ ...pathOf(ctx, address), ...channel, bindingId: binding.id, consent }];
    });
}

/** An answer goes to the account that wrote, whoever holds it. */
export async function answerPath(ctx: TxContext, message: MessageRow): Promise<Path | null> {
  const address = message.addressId ? await findAddress(ctx.db, message.addressId) : null;
  if (!address) return null;
  const use = message.content?.template;
  const channels = await channelStates(
    ctx,
    use ? { name: use.name, language: use.language } : null,
  );
  const channel = channels(address);
  return (
    channel && { ...pathOf(ctx, address), ...channel, bindingId: message.bindingId, consent: null }
  );
}

function pathOf(ctx: TxContext, address: AddressRow) {
  const windowed = channelOf(ctx, address.channel)?.capabilities.window ?? false;
  const closes = (address.windowExpiresAt?.getTime() ?? 0) - window_margin_ms;
  return {
    channel: address.channel,
    addressId: address.id,
    stopped: address.stoppedAt !== null,
    quarantined: address.quarantinedAt !== null,
    unreachable: address.unreachableCode !== null,
    windowOpen: !windowed || ctx.clock.now().getTime() < closes,
  };
}

/** Null for an account this installation does not serve (any more). */
async function channelStates(ctx: TxContext, need: RouteNeeds['template']) {
  const accounts = await listAccounts(ctx.db);
  const templates = need ? await listTemplates(ctx.db) : [];
  return (address: AddressRow) => {
    const channel = channelOf(ctx, address.channel);
    if (!channel || channel.account !== address.account) return null;
    const here = (row: { channel: string; account: string }) =>
      row.channel === address.channel && row.account === address.account;
    const account = accounts.find(here);
    const known = templates.find(
      (row) => here(row) && row.name === need?.name && row.language === need?.language,
    );
    return {
      channelDown: (account?.downCode ?? null) !== null,
      deaf: (account?.deafCode ?? null) !== null,
      pausedUntil: account?.pausedUntil ?? null,
      // A template we know nothing of is tried: the platform's refusal is then recorded like any other.
      templateUsable: !channel.capabilities.window || (need !== null && isUsable(known)),
    };
  };
}

const isUsable = (row: { status: string; category: string | null } | undefined): boolean =>
  row === undefined || (row.status === 'APPROVED' && row.category?.toLowerCase() !== 'marketing');

/** What a proactive message speaks of, as it is now. */
export interface Subject {
  readonly patient: PatientRow;
  readonly clinic: ClinicRow | null;
  readonly appointment: AppointmentRow | null;
  readonly reason: ReasonRow | null;
}

export async function subjectOf(ctx: TxContext, message: MessageRow): Promise<Subject | null> {
  const patient = message.patientId ? await findPatient(ctx.db, message.patientId) : null;
  if (!patient) return null;
  const reason = message.reasonId ? await findReason(ctx.db, message.reasonId) : null;
  const appointmentId = message.appointmentId ?? reason?.appointmentId ?? null;
  const appointment = appointmentId ? await findAppointment(ctx.db, appointmentId) : null;
  const clinic = appointment
    ? await findClinic(ctx.db, appointment.clinicId)
    : await clinicOf(ctx, patient);
  return { patient, clinic, appointment, reason };
}

/** Whether what the message says is still so. */
export function staleness(message: MessageRow, subject: Subject, now: Date): DecisionCode | null {
  const { appointment, reason } = subject;
  if (message.purpose === 'visit') {
    if (!appointment || appointment.scheduleVersion !== message.scheduleVersion)
      return 'stale_fact';
    if (appointment.status !== 'booked' && appointment.status !== 'confirmed') return 'stale_fact';
    if (appointment.startsAt <= now) return 'past_deadline';
    // The later reminder informs; only the earlier ones ask, and a confirmed visit needs no asking.
    if (appointment.status === 'confirmed' && message.kind !== 'visit_soon') return 'confirmed';
    return null;
  }
  if (!reason || reason.state === 'closed') return 'stale_fact';
  if (reason.state === 'answered') return 'already_answered';
  if (appointment?.status === 'cancelled' || appointment?.status === 'no_show') return 'stale_fact';
  // Moved to a later day after the doctor had asked for the check.
  if (appointment && appointment.startsAt > now) return 'stale_fact';
  return null;
}

/** Asks the policy about a proactive message as of `at`. */
export async function decideProactive(
  ctx: TxContext,
  { message, subject, content, at }: Question,
): Promise<Decision> {
  const card = await cardOf(ctx, subject.patient.id);
  const purpose = message.purpose as Purpose;
  const history = await consentHistory(ctx.db, subject.patient.id);
  const paths = await pathsOf(ctx, {
    patientId: subject.patient.id,
    purpose,
    template: content?.template ?? null,
    refusedBy: await refusedBy(ctx, message),
  });
  return decide({
    type: 'proactive',
    now: at,
    notAfter: message.notAfter,
    staleCode: staleness(message, subject, at),
    card,
    zone: zoneOf(card, subject.clinic),
    strengthNeeded,
    phoneConsent: standing(history, { purpose, channel: 'phone', bindingId: null })?.act ?? null,
    paths,
  });
}

export interface Question {
  readonly message: MessageRow;
  readonly subject: Subject;
  readonly content: Content | null;
  readonly at: Date;
}

export const zoneOf = (card: ServiceCard, clinic: ClinicRow | null): string =>
  card.zone ?? clinic?.zone ?? 'UTC';

/** Channels that refused this very message, at once or later, are not asked again. */
async function refusedBy(ctx: TxContext, message: MessageRow): Promise<ChannelId[]> {
  const attempts = await attemptsOf(ctx.db, [message.id]);
  const refused = attempts.filter((attempt) => attempt.outcome === 'rejected');
  const before = message.retryOf ? await findMessage(ctx.db, message.retryOf) : null;
  const late = before?.code === 'rejected' ? [before.channel] : [];
  return [...refused.map((attempt) => attempt.channel), ...late].filter(
    (channel) => channel === 'telegram' || channel === 'whatsapp',
  );
}
