/** How well words of danger are told from look-alikes, on phrases written as people type them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRedFlags } from '../../src/domain/red-flags.ts';

const phrases = (name: string): readonly string[] =>
  readFileSync(join(import.meta.dirname, 'red-flags', `${name}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

const danger = [...phrases('ru-danger'), ...phrases('en-danger')];
const calm = [...phrases('ru-calm'), ...phrases('en-calm')];

test('hardly any danger is missed, and few look-alikes page anybody', () => {
  const missed = danger.filter((text) => !readRedFlags(text));
  const false_alarms = calm.filter((text) => readRedFlags(text));
  const caught = danger.length - missed.length;
  const recall = caught / danger.length;
  const precision = caught / (caught + false_alarms.length);
  const share = (n: number) => `${(n * 100).toFixed(1)} %`;
  process.stdout.write(
    `red flags: ${danger.length} of danger, ${calm.length} look-alikes: recall ${share(recall)}, precision ${share(precision)}\n`,
  );
  expect(danger.length + calm.length).toBeGreaterThanOrEqual(150);
  expect(calm.length).toBeGreaterThanOrEqual(60);
  expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(0.99);
  expect(precision, false_alarms.join('\n')).toBeGreaterThanOrEqual(0.9);
});

test('a phrase stands in the corpus once', () => {
  const all = [...danger, ...calm];
  expect(new Set(all).size).toBe(all.length);
});
