/** The product's code compiled once for all its starts: a process that is killed keeps nothing for the next. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
/** With `node`'s arguments. */
export const product = ['--no-webstorage', 'src/entry/node.ts'] as const;

/** As `NODE_COMPILE_CACHE` for the processes of a run. */
export interface Compiled extends Disposable {
  readonly folder: string;
}

export function compileOnce(): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'zabota-kills-'));
  // Refused once everything is loaded; ending in order is what makes Node keep what it compiled.
  const env = { PATH: process.env.PATH, DATABASE_URL: 'none', NODE_COMPILE_CACHE: folder };
  spawnSync(process.execPath, product, { cwd: root, env });
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
