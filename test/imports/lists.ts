/** Lists as large as they may be, made from numbers. */

export interface BigClinic {
  readonly patients: number;
  readonly doctors: number;
  readonly visits: number;
  /** Local date of the first day. */
  readonly firstDay: string;
}

export const doctorIds = ({ doctors }: BigClinic): string[] =>
  Array.from({ length: doctors }, (_, n) => `D-${n}`);

export function* patientLines({ patients }: BigClinic): Generator<string> {
  yield 'Код;ФИО;Телефон;Дата рождения\r\n';
  for (let n = 0; n < patients; n += 1) {
    const phone = `8 9${String(160_000_000 + n)}`;
    yield `P-${n};Иванова Мария Петровна ${n};${phone};${String((n % 28) + 1).padStart(2, '0')}.05.1980\r\n`;
  }
}

const slots = 20;

/** Half an hour each, one after another with each doctor; `shiftMin` moves all of them. */
export function* visitLines(
  { patients, doctors, visits, firstDay }: BigClinic,
  { shiftMin = 0, version = 1 } = {},
): Generator<string> {
  yield 'Номер;Код пациента;Врач;Дата;Время;Длительность;Статус;Версия\r\n';
  const first = Date.parse(`${firstDay}T08:00:00Z`);
  for (let n = 0; n < visits; n += 1) {
    const place = Math.floor(n / doctors);
    const day = Math.floor(place / slots) * 24 * 60;
    const at = new Date(first + (day + (place % slots) * 30 + shiftMin) * 60_000).toISOString();
    const date = at.slice(0, 10).split('-').reverse().join('.');
    yield `V-${n};P-${(n * 7919) % patients};D-${n % doctors};${date};${at.slice(11, 16)};30;Записан;${version}\r\n`;
  }
}

export const bytesOf = (lines: Iterable<string>): Uint8Array =>
  new TextEncoder().encode([...lines].join(''));
