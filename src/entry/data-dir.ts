/** The folder of the embedded database. It does not lock itself, and a second opener would lose data silently. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface FolderLock {
  release(): void;
}

/**
 * Null if another process has the folder. SQLite's file lock is the operating system's own: it ends
 * with the process, however that ends, and needs no clean-up.
 */
export function lockFolder(folder: string): FolderLock | null {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'));
  try {
    lock.exec(
      'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (x)',
    );
    return { release: () => lock.close() };
  } catch {
    lock.close();
    return null;
  }
}
