import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeButton } from '../../src/dialogue/buttons.ts';
import { languages } from '../../src/domain/words.ts';
import {
  bodyCharsMax,
  compose,
  type Extras,
  type ProactiveKind,
  proactiveKinds,
  proactiveTemplate,
  staffMessage,
  templateDefinitions,
} from '../../src/text/proactive.ts';
import { extraNames, plainKinds } from '../../src/text/proactive-words.ts';

const params = {
  messageId: '00000000-0000-7000-8000-000000000001',
  clinic: 'Клиника на Ленина',
  startsAt: new Date('2026-11-24T08:40:00Z'),
  zone: 'Europe/Moscow',
  address: 'ул. Ленина, 5',
};

const isPlain = (kind: string) => (plainKinds as readonly string[]).includes(kind);

const stopAndNotMe = {
  ru: /СТОП\. Не вы\? Напишите «не я»\.$/,
  en: /STOP\. Not you\? Send “not me”\.$/,
};

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);

describe('template definitions', () => {
  const all = templateDefinitions();

  it.each(all.map((one) => [`${one.name} ${one.language}`, one] as const))('%s', (_, one) => {
    expect(one.name).toMatch(/^[a-z0-9_]{1,512}$/);
    expect(one.category).toBe('utility');
    expect(one.ttlSeconds).toBe(43_200);
    expect(one.body.length).toBeLessThanOrEqual(bodyCharsMax);
    expect(one.body).not.toMatch(/^\{\{|\}\}[.!?]?$|\}\}\{\{/);
    expect(one.body).not.toContain('!');
    expect(one.buttons.length).toBeLessThanOrEqual(3);
    for (const label of one.buttons) expect(label).toMatch(/^.{1,20}$/u);
    expect(new Set(placeholders(one.body))).toEqual(new Set(Object.keys(one.examples)));
    for (const example of Object.values(one.examples)) expect(example).toMatch(/^\S[^\n\t]*\S$/);
  });

  it('tell nothing in the first forty characters, and how to stop or disown it at the end', () => {
    for (const { body, language } of all) {
      expect(body.slice(0, 40)).not.toMatch(/\{\{|визит|visit booked|клиник|clinic/i);
      expect(body).toMatch(stopAndNotMe[language]);
    }
  });

  it('are told apart by name and language, and by words', () => {
    expect(new Set(all.map((one) => `${one.name} ${one.language}`)).size).toBe(all.length);
    expect(new Set(all.map((one) => one.body)).size).toBe(all.length);
  });

  it('are the same set with the same parameters and buttons in both languages', () => {
    const shape = (language: string) =>
      all
        .filter((one) => one.language === language)
        .map((one) => [one.name, placeholders(one.body), one.buttons.length]);
    expect(shape('ru')).toEqual(shape('en'));
  });
});

describe.each(languages)('compose in %s', (language) => {
  const kinds = proactiveKinds.flatMap((kind) => [[kind, null] as const, [kind, 'Миша'] as const]);

  it.each(kinds)('%s for %s: the free form is the template, filled', (kind, person) => {
    const content = compose(kind, { ...params, person }, language);
    const { name } = content.template ?? { name: '' };
    const definition = templateDefinitions().find(
      (one) => one.name === name && one.language === language,
    );
    expect(proactiveTemplate(kind, language, person !== null)).toEqual({ name, language });
    expect(name).toMatch(isPlain(kind) || person === null ? /[a-z]_v\d$/ : /_for_v\d$/);
    const filled = definition?.body.replaceAll(
      /\{\{(\w+)\}\}/g,
      (_, param: string) => content.template?.params[param] ?? '',
    );
    expect(content.text).toBe(filled);
    expect(content.text).not.toMatch(/\{\{|undefined|null/);
    // Five marks are more than a template's quick replies: there they are typed.
    const replies = kind === 'impression' ? [] : (content.buttons ?? []);
    expect(content.template?.buttons).toEqual(replies.map((button) => button.data));
    const plain = replies.map(({ label }) => label.replace(/: Миша$/, ''));
    expect(plain).toEqual(definition?.buttons);
    for (const { label, data } of [...(content.buttons ?? []), ...(content.minor ?? [])]) {
      expect(label).toMatch(/^.{1,20}$/u);
      expect(data).toMatch(/^[\x21-\x7e]{1,64}$/);
      expect(decodeButton(data)).toMatchObject({ messageId: params.messageId });
    }
  });

  it('fits beside its buttons whatever the clinic wrote, and keeps the whole body', () => {
    const long = fc.string({ unit: 'binary', maxLength: 1500 });
    const given = fc.record({
      kind: fc.constantFrom(...proactiveKinds),
      clinic: long,
      address: fc.option(long),
      person: fc.option(long),
      extras: fc.record(Object.fromEntries(extraNames.map((name) => [name, fc.option(long)]))),
    });
    fc.assert(
      fc.property(given, ({ kind, ...own }) => {
        const { text, template } = compose(kind, { ...params, ...own }, language);
        expect(text.length).toBeLessThanOrEqual(bodyCharsMax);
        expect(text).toMatch(stopAndNotMe[language]);
        for (const value of Object.values(template?.params ?? {})) {
          expect(value).toMatch(/\S/);
          expect(value).not.toMatch(/[\n\r\t]| {4}/);
        }
      }),
    );
  });

  const withExtras = (extras: Extras, kind: ProactiveKind = 'visit_day_before') =>
    compose(kind, { ...params, extras }, language);

  it('adds what helps above the way to stop, in order, and cuts only that', () => {
    const extras = { preparation: 'Не есть.', bring: 'Паспорт.', directions: 'д'.repeat(2000) };
    const bare = compose('visit_day_before', params, language).text.split('\n\n');
    const { text } = withExtras(extras);
    expect(text.startsWith(bare.slice(0, -1).join('\n\n'))).toBe(true);
    expect(text).toMatch(/Не есть\.[\s\S]+Паспорт\.[\s\S]+д+…\n\n/);
    expect(text.split('\n\n').at(-1)).toBe(bare.at(-1));
    expect(text).toMatch(stopAndNotMe[language]);
  });

  it('keeps a link whole, before any prose', () => {
    const map = 'https://example.org/map?at=55.75,37.61';
    const { text } = withExtras({ preparation: 'п'.repeat(3000), parking: 'Во дворе.', map });
    expect(text).toContain(`${map}\n\n`);
    expect(withExtras({ map: `https://example.org/${'m'.repeat(1200)}` }).text).not.toContain(
      'http',
    );
  });

  it('says nothing where the clinic has told nothing', () => {
    const nothing = Object.fromEntries(extraNames.map((name) => [name, ' ']));
    expect(withExtras(nothing)).toEqual(compose('visit_day_before', params, language));
  });

  it('shows a note about afterwards at once where all of it has room, else behind its button', () => {
    const short = withExtras({ aftercare: 'Не жевать два часа.' }, 'aftercare');
    expect(short.text).toContain('Не жевать два часа.\n\n');
    expect(short.buttons).toBeUndefined();
    const long = withExtras({ aftercare: 'ж'.repeat(1000) }, 'aftercare');
    expect(long.text).toBe(compose('aftercare', params, language).text);
    expect(long.buttons).toHaveLength(1);
    expect(short.template).toEqual(long.template);
  });

  it('says what a changed visit was before', () => {
    const startsAt = new Date('2026-11-23T07:00:00Z');
    const was = { startsAt, zone: params.zone, clinic: 'Филиал' };
    const moved = (before: typeof was | null) =>
      compose('visit_moved', { ...params, was: before }, language).text;
    expect(moved(was)).toMatch(/10:00, Филиал\n[^\n]+11:40\n/);
    expect(moved(null)).toMatch(language === 'ru' ? /был отменён\n/ : /had been cancelled\n/);
  });

  it('offers a calendar file where the channel takes one', () => {
    const verbs = (calendarFile: boolean) =>
      compose('visit_soon', { ...params, calendarFile }, language).minor?.map(
        ({ data }) => decodeButton(data)?.verb,
      );
    expect(verbs(true)).toEqual(['visit.calendar', 'why', 'not.me']);
    expect(verbs(false)).toEqual(['why', 'not.me']);
  });

  it('says for whom on its buttons where every one of them has room', () => {
    const labels = (person: string) =>
      compose('visit_day_before', { ...params, person }, language).buttons?.map(
        ({ label }) => label,
      );
    for (const label of labels('Миша') ?? []) expect(label).toMatch(/: Миша$/);
    for (const label of labels('Александра') ?? []) expect(label).not.toContain('Александра');
  });

  it.each(proactiveKinds)('%s can be asked why, and disowned', (kind) => {
    const { buttons = [], minor = [] } = compose(kind, params, language);
    const verbs = new Set([...buttons, ...minor].map(({ data }) => decodeButton(data)?.verb));
    const isAnswer = kind === 'answer_waiting';
    expect([verbs.has('why'), verbs.has('not.me')]).toEqual([!isAnswer, !isAnswer]);
  });

  it('still_you names nobody and no visit', () => {
    const kind: ProactiveKind = 'still_you';
    const { text } = compose<ProactiveKind>(kind, { ...params, person: 'Миша' }, language);
    expect(text).not.toMatch(/Миша|11:40|24|Ленина, 5/);
  });

  it('frames what staff write first: for whom, their words, how to stop; no template', () => {
    const text = 'Добрый день.\n\nВаш снимок готов.';
    const written = { messageId: params.messageId, text: ` ${text}\n`, language };
    const who = { ru: 'Кто: Миша', en: 'For: Misha' }[language];
    const person = who.split(': ')[1] ?? '';
    const stopLine = compose('visit_soon', params, language).text.split('\n\n').at(-1);
    expect(stopLine).toMatch(stopAndNotMe[language]);
    const named = staffMessage({ ...written, person });
    expect(named.text).toBe(`${who}\n\n${text}\n\n${stopLine}`);
    expect(staffMessage({ ...written, person: null }).text).toBe(`${text}\n\n${stopLine}`);
    expect(named.minor).toEqual(compose('visit_soon', params, language).minor);
    expect(named.minor?.map(({ data }) => decodeButton(data)?.verb)).toEqual(['why', 'not.me']);
    expect(named).not.toHaveProperty('template');
  });

  it('carries the emergency line wherever it asks how the patient feels', () => {
    expect(compose('wellbeing_check', params, language).text).toMatch(/103[^.]+112\./);
  });
});
