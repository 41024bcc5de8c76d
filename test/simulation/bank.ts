/** Stories that once failed: told again first, for ever. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Violation } from './contract.ts';
import type { Step, Story } from './story.ts';

const folder = fileURLToPath(new URL('./seeds/', import.meta.url));

export interface Banked {
  /** What was wrong when it was found. */
  readonly found: Violation;
  readonly story: Story;
}

export function readBank(): readonly Banked[] {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.toSorted().map((name) => readStory(`${folder}${name}`));
}

export const readStory = (path: string): Banked => JSON.parse(readFileSync(path, 'utf8')) as Banked;

/** Where it was put. */
export function keep(banked: Banked): string {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}${banked.story.options.seed}.json`;
  writeFileSync(path, `${JSON.stringify(banked, null, 2)}\n`);
  return path;
}

/** A story in plain words. */
export function inWords({ options, steps }: Story): string {
  const { seed, processes, faults } = options;
  const struck = Object.entries(faults).map(([name, often]) => `${name} ${often}`);
  return [
    `seed ${seed}, ${processes === 1 ? 'one process' : 'two processes'}, faults: ${struck.join(', ') || 'none'}`,
    ...steps.map(stepInWords),
  ].join('\n');
}

function stepInWords({ label, command, params, thenMs }: Step): string {
  const after = thenMs < 1000 ? `${thenMs} ms` : `${(thenMs / 1000).toFixed(1)} s`;
  return `${String(label).padStart(3)}. ${command} ${JSON.stringify(params)}, then ${after}`;
}
