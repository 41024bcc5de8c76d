import { expect, test } from 'vitest';
import {
  type ClinicText,
  languageFor,
  type Translations,
  writtenIn,
} from '../../src/domain/translations.ts';

const translated: Translations<ClinicText> = {
  en: { directions: 'From the yard.', bring: 'Your passport.' },
};
const clinic = {
  directions: ' Вход со двора. ',
  transit: null,
  parking: 'За домом.',
  bring: '',
  translations: translated,
};

test('a text that names no language is in the clinic’s first one', () => {
  expect(writtenIn(clinic, 'directions', 'ru')).toEqual({
    ru: 'Вход со двора.',
    en: 'From the yard.',
  });
  expect(writtenIn(clinic, 'parking', 'ru')).toEqual({ ru: 'За домом.' });
  expect(writtenIn(clinic, 'bring', 'ru')).toEqual({ en: 'Your passport.' });
  expect(writtenIn(clinic, 'transit', 'ru')).toBeNull();
});

test.each([
  ['no texts at all', [], 'en'],
  [
    'all of them translated',
    [
      { ru: 'а', en: 'a' },
      { ru: 'б', en: 'b' },
    ],
    'en',
  ],
  ['one of them not', [{ ru: 'а', en: 'a' }, { ru: 'б' }], 'ru'],
  ['one only in the patient’s', [{ ru: 'а', en: 'a' }, { en: 'b' }], 'en'],
] as const)('the patient’s language, with %s', (_, texts, language) => {
  expect(languageFor('en', { texts, first: 'ru' })).toBe(language);
});
