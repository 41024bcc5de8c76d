import { describe, expect, it } from 'vitest';
import { textsOf } from '../../src/text/catalogue.ts';

/** Every string, and what every function gives, by its path. */
function sentences(node: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, `${node(...sample(path))}`]];
  return Object.entries(node as object).flatMap(([key, value]) =>
    sentences(value, `${path}.${key}`),
  );
}

const words = { line: 'LINE', phrase: 'PHRASE', place: 'PLACE', person: null };
const agreement = { person: null, purposes: 'PURPOSES', channel: 'CHANNEL', when: 'WHEN' };

function sample(path: string): readonly unknown[] {
  if (path.startsWith('.visit.')) return [words];
  if (path === '.optIn.agreement') return [agreement];
  return ['telegram', 'whatsapp'];
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
    const names =
      /Telegram|WhatsApp|QR|telegram|whatsapp|LINE|PHRASE|PLACE|PURPOSES|CHANNEL|WHEN|\{\{link\}\}|ru-1|en-1/g;
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

it('asks the purpose question in words that belong to its version', () => {
  const notice = (language: 'ru' | 'en') => {
    const { noticeVersion, optIn } = textsOf(language);
    return { noticeVersion, question: optIn.purpose, labels: optIn.purposeLabels };
  };
  // Whoever changes these words raises the version with them: the ledger keeps both.
  expect([notice('ru'), notice('en')]).toMatchSnapshot();
});

it('has the same lines in both languages', () => {
  const paths = (language: 'ru' | 'en') => sentences(textsOf(language)).map(([path]) => path);
  expect(paths('ru').toSorted()).toEqual(paths('en').toSorted());
});
