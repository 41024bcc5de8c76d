/** Cells, columns and letters of lists: what is understood, and what nothing must ever understand. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delimiterOf, encodingOf } from '../../src/domain/import-bytes.ts';
import { readHeader } from '../../src/domain/import-columns.ts';
import { readDay, readMoment } from '../../src/domain/import-dates.ts';
import { csvLine, readMinutes, readStatus } from '../../src/domain/import-values.ts';
import { isHeldTooLong, needsAgreement } from '../../src/domain/imports.ts';
import { parseStartsAt } from '../../src/domain/time.ts';

describe('a person has to agree', () => {
  test.each([
    [0, 0, false],
    [2, 1, false],
    [1, 1, false],
    [10, 2, false],
    [10, 3, true],
    [4, 2, true],
    [250, 50, false],
    [250, 51, true],
    [1000, 50, false],
    [1000, 51, true],
    [0, 2, true],
  ])('of %i visits to come %i changed: %s', (ahead, changed, held) => {
    expect(needsAgreement({ ahead, changed })).toBe(held);
  });

  test('to more, never to less, of a list that changes more', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(200), (ahead, changed) => {
        if (needsAgreement({ ahead, changed }))
          expect(needsAgreement({ ahead, changed: changed + 1 })).toBe(true);
        if (needsAgreement({ ahead: ahead + 1, changed }))
          expect(needsAgreement({ ahead, changed })).toBe(true);
      }),
    );
  });

  test('within a day', () => {
    const since = new Date('2026-03-01T09:00:00Z');
    expect(isHeldTooLong(since, new Date('2026-03-02T09:00:00Z'))).toBe(false);
    expect(isHeldTooLong(since, new Date('2026-03-02T09:00:00.001Z'))).toBe(true);
  });
});

describe('the header', () => {
  const visits = ['id', 'patientId', 'doctorId', 'date', 'time'];

  test.each([
    'Диагноз',
    'Предварительный диагноз',
    'ДИАГНОЗ МКБ-10',
    'МКБ',
    'Жалобы пациента',
    'Анамнез',
    'Симптомы',
    'Назначения врача',
    'Лечение',
    'План лечения',
    'Аллергии',
    'Беременность',
    'Diagnosis',
    'diagnosis_code',
    'ICD',
    'icd10',
    'ICD-10 code',
    'Chief complaint',
    'Allergies',
    'Treatment notes',
    'Prescription',
  ])('refuses a list with “%s”', (name) => {
    expect(readHeader('visits', [...visits, name])).toEqual({
      code: 'diagnosis_column',
      field: name,
    });
  });

  test.each([
    'Кабинет',
    'Комментарий',
    'Сумма',
    'Менеджер',
    'Источник',
    'Room',
    'Device',
    'Medium',
    'Оплачено',
  ])('only notes “%s”', (name) => {
    expect(readHeader('visits', [...visits, name])).toMatchObject({ unknown: [name] });
  });

  test('tells nothing of a first line that is no header', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 8 }), (cells) => {
        const found = readHeader('visits', cells);
        if ('code' in found && found.code === 'missing_column')
          expect(['id', 'patientId', 'doctorId', 'startsAt']).toContain(found.field);
      }),
    );
  });

  test('is read in any case and spelling', () => {
    for (const spelling of [
      'patientId',
      'Patient ID',
      'PATIENT_ID',
      ' patient-id ',
      'Код пациента',
      'код_пациента',
    ])
      expect(readHeader('visits', ['id', spelling, 'врач', 'Дата и время'])).toHaveProperty('at');
  });
});

describe('days and moments', () => {
  test('a day is read as it was written, in either way', () => {
    const days = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2199-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (at) => {
        const iso = at.toISOString().slice(0, 10);
        const [year, month, day] = iso.split('-');
        expect(readDay(iso)).toEqual({ ok: true, value: iso });
        expect(readDay(`${day}.${month}.${year}`)).toEqual({ ok: true, value: iso });
        expect(readDay(`${Number(day)}.${Number(month)}.${year} 0:00:00`)).toEqual({
          ok: true,
          value: iso,
        });
      }),
    );
  });

  test('whatever stands there, it is a day or a code', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (day, time) => {
        const read = readMoment({ day, time }, 'Europe/Moscow');
        expect(read.ok ? read.value.at.getTime() : read.code).toBeTruthy();
      }),
    );
  });

  test('a moment is the one that PUT /appointments would take', () => {
    const hours = fc.record({
      day: fc.date({
        min: new Date('2026-01-01'),
        max: new Date('2027-12-31'),
        noInvalidDate: true,
      }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      zone: fc.constantFrom(
        'Europe/Berlin',
        'Europe/Moscow',
        'Australia/Lord_Howe',
        'America/New_York',
      ),
    });
    fc.assert(
      fc.property(hours, ({ day, hour, minute, zone }) => {
        const date = day.toISOString().slice(0, 10);
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const read = readMoment({ day: date, time }, zone);
        expect(read.ok && read.value.at).toEqual(parseStartsAt(`${date}T${time}`, zone));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['2026-03-29', '02:30', 'Europe/Berlin', 'gap'],
    ['2026-03-29', '03:00', 'Europe/Berlin', null],
    ['2026-10-25', '02:30', 'Europe/Berlin', 'overlap'],
    ['2026-10-25', '03:00', 'Europe/Berlin', null],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', 'overlap'],
    ['2026-10-04', '02:10', 'Australia/Lord_Howe', 'gap'],
    ['2026-03-29', '02:30', 'Europe/Moscow', null],
  ])('%s %s in %s: %s', (day, time, zone, dst) => {
    expect(readMoment({ day, time }, zone)).toMatchObject({ value: { dst } });
  });
});

describe('letters', () => {
  const windows1251 = (text: string) =>
    Uint8Array.from(
      [...text].map((one) => {
        const code = one.charCodeAt(0);
        if (code < 0x80) return code;
        return one === 'ё' ? 0xb8 : one === 'Ё' ? 0xa8 : code - 0x410 + 0xc0;
      }),
    );
  const russian = fc
    .array(fc.constantFrom(...'АБВЖЩЯабвеёжийклмнопрстущыьэюя ;,.1'), {
      minLength: 3,
      maxLength: 80,
    })
    .map((letters) => letters.join(''))
    // Whose two bytes are the mark of UTF-16; no header begins like that.
    .filter((text) => /[а-яё]{2}/i.test(text) && !/^(юя|яю)/.test(text));

  test('Russian is told apart in both encodings', () => {
    fc.assert(
      fc.property(russian, (text) => {
        expect(encodingOf(new TextEncoder().encode(text))).toBe('utf-8');
        expect(encodingOf(windows1251(text))).toBe('windows-1251');
      }),
    );
  });

  test('a torn UTF-8 is not taken for something else', () => {
    const bytes = new TextEncoder().encode('Иванова Мария Петровна');
    expect(encodingOf(bytes.subarray(0, bytes.length - 1))).toBeNull();
  });

  test.each([
    ['a;b;c', ';'],
    ['a,b,c', ','],
    ['a\tb', '\t'],
    ['"a,b,c";d', ';'],
    ['"a;\nb",c\n', ','],
    ['\ufeffa;b', ';'],
    ['a', ';'],
    ['', ';'],
  ])('of %j the cells are parted by %j', (head, delimiter) => {
    expect(delimiterOf(head)).toBe(delimiter);
  });
});

describe('what is handed back', () => {
  test('is never run by a spreadsheet', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }),
        (cells) => {
          const line = csvLine(cells);
          const first = line.replace(/^"/, '');
          expect(first).not.toMatch(/^[=+\-@\t]/);
          expect(line.endsWith('\r\n')).toBe(true);
        },
      ),
    );
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+79161234567', "'+79161234567"],
    ['@x', "'@x"],
    ['a;b', '"a;b"'],
    ['=a"b', '"\'=a""b"'],
  ])('%j as %j', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });
});

test.each([
  ['Записан', 'booked'],
  ['ПОДТВЕРЖДЁН', 'confirmed'],
  ['не пришёл', 'no_show'],
  ['no_show', 'no_show'],
  ['Кто знает', null],
])('the status %j is %s', (text, status) => {
  expect(readStatus(text)).toBe(status);
});

test.each([
  ['30', 30],
  ['30 мин.', 30],
  ['1:30', 90],
  ['0', null],
  ['1441', null],
  ['полчаса', null],
])('%j lasts %s minutes', (text, minutes) => {
  expect(readMinutes(text)).toBe(minutes);
});
