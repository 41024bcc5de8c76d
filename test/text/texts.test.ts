import { describe, expect, it } from 'vitest';
import { noticeOf } from '../../src/dialogue/notices.ts';
import { expiryOf } from '../../src/domain/consent.ts';
import { dayMs } from '../../src/domain/time.ts';
import { purposes } from '../../src/domain/words.ts';
import { textsOf } from '../../src/text/catalogue.ts';
import { cities, zoneName } from '../../src/text/zones.ts';

/** Every string, and what every function gives, by its path. */
function sentences(node: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') {
    return samples(path).map((given) => [path, `${node(...given)}`]);
  }
  return Object.entries(node as object).flatMap(([key, value]) =>
    sentences(value, `${path}.${key}`),
  );
}

/** Whatever a sentence may be made of. */
const words = {
  ...{ line: 'LINE', phrase: 'PHRASE', place: 'PLACE', day: 'DAY', until: 'UNTIL', how: 'HOW' },
  ...{
    heard: 'HEARD',
    clinic: 'CLINIC',
    phone: 'PHONE',
    wording: 'WORDING',
    purpose: 'PURPOSE',
    zone: 'ZONE',
  },
  ...{
    topic: 'TOPIC',
    purposes: 'PURPOSES',
    channel: 'CHANNEL',
    when: 'WHEN',
    reminders: 'REMINDERS',
  },
};
const madeOfWords =
  /^\.(?:visit\.|cancel\.|move\.|callOff\.|stop\.questionVisit$|stop\.narrowed\.visit$|why\.(?:visit|agreement)$|rights\.forget(?:ting)?$|checkIn\.yes$|recall\.(?:booked|agreed)$|card\.(?:agreement|limits)$)/;

/** With and without somebody to name; a number of each grammatical kind. */
function samples(path: string): readonly (readonly unknown[])[] {
  if (path === '.agree.question') return purposes.map((purpose) => [purpose]);
  if (path === '.settings.limitLabel') return [[1]];
  if (/^\.move\.(?:ask|moved)$/.test(path)) {
    return [null, 'PERSON'].map((person) => [
      { from: { ...words, person }, to: { ...words, person } },
    ]);
  }
  if (path === '.move.wishHeard') return [[null], ['HEARD']];
  if (/^\.recall\.(?:laterAsk|laterDone|why)$/.test(path)) return [['DAY']];
  if (/^\.(?:wish\.|move\.(?:chooseTime|found|nearest)$)/.test(path)) return [['DAY', 'UNTIL']];
  if (!madeOfWords.test(path)) return [['telegram', 'whatsapp']];
  return [
    [{ ...words, person: null, people: null, perWeek: 1 }],
    [{ ...words, person: 'PERSON', people: 'PEOPLE', perWeek: 4 }],
  ];
}

describe.each(['ru', 'en'] as const)('%s', (language) => {
  const all = sentences(textsOf(language));
  // The other language's name stands in its own letters on purpose.
  const prose = all.filter(
    ([path]) => !/\.(ownName|help\.commands|help\.labels\.language)$/.test(path),
  );

  it('leaves nothing empty, shouts nowhere and leaks no placeholder', () => {
    for (const [path, text] of all) {
      expect(text.trim(), path).not.toBe('');
      expect(text, path).not.toMatch(/!|undefined|null|\[object/);
    }
  });

  it('is written in one alphabet', () => {
    // The longest first: PURPOSES before PURPOSE.
    const given = [...Object.values(words), 'PERSON', 'PEOPLE', 'telegram', 'whatsapp'].toSorted(
      (a, b) => b.length - a.length,
    );
    const names = new RegExp(
      `Telegram|WhatsApp|QR|${given.join('|')}|\\{\\{link\\}\\}|ru-\\d|en-\\d`,
      'g',
    );
    for (const [path, text] of prose) {
      const plain = text.replaceAll(names, '');
      expect(plain, path).not.toMatch(language === 'ru' ? /[a-z]/i : /[а-яё]/i);
    }
  });

  it('says the emergency line in every answer about how the patient feels', () => {
    const { wellbeing, emergency } = textsOf(language);
    for (const key of ['good', 'unsure', 'bad', 'redFlag'] as const) {
      expect(wellbeing[key]).toContain(emergency);
    }
  });
});

const labels = (language: 'ru' | 'en') => {
  const { agree, optIn, settings } = textsOf(language);
  const { yes, no, topics } = agree;
  const ticked = Object.values(topics).map((topic) => `✓ ${topic}`);
  return [
    ...Object.values({ ...yes, no }),
    ...ticked,
    ...Object.values(optIn.whenLabels),
    ...Object.values({ ...settings.items, ...settings.oftenLabels }),
    ...[optIn.channelPhone, optIn.menu, settings.unproven, settings.zoneClinic],
    ...cities.map(([zone]) => zoneName(zone, language)),
  ];
};

it.each(['ru', 'en'] as const)('has labels that a row of a list can hold: %s', (language) => {
  for (const label of labels(language)) expect(label).toMatch(/^.{1,20}$/u);
});

describe.each(['ru', 'en'] as const)('the notice behind each consent: %s', (language) => {
  it.each(purposes)('%s says how to stop and for how long it holds', (purpose) => {
    const { version, text } = noticeOf(purpose, language);
    const at = new Date('2026-01-31T12:00:00Z');
    const months = Math.round((expiryOf(purpose, at).getTime() - at.getTime()) / (30.44 * dayMs));
    const terms = {
      ru: { 1: '30 дней', 12: 'год', 24: 'два года' },
      en: { 1: '30 days', 12: 'one year', 24: 'two years' },
    } as const;
    expect(version).toMatch(new RegExp(`^${language}-\\d+\\.${purpose}$`));
    expect(text).toContain(textsOf(language).stopWord);
    expect(text).toContain(terms[language][months as 1 | 12 | 24]);
    expect(text.trim().endsWith('?')).toBe(true);
  });
});

it('asks for consent in words that belong to their version', () => {
  const notices = (['ru', 'en'] as const).flatMap((language) => {
    const { yes, no } = textsOf(language).agree;
    return purposes.map((one) => ({ ...noticeOf(one, language), labels: [yes[one], no] }));
  });
  // Whoever changes these words raises the version with them: the ledger keeps both.
  expect(notices).toMatchSnapshot();
});

it('has the same lines in both languages', () => {
  const paths = (language: 'ru' | 'en') => sentences(textsOf(language)).map(([path]) => path);
  expect(paths('ru').toSorted()).toEqual(paths('en').toSorted());
});
