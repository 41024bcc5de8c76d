/** The whole product as a newcomer starts it: its own process, its own folder, nothing configured. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunningProduct {
  readonly origin: string;
  /** The one-time link of the first start; empty on later ones. */
  readonly signIn: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');

export async function runProduct(env: Record<string, string> = {}): Promise<RunningProduct> {
  const folder = mkdtempSync(join(tmpdir(), 'zabota-product-'));
  const child = spawn(process.execPath, ['src/entry/node.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: '0',
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = await firstWords(child);
  return {
    origin: /Console: (\S+?)\/$/m.exec(said)?.[1] ?? '',
    signIn: /Sign in: (\S+)/.exec(said)?.[1] ?? '',
    process: child,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Everything up to the last line of the announcement; what it complained of, if it ended instead. */
function firstWords(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let complaint = '';
    child.stderr?.on('data', (chunk) => {
      complaint += chunk;
    });
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      if (/^Sign in: .*\n/m.test(out)) resolve(out);
    });
    child.once('exit', () => reject(new Error(complaint)));
  });
}
