/** Our entries as processes of their own, with an environment of their own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly process: ChildProcess;
  out(): string;
  err(): string;
  /** The exit code; null after a signal. */
  readonly ended: Promise<number | null>;
}

const started = new Set<ChildProcess>();

export function startEntry(
  entry: 'node' | 'cli',
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Child {
  const file = fileURLToPath(new URL(`../../src/entry/${entry}.ts`, import.meta.url));
  // grammY looks at `localStorage`, and Node would warn of it on stderr.
  const child = spawn(process.execPath, ['--no-webstorage', file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
  started.add(child);
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    text.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    text.err += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      started.delete(child);
      resolve(code);
    });
  });
  return { process: child, out: () => text.out, err: () => text.err, ended };
}

export async function runEntry(
  entry: 'node' | 'cli',
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
) {
  const child = startEntry(entry, env, args);
  const code = await child.ended;
  return { code, out: child.out(), err: child.err() };
}

/** Where it listens, once it says that it runs. */
export async function originOf(child: Child): Promise<string> {
  const until = Date.now() + 40_000;
  for (;;) {
    const origin = /^Console: (http\S+)\/$/m.exec(child.out())?.[1];
    if (origin) return origin;
    if (child.process.exitCode !== null || Date.now() > until) {
      throw new Error(`It does not run:\n${child.out()}\n${child.err()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** For a test that failed half-way. */
export function killAll(): void {
  for (const child of started) child.kill('SIGKILL');
}
