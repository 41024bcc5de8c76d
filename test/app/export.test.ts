import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Export, exportPatients } from '../../src/app/export.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';
import { platformDouble } from '../web/api/channel-double.ts';
import { type Family, family } from './family.ts';

let fresh: Fresh;
let people: Family;
beforeAll(async () => {
  const channels = [platformDouble('telegram'), platformDouble('whatsapp')];
  fresh = await freshContext({ channels });
  people = await family(fresh);
});
afterAll(() => fresh.close());

/** Hashes differ from run to run: under them are random ids. */
const steady = ({ text }: Export) => text.replace(/[0-9a-f]{64}/g, '<sha256>');

test.each(['ru', 'en'] as const)('one of a family, in %s', async (language) => {
  const made = await exportPatients(fresh.ctx, ['masha'], language);
  expect(made.filename).toBe('zabota-2026-03-01.txt');
  await expect(steady(made)).toMatchFileSnapshot(`export/masha.${language}.txt`);
});

test('holds nothing of those who were not asked for', async () => {
  const { data, text } = await exportPatients(fresh.ctx, ['masha'], 'ru');
  for (const form of [text, JSON.stringify(data)]) {
    expect(form).not.toMatch(/Петя|Пётр|2014-07-01/);
  }
  expect(text).toContain('Мне больно жевать');
});

test('of both children there is also what was said about the family', async () => {
  const { data, text } = await exportPatients(fresh.ctx, ['masha', 'petya'], 'ru');
  expect(data.people.map(({ name }) => name)).toEqual(['Смирнова Мария Игоревна', 'Смирнов Пётр']);
  expect(text).toContain('У Пети всё хорошо');
  expect(text).toContain('А Машу можно перенести?');
});

test('tells colleagues by what they are, not by name, and numbers by their end', async () => {
  const { text } = await exportPatients(fresh.ctx, ['masha'], 'ru');
  expect(text).not.toContain('Анна');
  expect(text).not.toContain(people.ownerId);
  expect(text.match(/\+79161112233/g)?.length).toBe(2);
});

test('of nobody there is nothing', async () => {
  const { data } = await exportPatients(fresh.ctx, ['nope'], 'en');
  expect(data).toMatchObject({ people: [], messages: [] });
});
