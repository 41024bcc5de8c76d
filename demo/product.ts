/** The product in a process of its own: started, started again when it dies, stopped at the end. */

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Product {
  readonly apiKey: string;
  /** Where it listens; waits while it is being started. Rejects when it cannot be. */
  origin(): Promise<string>;
  /** With which the owner gets in for the first time; null where somebody has a password already. */
  signInLink(): string | null;
  /** How often it has been started. */
  starts(): number;
  stop(): Promise<void>;
}

export interface ProductOptions {
  readonly folder: string;
  readonly entry: string;
  onStart(pid: number): void;
  /** It died, and is being started again. */
  onDeath(): void;
}

/** An earlier product may need this long to close a folder it was cut off in. */
const start_ms_max = 30_000;
const stop_ms_max = 20_000;
const deaths_max = 20;

/** Only these: a real bot's token in the environment must never meet forty invented patients. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'DATABASE_URL', 'NODE_EXTRA_CA_CERTS'];

export function startProduct(options: ProductOptions): Product {
  const apiKey = randomBytes(24).toString('hex');
  let stopping = false;
  let deaths = 0;
  let starts = 0;
  let link: string | null = null;
  let child: ChildProcess | null = null;
  let listening = start();

  async function start(): Promise<string> {
    const giveUpAt = Date.now() + start_ms_max;
    for (;;) {
      const tried = launch(options, {
        apiKey,
        onLink: (url) => {
          link = url;
        },
      });
      child = tried.child;
      starts += 1;
      const origin = await tried.origin;
      if (origin !== null) {
        tried.child.once('exit', died);
        return origin;
      }
      if (stopping || Date.now() > giveUpAt) throw new Error(tried.said());
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  function died(): void {
    if (stopping) return;
    deaths += 1;
    options.onDeath();
    listening =
      deaths > deaths_max ? Promise.reject(new Error('the product keeps dying')) : start();
    // Whoever asks for the origin hears of it; nobody may be asking yet.
    listening.catch(() => undefined);
  }

  listening.catch(() => undefined);
  return {
    apiKey,
    origin: () => listening,
    signInLink: () => link,
    starts: () => starts,
    stop: async () => {
      stopping = true;
      if (child) await end(child);
    },
  };
}

interface Launched {
  readonly child: ChildProcess;
  /** Null if it ended before it listened. */
  readonly origin: Promise<string | null>;
  /** The end of its log of this start. */
  said(): string;
}

interface Launching {
  readonly apiKey: string;
  onLink(url: string): void;
}

function launch(
  { folder, entry, onStart }: ProductOptions,
  { apiKey, onLink }: Launching,
): Launched {
  const file = join(folder, 'product.log');
  const log = openSync(file, 'a');
  const from = statSync(file).size;
  const env = Object.fromEntries(inherited.map((key) => [key, process.env[key]]));
  const own = {
    PORT: '0',
    HOST: '127.0.0.1',
    CLOCK: 'manual',
    LOG_LEVEL: 'warn',
    DATA_DIR: folder,
  };
  const child = spawn(process.execPath, ['--no-webstorage', entry], {
    // Through the channel it notices when we die, however that happens.
    stdio: ['ignore', 'pipe', log, 'ipc'],
    env: { ...env, ...own, API_KEY: apiKey },
  });
  closeSync(log);
  if (child.pid) onStart(child.pid);
  const origin = new Promise<string | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', () => resolve(null));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^Console: (http:\/\/\S+?)\/$/.exec(line)?.[1];
      if (found) resolve(found);
      const link = /^Sign in: (http:\/\/\S+)$/.exec(line)?.[1];
      if (link) onLink(link);
    });
  });
  return { child, origin, said: () => readFileSync(file, 'utf8').slice(from).trim() };
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), stop_ms_max);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** A product whose demo was killed ends by itself; until then it holds the folder. */
export async function untilGone(pid: number | null): Promise<void> {
  const giveUpAt = Date.now() + stop_ms_max;
  while (pid !== null && Date.now() < giveUpAt && isAlive(pid)) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
