/** Single values of a list: what a cell says, or the code of what is wrong with it. */

import { intervalMax } from './reasons.ts';
import type { AppointmentStatus, Language, Purpose } from './words.ts';

export const textCharsMax = 200;
export const idCharsMax = 128;

/** A spreadsheet would run it. It is kept as the text it is, and never handed back bare. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/** PostgreSQL stores neither a NUL nor half of a surrogate pair; a name has one line. */
export const isPrintable = (text: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(text);

/** Line breaks and runs of spaces inside a name are slips of whoever typed it. */
export const tidied = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();

/** How two spellings of one name are compared. */
export const sameName = (text: string): string => tidied(text).toLowerCase().replaceAll('ё', 'е');

const word = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');

function lookup<T extends string>(table: Readonly<Record<T, string>>) {
  const entries = Object.entries(table) as [T, string][];
  const found = new Map(
    entries.flatMap(([key, list]) =>
      [key as string, ...list.split('|')].map((one) => [one, key] as const),
    ),
  );
  return (text: string): T | null => found.get(word(text)) ?? null;
}

export const readStatus = lookup<AppointmentStatus>({
  booked:
    'scheduled|planned|pending|new|записан|записана|запись|запланирован|запланирована|ожидает|ожидается|новый|новая|не_подтвержден|не_подтверждена|активен|активна',
  confirmed: 'подтвержден|подтверждена|подтвердил|подтвердила',
  cancelled:
    'canceled|deleted|отменен|отменена|отмена|отказ|отменил|отменила|удален|удалена|аннулирован|аннулирована|перенесен_отменен',
  arrived: 'checked_in|пришел|пришла|явился|явилась|в_клинике|на_приеме|прибыл|прибыла',
  completed:
    'done|finished|завершен|завершена|состоялся|состоялась|выполнен|выполнена|принят|принята|закрыт|закрыта|оказан|оказана|прием_окончен',
  no_show: 'noshow|missed|не_пришел|не_пришла|не_явился|не_явилась|неявка',
});

export const readLanguage = lookup<Language>({
  ru: 'rus|russian|рус|русский',
  en: 'eng|english|англ|английский',
});

export type RecallPurpose = Extract<Purpose, 'hygiene' | 'checkup' | 'control'>;
export const readPurpose = lookup<RecallPurpose>({
  hygiene: 'гигиена|профгигиена|проф_гигиена|профессиональная_гигиена|чистка',
  checkup: 'check_up|профосмотр|проф_осмотр|профилактический_осмотр|осмотр',
  control: 'контроль|контрольный_осмотр|контрольный_визит',
});

/** `30`, `30 мин` or `0:30`. */
export function readMinutes(text: string): number | null {
  const spans = /^(\d{1,2}):(\d\d)(?::\d\d)?$/.exec(text);
  const plain = /^(\d{1,4})\s*(?:мин|min|м|m)?\.?$/i.exec(text);
  const minutes = spans ? Number(spans[1]) * 60 + Number(spans[2]) : Number(plain?.[1] ?? 0);
  return minutes >= 1 && minutes <= 1440 ? minutes : null;
}

/** `6` or `6 мес`. DOMAIN §4: three months to two years by risk; a control may be sooner. */
export function readMonths(text: string): number | null {
  const months = Number(/^(\d{1,2})\s*(?:мес|месяца|месяцев|months?|m)?\.?$/i.exec(text)?.[1] ?? 0);
  return months >= 1 && months <= intervalMax ? months : null;
}

export const readVersion = (text: string): number | null =>
  /^\d{1,15}$/.test(text) ? Number(text) : null;

/** One line of a report in CSV. Whatever a spreadsheet would run is made text by an apostrophe. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => csvCell(String(cell ?? ''))).join(';')}\r\n`;

function csvCell(text: string): string {
  const safe = looksLikeFormula(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
