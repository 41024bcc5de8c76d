import { describe, expect, test } from 'vitest';
import { wordsEn } from '../../../src/web/console/words-en.ts';
import { wordsRu } from '../../../src/web/console/words-ru.ts';

type Tree = { readonly [key: string]: string | ((...args: never[]) => string) | Tree };

/** Every line by its path; a function is asked with numbers and words in its places. */
function linesOf(tree: Tree, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) => {
      const at = `${path}${key}`;
      if (typeof value === 'string') return [[at, value] as const];
      if (typeof value !== 'function') return [...linesOf(value, `${at}.`)];
      const args = Array.from({ length: value.length }, () => 3) as never[];
      return [[at, value(...args)] as const];
    }),
  );
}

const ru = linesOf(wordsRu);
const en = linesOf(wordsEn);

describe('words for staff', () => {
  test('are the same lines in both languages', () => {
    expect(new Set(en.keys())).toEqual(new Set(ru.keys()));
  });

  test('are never empty', () => {
    for (const [path, line] of [...ru, ...en]) expect(line.trim(), path).not.toBe('');
  });

  test('are Russian in Russian and English in English', () => {
    const foreign = /^(nav\.otherLanguage|product)$/;
    const sameEverywhere =
      /^(channels\.(telegram|whatsapp)|start\.sample\.(phone|patientPhone|zone))$/;
    for (const [path, line] of en)
      if (!foreign.test(path)) expect(line, path).not.toMatch(/[а-яё]/i);
    for (const [path, line] of ru) {
      if (!foreign.test(path) && !sameEverywhere.test(path))
        expect(line, path).toMatch(/[а-яё]|^3/i);
    }
  });

  test('speak to people, not to machines', () => {
    for (const [path, line] of [...ru, ...en])
      expect(line, path).not.toMatch(/undefined|\bnull\b|[a-z]_[a-z]|\.\.\.|!{2}/);
  });
});
