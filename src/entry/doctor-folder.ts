/** The data folder, as it is: one that does not exist yet is not made. */

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Config } from './config.ts';
import { lockFolder } from './data-dir.ts';
import { type Finding, note, ok, todo } from './finding.ts';

export function checkFolder({ DATA_DIR }: Config): Finding[] {
  const folder = resolve(DATA_DIR);
  const standing = nearest(folder);
  if (!statSync(standing).isDirectory()) return [todo(`DATA_DIR: ${standing} is not a folder.`)];
  if (!isWritable(standing)) return [todo(`DATA_DIR: ${standing} cannot be written by this user.`)];
  if (standing !== folder) return [ok(`DATA_DIR: ${folder} will be made at the first start.`)];
  return [
    isInUse(folder)
      ? note(`DATA_DIR: a Zabota is running on ${folder}.`)
      : ok(`DATA_DIR: ${folder} is writable and free.`),
  ];
}

function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isInUse(folder: string): boolean {
  if (!existsSync(join(folder, 'lock.sqlite'))) return false;
  const lock = lockFolder(folder);
  lock?.release();
  return lock === null;
}
