/**
 * A visit as a calendar file. Where a messenger carries such files it is handed over there; where it does
 * not, it is fetched by a link that nobody can guess.
 */

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Document } from '../domain/content.ts';
import type { Language } from '../domain/words.ts';
import { insertSettingOnce, readSetting } from '../store/accounts.ts';
import type { AppointmentRow, ClinicRow } from '../store/registry.ts';
import { calendarWords } from '../text/calendar.ts';
import { type Context, readerOf, type TxContext, transact } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { newToken } from './ids.ts';
import { calendar_key } from './reader.ts';
import { languageOf } from './situation.ts';

export interface InCalendar {
  readonly visit: AppointmentRow;
  readonly clinic: ClinicRow | null;
  readonly language: Language;
}

/**
 * One visit keeps its UID for ever, and each change a greater SEQUENCE: calendars take the newer one. A
 * cancellation counts as a change between two times.
 */
export async function calendarFile(ctx: TxContext, of: InCalendar): Promise<Document> {
  const { visit, clinic, language } = of;
  const isOff = visit.status === 'cancelled';
  const calendar = ical({
    prodId: { company: 'Zabota', product: 'visits', language: 'EN' },
    method: isOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${await signed(ctx, `uid:${visit.id}`)}@zabota`,
    sequence: 2 * (visit.scheduleVersion - 1) + (isOff ? 1 : 0),
    stamp: visit.updatedAt,
    start: visit.startsAt,
    end: visit.endsAt,
    summary: calendarWords(language).title(clinic?.name ?? ''),
    location: clinic?.address ?? null,
    url: clinic?.mapUrl ?? null,
    status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return { filename: 'visit.ics', type: 'text/calendar', text: calendar.toString() };
}

/** Always the same for a visit, so that a link from an older message shows it as it is now. Null where we are not reached. */
export async function calendarUrl(ctx: TxContext, visitId: string): Promise<string | null> {
  if (!ctx.publicUrl) return null;
  const token = `${toBase64Url(utf8ToBytes(visitId))}.${await signed(ctx, `link:${visitId}`)}`;
  return `${ctx.publicUrl}/calendar/${token}.ics`;
}

/** What a link shows to whoever holds it. */
export async function readCalendar(ctx: Context, token: string): Promise<Outcome<Document>> {
  return transact(ctx, async (tx) => {
    const visitId = await visitOf(tx, token);
    const read = readerOf(tx);
    const visit = visitId === null ? null : await read.appointment(visitId);
    const patient = visit && (await read.patient(visit.patientId));
    if (!visit || !patient || patient.erasedAt) return notFound('token', 'calendar entry');
    const clinic = await read.clinic(visit.clinicId);
    const card = await read.card(patient.id);
    const language = languageOf(patient, card?.language ?? null, clinic);
    return ok(await calendarFile(tx, { visit, clinic, language }));
  });
}

async function visitOf(ctx: TxContext, token: string): Promise<string | null> {
  const [, encoded = '', given = ''] = /^([\w-]{1,700})\.([\w-]{22})$/.exec(token) ?? [];
  const visitId = encoded ? fromBase64Url(encoded) : null;
  if (visitId === null) return null;
  return areEqual(given, await signed(ctx, `link:${visitId}`)) ? visitId : null;
}

/** In time that does not depend on where they differ. Both are as long as `mac_bytes` make them. */
const areEqual = (a: string, b: string): boolean =>
  [...a].reduce(
    (differences, char, i) => differences | (char.charCodeAt(0) ^ b.charCodeAt(i)),
    0,
  ) === 0;

const mac_bytes = 16;
async function signed(ctx: TxContext, what: string): Promise<string> {
  const mac = hmac(sha256, utf8ToBytes(await keyOf(ctx)), utf8ToBytes(what));
  return toBase64Url(mac.slice(0, mac_bytes));
}

/** This installation's own, made when it is first needed. */
async function keyOf(ctx: TxContext): Promise<string> {
  const known = await readerOf(ctx).calendarKey();
  if (typeof known === 'string') return known;
  await insertSettingOnce(ctx.db, calendar_key, newToken());
  return String(await readSetting(ctx.db, calendar_key));
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function fromBase64Url(text: string): string | null {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(bytes, (char) => char.charCodeAt(0)),
    );
  } catch {
    return null;
  }
}
