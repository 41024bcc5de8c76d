import { expect, test } from 'vitest';
import { namer } from '../../src/app/naming.ts';

const isMasha = namer({
  names: ['Смирнова Мария Игоревна', 'Маша', '+79161112233'],
  others: ['Смирнов Пётр', 'Петя'],
  patientId: 'm-1',
});

test.each([
  'А Машу можно перенести?',
  'с машей всё хорошо',
  'МАРИИ лучше',
  'Игоревной',
  'звоните 8 (916) 111-22-33',
  '+79161112233',
  '{"patientId": "m-1"}',
  'Петя и Маша придут',
])('%s names her', (text) => {
  expect(isMasha(text)).toBe(true);
});

test.each([
  'У Пети всё хорошо',
  // Only the family name, which her brother has too.
  'Смирнова можно к трём?',
  'Машина сломалась, опоздаем',
  'Мариинский театр рядом?',
  'в 11:12, 22 числа',
  'm-1',
  '',
])('%s does not', (text) => {
  expect(isMasha(text)).toBe(false);
});

test('Latin letters and ё', () => {
  const isHer = namer({ names: ["Anna O'Neil", 'Алёна'], others: [], patientId: 'x' });
  expect(isHer('anna is fine')).toBe(true);
  expect(isHer('Алене лучше')).toBe(true);
  expect(isHer('Annapolis')).toBe(false);
});
