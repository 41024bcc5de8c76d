/** The list of planted bugs fits the code as it is. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bugs } from './bugs.ts';
import { apply, root } from './tree.ts';

test('names are told apart', () => {
  expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length);
  expect(bugs.length).toBeGreaterThanOrEqual(30);
});

test.each(bugs)('$name stands where it is said to and changes something', (bug) => {
  const text = readFileSync(new URL(bug.file, root), 'utf8');
  expect(text.split(bug.find)).toHaveLength(2);
  const changed = apply(bug, text);
  expect(changed).not.toBe(text);
  expect(changed).toContain(bug.put);
});
