/** Contestants, platforms and servers run in processes of their own and are asked over Node's channel. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

interface Asked {
  readonly id: number;
  readonly call: string;
  readonly input: unknown;
}
type Answered =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

export interface Child {
  readonly pid: number;
  ask<T>(call: string, input?: unknown): Promise<T>;
  stop(): Promise<void>;
}

/** @param file as `import.meta.resolve` gives it */
export function startChild(file: string): Child {
  const child = fork(new URL(file), { execArgv: ['--no-webstorage'], env: quiet() });
  const open = new Map<number, { resolve: (v: unknown) => void; reject: (e: Error) => void }>();
  child.on('message', (answer: Answered) => {
    const one = open.get(answer.id);
    open.delete(answer.id);
    if ('error' in answer) one?.reject(new Error(answer.error));
    else one?.resolve(answer.value);
  });
  child.once('exit', (code) => {
    for (const { reject } of open.values()) reject(new Error(`${file} ended with ${code}`));
  });
  let last = 0;
  return {
    pid: child.pid ?? 0,
    ask: <T>(call: string, input?: unknown) => {
      last += 1;
      const answered = new Promise((resolve, reject) => open.set(last, { resolve, reject }));
      child.send({ id: last, call, input } satisfies Asked);
      return answered as Promise<T>;
    },
    stop: () => end(child),
  };
}

/** Nobody's configuration, ours included, may change what is measured. */
const quiet = () => ({ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' });

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** In the child: what it can be asked. It ends with its parent. */
export function answer(calls: Readonly<Record<string, (input: never) => Promise<unknown>>>): void {
  process.on('message', async ({ id, call, input }: Asked) => {
    try {
      process.send?.({ id, value: await calls[call]?.(input as never) } satisfies Answered);
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? '') : String(error) });
    }
  });
  process.once('disconnect', () => process.exit(1));
}

/** Of this process so far, all threads. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Resident memory in MiB: now, and the most there ever was. */
export function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return { now: Math.round(kib('VmRSS') / 1024), most: Math.round(kib('VmHWM') / 1024) };
}
