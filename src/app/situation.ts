/** Reads, inside the deciding transaction, all that the policy may ask about a message. */

import { blankCard, type ServiceCard } from '../domain/card.ts';
import { isLive, standing, strengthNeeded } from '../domain/consent.ts';
import type { Content, TemplateUse } from '../domain/content.ts';
import { hasAuthority, isProven, isSilent } from '../domain/identity.ts';
import { isScheduleStale } from '../domain/imports.ts';
import { type Decision, decide, type Path } from '../domain/policy.ts';
import { minuteMs } from '../domain/time.ts';
import type { ChannelId, Language, Purpose } from '../domain/words.ts';
import type { LiveBinding } from '../store/bindings.ts';
import type { ConsentRow } from '../store/consent.ts';
import { findMessage, type MessageRow } from '../store/messages.ts';
import type { AddressRow } from '../store/people.ts';
import type { AppointmentRow, ClinicRow, PatientRow, ReasonRow } from '../store/registry.ts';
import { composeFor } from './compose.ts';
import { channelOf, readerOf, type TxContext } from './context.ts';
import { placeOf } from './places.ts';
import { staleness } from './stale.ts';
import { weightOf } from './weights.ts';

/** The platform's window and our clock may differ by this much: then the template is the safe form. */
const window_margin_ms = 5 * minuteMs;

export const cardOf = async (ctx: TxContext, patientId: string): Promise<ServiceCard> =>
  (await readerOf(ctx).card(patientId)) ?? blankCard;

export async function clinicOf(
  ctx: TxContext,
  patient: PatientRow | null,
): Promise<ClinicRow | null> {
  const read = readerOf(ctx);
  const own = patient?.clinicId ? await read.clinic(patient.clinicId) : null;
  return own ?? read.firstClinic();
}

/** What to write in to an account outside the dialogue. */
export async function languageOfAccount(
  ctx: TxContext,
  address: Pick<AddressRow, 'contactId'>,
  patientId: string | null,
): Promise<Language> {
  const read = readerOf(ctx);
  const contact = await read.contact(address.contactId);
  const patient = patientId ? await read.patient(patientId) : null;
  const card = patient ? await read.card(patient.id) : null;
  const chosen = card?.language ?? contact?.language ?? null;
  return languageOf(patient, chosen, await clinicOf(ctx, patient));
}

/** What was chosen, in the chat or on the card; else what the clinic system told; else the clinic's first. */
export function languageOf(
  patient: PatientRow | null,
  chosen: Language | null,
  clinic: ClinicRow | null,
): Language {
  return chosen ?? patient?.language ?? clinic?.languages[0] ?? 'ru';
}

export interface RouteNeeds {
  readonly patient: PatientRow;
  readonly clinic: ClinicRow | null;
  readonly purpose: Purpose;
  /** Channels that have refused this very message. */
  readonly refusedBy: readonly ChannelId[];
  /** The moment the decision is about. */
  readonly at: Date;
  /** The patient's ledger. */
  readonly history: readonly ConsentRow[];
  /** The words for this account; null if there are none yet. */
  readonly compose: (live: LiveBinding) => Promise<Content | null>;
}

/** One account of the patient, and the message as it would go there. */
export interface Way {
  readonly path: Path;
  readonly content: Content | null;
}

/** Every account the patient can be reached on, with what speaks for and against it. */
export async function waysOf(ctx: TxContext, needs: RouteNeeds): Promise<Way[]> {
  const channels = await channelStates(ctx, { templates: true });
  const ways: Way[] = [];
  for (const one of await readerOf(ctx).accountsOfPatient(needs.patient.id)) {
    const { binding, address } = one;
    if (needs.refusedBy.includes(address.channel)) continue;
    const content = await needs.compose(one);
    const channel = channels(address, content?.template ?? null);
    if (!channel) continue;
    const consent = standing(needs.history, { ...placeOf(one), purpose: needs.purpose });
    const who = whoIsBehind(one, { at: needs.at, zone: needs.clinic?.zone ?? 'UTC' });
    const path = { ...pathOf(ctx, address), ...channel, ...who, bindingId: binding.id, consent };
    ways.push({ path, content });
  }
  return ways;
}

function whoIsBehind({ binding }: LiveBinding, { at, zone }: { at: Date; zone: string }) {
  return {
    verified: isProven(binding.verifiedBy),
    hasAuthority: hasAuthority(binding.authorityEndsOn, at, zone),
    silent: isSilent(binding.aliveAt, at),
  };
}

/** An answer goes to the account that wrote, whoever holds it. */
export async function answerPath(ctx: TxContext, message: MessageRow): Promise<Path | null> {
  const address = message.addressId ? await readerOf(ctx).address(message.addressId) : null;
  if (!address) return null;
  const template = message.content?.template ?? null;
  const channels = await channelStates(ctx, { templates: template !== null });
  const channel = channels(address, template);
  const who = { verified: false, hasAuthority: false, silent: false, consent: null };
  return channel && { ...pathOf(ctx, address), ...channel, ...who, bindingId: message.bindingId };
}

/** Free words may go there at this moment. */
export function isWindowOpen(ctx: TxContext, address: AddressRow, at: Date): boolean {
  const windowed = channelOf(ctx, address.channel)?.capabilities.window ?? false;
  const closes = (address.windowExpiresAt?.getTime() ?? 0) - window_margin_ms;
  return !windowed || at.getTime() < closes;
}

function pathOf(ctx: TxContext, address: AddressRow) {
  return {
    channel: address.channel,
    addressId: address.id,
    stopped: address.stoppedAt !== null,
    paused: address.pausedAt !== null,
    quarantined: address.quarantinedAt !== null,
    unreachable: address.unreachableCode !== null,
    windowOpen: isWindowOpen(ctx, address, ctx.clock.now()),
  };
}

/** Null for an account this installation does not serve (any more). */
async function channelStates(ctx: TxContext, wish: { readonly templates: boolean }) {
  const read = readerOf(ctx);
  const accounts = await read.accounts();
  const templates = wish.templates ? await read.templates() : [];
  return (address: AddressRow, need: TemplateUse | null) => {
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
      frozen: (account?.frozenSince ?? null) !== null,
      brakedUntil: account?.brakedUntil ?? null,
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
  const read = readerOf(ctx);
  const patient = message.patientId ? await read.patient(message.patientId) : null;
  if (!patient) return null;
  const reason = message.reasonId ? await read.reason(message.reasonId) : null;
  const appointmentId = message.appointmentId ?? reason?.appointmentId ?? null;
  const appointment = appointmentId ? await read.appointment(appointmentId) : null;
  const clinic = appointment
    ? await read.clinic(appointment.clinicId)
    : await clinicOf(ctx, patient);
  return { patient, clinic, appointment, reason };
}

/** On any account. */
export async function isAgreed(
  ctx: TxContext,
  patientId: string,
  purpose: Purpose,
): Promise<boolean> {
  const read = readerOf(ctx);
  const history = await read.history(patientId);
  const live = await read.accountsOfPatient(patientId);
  const now = ctx.clock.now();
  return live.some((one) => isLive(standing(history, { ...placeOf(one), purpose }), now));
}

export interface Considered {
  readonly decision: Decision;
  /** As it would go out now, or to the first account it could go to; null if it cannot be written yet. */
  readonly content: Content | null;
}

/** Asks the policy about a proactive message as of `at`, with everything read in this transaction. */
export async function considerProactive(
  ctx: TxContext,
  message: MessageRow,
  at: Date,
): Promise<Considered> {
  const subject = await subjectOf(ctx, message);
  if (!subject) return { decision: { verdict: 'drop', code: 'stale_fact' }, content: null };
  const { patient, clinic } = subject;
  const purpose = message.purpose as Purpose;
  const history = await readerOf(ctx).history(patient.id);
  const ways = await waysOf(ctx, {
    patient,
    clinic,
    purpose,
    at,
    history,
    refusedBy: await refusedBy(ctx, message),
    compose: (live) => composeFor(ctx, message, { ...subject, live }),
  });
  const decision = decide({
    type: 'proactive',
    now: at,
    notAfter: message.notAfter,
    staleCode: await staleness(ctx, message, { subject, ways, at }),
    scheduleDoubt: doubtOf(message, subject, ctx.clock.now()),
    asksIdentity: message.kind === 'still_you',
    weight: weightOf(message.kind),
    ...(await agreedFor(ctx, subject, { purpose, at, history })),
    sent: await sentTimes(ctx, message, patient.id),
    paths: ways.map(({ path }) => path),
  });
  const chosen = ways.find(({ path }) => path.bindingId === decision.route?.bindingId) ?? ways[0];
  return { decision, content: chosen?.content ?? null };
}

/** Of a visit to come; what was told a day before its own day is told again by then. */
function doubtOf(
  { purpose }: MessageRow,
  { appointment, clinic }: Subject,
  now: Date,
): 'schedule_stale' | 'absent_from_schedule' | null {
  if (purpose !== 'visit' || !appointment || appointment.startsAt <= now) return null;
  if (appointment.absentAt) return 'absent_from_schedule';
  return isScheduleStale(clinic?.scheduleToldAt ?? null, now) ? 'schedule_stale' : null;
}

const quiet_move_min_default = 5;

export const quietMoveOf = (clinic: ClinicRow | null): number =>
  clinic?.quietMoveMin ?? quiet_move_min_default;

/** What the patient chose and what the clinic demands, whichever account it goes to. */
export async function agreedFor(
  ctx: TxContext,
  { patient, clinic }: Pick<Subject, 'patient' | 'clinic'>,
  { purpose, at, history }: Pick<RouteNeeds, 'purpose' | 'at' | 'history'>,
) {
  const card = await cardOf(ctx, patient.id);
  const calls = standing(history, { purpose, channel: 'phone', bindingId: null });
  return {
    card,
    zone: zoneOf(card, clinic),
    strengthNeeded: strengthNeeded(clinic?.consentPolicy ?? null, purpose),
    phoneConsent: calls?.act === 'given' && !isLive(calls, at) ? null : (calls?.act ?? null),
  };
}

export const zoneOf = (card: ServiceCard, clinic: ClinicRow | null): string =>
  card.zone ?? clinic?.zone ?? 'UTC';

/** When other proactive messages to this patient left, or may have left. */
async function sentTimes(ctx: TxContext, { id }: MessageRow, patientId: string): Promise<Date[]> {
  const sent = await readerOf(ctx).sent(patientId);
  return sent.flatMap((one) => (one.id !== id && one.at ? [one.at] : []));
}

/** Channels that refused this very message, at once or later, are not asked again. */
async function refusedBy(ctx: TxContext, message: MessageRow): Promise<ChannelId[]> {
  const attempts = await readerOf(ctx).attempts(message.id);
  const refused = attempts.filter((attempt) => attempt.outcome === 'rejected');
  const before = message.retryOf ? await findMessage(ctx.db, message.retryOf) : null;
  const late = before?.code === 'rejected' ? [before.channel] : [];
  return [...refused.map((attempt) => attempt.channel), ...late].filter(
    (channel) => channel === 'telegram' || channel === 'whatsapp',
  );
}
