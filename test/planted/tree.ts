/** A copy of the working tree in which one bug at a time is planted. */

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bug, type Patch, patchesOf } from './bugs.ts';

/** Of the working tree. */
export const root = new URL('../../', import.meta.url);

const copied = ['src', 'bots', 'test', 'migrations', 'package.json', 'tsconfig.json'] as const;

export interface Tree {
  readonly path: string;
  plant(bug: Bug): void;
  /** All is again as it was copied. */
  restore(): void;
  remove(): void;
}

export function apply({ file, find, put }: Patch, text: string): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file}: the text of a bug does not occur exactly once`);
  return before + put + after;
}

export function copyTree(): Tree {
  const path = mkdtempSync(join(tmpdir(), 'planted-'));
  const from = fileURLToPath(root);
  const isOurs = (source: string) => !source.includes('node_modules');
  for (const name of copied)
    cpSync(join(from, name), join(path, name), { recursive: true, filter: isOurs });
  symlinkSync(join(from, 'node_modules'), join(path, 'node_modules'));
  const remove = () => {
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true });
  };
  // However the run ends.
  process.once('exit', remove);
  const undo: (() => void)[] = [];
  return {
    path,
    plant: (bug) => {
      for (const patch of patchesOf(bug)) {
        const file = join(path, patch.file);
        const text = readFileSync(file, 'utf8');
        writeFileSync(file, apply(patch, text));
        undo.push(() => writeFileSync(file, text));
      }
    },
    restore: () => {
      for (const one of undo.splice(0)) one();
    },
    remove,
  };
}
