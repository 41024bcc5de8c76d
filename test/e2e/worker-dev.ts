/** The Worker in workerd, as `wrangler dev` runs it: no network, no account, no files in the clone but `.wrangler`. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');

const stop_ms_max = 5_000;

export interface WorkerSettings {
  readonly port: number;
  readonly inspectorPort: number;
  readonly databaseUrl: string;
  readonly vars: Readonly<Record<string, string>>;
}

export interface WorkerDev {
  readonly origin: string;
  /** What wrangler and the Worker printed. */
  output(): string;
  stop(): Promise<void>;
}

/** Resolves at once; the Worker answers some seconds later. */
export function startWorker({ port, inspectorPort, databaseUrl, vars }: WorkerSettings): WorkerDev {
  const folder = mkdtempSync(join(tmpdir(), 'zabota-worker-'));
  const envFile = join(folder, 'vars.env');
  writeFileSync(
    envFile,
    Object.entries(vars)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const ports = [
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--inspector-port',
    String(inspectorPort),
  ];
  const files = ['--env-file', envFile, '--persist-to', join(folder, 'state')];
  const still = ['--show-interactive-dev-session=false', '--live-reload=false'];
  const args = [wrangler, 'dev', '--local', '--test-scheduled', ...ports, ...files, ...still];
  let printed = '';
  const child = spawn(process.execPath, args, {
    cwd: root,
    // A group of its own: wrangler starts esbuild and workerd, and all of them must go.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...quiet,
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CONFIG_HOME: folder,
      ...hyperdrive(databaseUrl),
    },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    output: () => printed,
    stop: async () => {
      await killGroup(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Everything for which wrangler would otherwise reach the network or ask. */
const quiet = {
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_WRITE_LOGS: 'false',
};

const hyperdrive = (url: string) => ({
  CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: url,
});

/** Told to stop, wrangler removes its temporary files; whatever stays is killed. */
async function killGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  if (child.exitCode !== null || !signal(pid, 'SIGTERM')) return;
  const timer = setTimeout(() => signal(pid, 'SIGKILL'), stop_ms_max);
  await closed;
  clearTimeout(timer);
  signal(pid, 'SIGKILL');
}

/** False if nobody of the group is left. */
function signal(group: number, name: 'SIGTERM' | 'SIGKILL'): boolean {
  try {
    return process.kill(-group, name);
  } catch {
    return false;
  }
}
