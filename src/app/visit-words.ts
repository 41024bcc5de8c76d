/** What a message about a visit says: facts read in the last moment, and the clinic's own words for it. */

import type { Telling } from '../domain/content.ts';
import { believed, type Fact } from '../domain/known.ts';
import { toldOf } from '../domain/said.ts';
import { languageFor, type Written, writtenIn } from '../domain/translations.ts';
import type { Language } from '../domain/words.ts';
import type { LiveBinding } from '../store/bindings.ts';
import type { MessageRow } from '../store/messages.ts';
import type { AppointmentRow, ClinicRow, ServiceRow } from '../store/registry.ts';
import type { Extras, VisitParams } from '../text/proactive.ts';
import { calendarUrl } from './calendar.ts';
import { channelOf, readerOf, type TxContext } from './context.ts';
import { offerOf } from './requests.ts';
import { sayingsOf } from './said.ts';
import type { Subject } from './situation.ts';

export interface WordsInput extends Subject {
  readonly message: MessageRow;
  readonly live: LiveBinding;
  /** What the contact calls the patient, where that must be said. */
  readonly person: string | null;
  /** The patient's. */
  readonly language: Language;
}

export interface Wording {
  readonly params: VisitParams;
  readonly language: Language;
  /** Null where nothing of a time that is ahead is said. */
  readonly tells: Telling | null;
}

/** Null while a fact that the words need is missing. */
export async function visitWords(ctx: TxContext, input: WordsInput): Promise<Wording | null> {
  const { message, clinic, appointment, person } = input;
  if (!clinic || !appointment) return null;
  const place = await placeOf(ctx, input, { clinic, appointment });
  const said = saidOf(message.kind);
  const written = said === 'nothing' ? {} : await writtenFor(ctx, said, { clinic, appointment });
  const texts = Object.values(written);
  const first = clinic.languages[0] ?? input.language;
  const language = languageFor(input.language, { texts, first });
  const own = Object.entries(written).map(([name, text]) => [name, text[language]] as const);
  return {
    language,
    tells: tellingOf(message, appointment),
    params: {
      messageId: message.id,
      ...place,
      person,
      extras: {
        ...Object.fromEntries(own),
        ...(await linksFor(ctx, input, { clinic, appointment })),
      },
      calendarFile: message.kind.startsWith('visit_') && takesFiles(ctx, input),
    },
  };
}

interface Stands {
  readonly clinic: ClinicRow;
  readonly appointment: AppointmentRow;
}

type Said = 'the way there' | 'what to do after' | 'nothing';

/** After the visit, or without it, nobody prepares for it or looks for the way there. */
function saidOf(kind: string): Said {
  if (kind === 'aftercare') return 'what to do after';
  if (kind === 'visit_earlier') return 'nothing';
  return kind.startsWith('visit_') && kind !== 'visit_cancelled' ? 'the way there' : 'nothing';
}

/** What is said of when and where; of a cancelled visit, the one the patient knows of. */
async function placeOf(
  ctx: TxContext,
  { message }: WordsInput,
  { clinic, appointment }: Stands,
): Promise<Pick<VisitParams, 'clinic' | 'startsAt' | 'zone' | 'address' | 'was'>> {
  const now = { startsAt: appointment.startsAt, ...wordsOf(clinic) };
  if (message.kind === 'visit_earlier') {
    const offer = await offerOf(ctx, appointment.id);
    const was = { startsAt: appointment.startsAt, zone: clinic.zone, clinic: null };
    return { ...now, startsAt: offer?.startsAt ?? appointment.startsAt, was };
  }
  if (message.kind !== 'visit_moved' && message.kind !== 'visit_cancelled') return now;
  const known = await knownTo(ctx, appointment);
  const there = known && (await readerOf(ctx).clinic(known.clinicId));
  if (!known || !there) return { ...now, was: null };
  if (message.kind === 'visit_cancelled') return { startsAt: known.startsAt, ...wordsOf(there) };
  const elsewhere = there.id === clinic.id ? null : there.name;
  return { ...now, was: { startsAt: known.startsAt, zone: there.zone, clinic: elsewhere } };
}

const wordsOf = ({ name, zone, address }: ClinicRow) => ({ clinic: name, zone, address });

/** Null where they were told that it is off. */
async function knownTo(ctx: TxContext, appointment: AppointmentRow): Promise<Fact | null> {
  const rows = await readerOf(ctx).messagesOfVisit(appointment.id);
  const told = toldOf(sayingsOf(appointment, rows));
  const beliefs = believed(appointment, told);
  const isNow = (one: Fact | null) => one?.startsAt.getTime() === appointment.startsAt.getTime();
  return beliefs.findLast((one) => !isNow(one)) ?? beliefs.at(-1) ?? null;
}

function tellingOf({ kind }: MessageRow, { startsAt, clinicId }: AppointmentRow): Telling | null {
  if (kind === 'visit_earlier') return null;
  if (kind === 'visit_cancelled') return 'cancelled';
  return kind.startsWith('visit_') ? { startsAt: startsAt.toISOString(), clinicId } : null;
}

/** Only what the clinic has told. */
async function writtenFor(
  ctx: TxContext,
  said: Exclude<Said, 'nothing'>,
  { clinic, appointment }: Stands,
): Promise<Readonly<Record<string, Written>>> {
  const { serviceId } = appointment;
  const service = serviceId ? await readerOf(ctx).service(serviceId) : null;
  const first = clinic.languages[0] ?? 'ru';
  const all = said === 'the way there' ? thereOf(clinic, service, first) : afterOf(service, first);
  const told = Object.entries(all).filter((entry): entry is [string, Written] => entry[1] !== null);
  return Object.fromEntries(told);
}

type Texts = Readonly<Record<string, Written | null>>;

const thereOf = (clinic: ClinicRow, service: ServiceRow | null, first: Language): Texts => ({
  preparation: service && writtenIn(service, 'preparation', first),
  bring: both(
    writtenIn(clinic, 'bring', first),
    service && writtenIn(service, 'bring', first),
    first,
  ),
  directions: writtenIn(clinic, 'directions', first),
  transit: writtenIn(clinic, 'transit', first),
  parking: writtenIn(clinic, 'parking', first),
});

const afterOf = (service: ServiceRow | null, first: Language): Texts => ({
  aftercare: service && writtenIn(service, 'aftercare', first),
});

/** In a language in which only one of them is written, half would be missing. */
function both(one: Written | null, other: Written | null, first: Language): Written | null {
  if (!one || !other) return one ?? other;
  const shared = Object.entries(one).flatMap(([language, text]) => {
    const more = other[language as Language];
    if (more === undefined && language !== first) return [];
    return [[language, more && more !== text ? `${text}\n${more}` : text] as const];
  });
  return Object.fromEntries(shared);
}

const takesFiles = (ctx: TxContext, { live }: WordsInput): boolean =>
  channelOf(ctx, live.address.channel)?.capabilities.calendarFiles ?? false;

/** Where no file can be handed over, a link leads to it. */
async function linksFor(
  ctx: TxContext,
  input: WordsInput,
  { clinic, appointment }: Stands,
): Promise<Extras> {
  if (saidOf(input.message.kind) !== 'the way there') return {};
  const calendar = takesFiles(ctx, input) ? null : await calendarUrl(ctx, appointment.id);
  return { map: clinic.mapUrl, calendar };
}
