/** The list of planted bugs fits the code as it is. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bugs, patchesOf } from './bugs.ts';
import { apply, root } from './tree.ts';

test('names are told apart', () => {
  expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length);
  expect(bugs.length).toBeGreaterThanOrEqual(30);
});

test.each(bugs)('$name stands where it is said to and changes something', (bug) => {
  for (const patch of patchesOf(bug)) {
    const text = readFileSync(new URL(patch.file, root), 'utf8');
    expect(text.split(patch.find)).toHaveLength(2);
    const changed = apply(patch, text);
    expect(changed).not.toBe(text);
    expect(changed).toContain(patch.put);
  }
});
