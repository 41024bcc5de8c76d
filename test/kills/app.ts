/** One process of the product, with its own ways to the database and to the platforms, started again whenever it ends. */

import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../support/postgres-server.ts';
import { product, root } from './compiled.ts';
import { until } from './http.ts';
import { createLink, type Link } from './link.ts';
import { databasePoint, type Traps } from './points.ts';
import { telegramSecret, telegramToken } from './telegram.ts';
import { whatsAppSetup } from './whatsapp.ts';
import { watchWire } from './wire.ts';

export interface App {
  readonly number: number;
  readonly database: Link;
  readonly platform: Link;
  readonly port: number;
  /** Says that it runs, and is not stopped. */
  readonly isUp: () => boolean;
  kill(): void;
  stall(): void;
  resume(): void;
  /** Lines it has logged. */
  readonly log: readonly string[];
  /** Ends that nobody asked for. */
  readonly ends: readonly string[];
  close(): Promise<void>;
}

export interface AppOptions {
  readonly number: number;
  readonly updates: 'webhook' | 'poll';
  readonly database: { readonly url: string; readonly port: number };
  readonly platformPort: number;
  readonly publicUrl: string;
  /** Where the product's compiled code is kept. */
  readonly compiled: string;
  readonly traps: Traps;
}

const start_again_ms = 200;

export async function runApp(options: AppOptions): Promise<App> {
  const { number, traps } = options;
  const database = await createLink({
    to: options.database.port,
    watch: () =>
      watchWire((write, phase) => traps.reached(databasePoint(write, phase), { app: number })),
  });
  const platform = await createLink({ to: options.platformPort });
  const port = await freePort();
  const env = envOf(options, { database, platform, port });
  const log: string[] = [];
  const ends: string[] = [];
  let child: ChildProcess | null = null;
  let up = false;
  let struck = false;
  let closed = false;

  function start(): void {
    struck = false;
    const process_ = spawn(process.execPath, product, {
      cwd: root,
      env,
      // A channel to us: when we die, whatever the reason, the product ends too.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = process_;
    let said = '';
    process_.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Console: ')) up = true;
    });
    let rest = '';
    process_.stderr?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      log.push(...lines);
    });
    process_.once('exit', (code, signal) => {
      // While it was starting, a database that is down is a good reason to give up.
      if (!struck && !closed && up) ends.push(`app${number} ended by itself: ${code ?? signal}`);
      up = false;
      if (!closed) void pause(start_again_ms).then(() => closed || start());
    });
  }

  start();
  return {
    number,
    database,
    platform,
    port,
    log,
    ends,
    isUp: () => up,
    kill: () => {
      struck = true;
      up = false;
      child?.kill('SIGKILL');
    },
    stall: () => {
      up = false;
      child?.kill('SIGSTOP');
    },
    resume: () => {
      up = child?.exitCode === null && child.signalCode === null;
      child?.kill('SIGCONT');
    },
    close: async () => {
      closed = true;
      child?.kill('SIGKILL');
      await until(() => child?.exitCode !== null || child.signalCode !== null, {
        withinMs: 5_000,
      });
      database.close();
      platform.close();
    },
  };
}

function envOf(
  { updates, publicUrl, compiled, database: { url } }: AppOptions,
  { database, platform, port }: { database: Link; platform: Link; port: number },
): NodeJS.ProcessEnv {
  const apiRoot = `http://127.0.0.1:${platform.port}`;
  const through = new URL(url);
  through.port = String(database.port);
  return {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: compiled,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: through.href,
    LOG_LEVEL: 'info',
    TELEGRAM_BOT_TOKEN: telegramToken,
    TELEGRAM_API_ROOT: apiRoot,
    TELEGRAM_UPDATES: updates,
    TELEGRAM_WEBHOOK_SECRET: telegramSecret,
    WHATSAPP_ACCESS_TOKEN: whatsAppSetup.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: whatsAppSetup.phoneNumberId,
    WHATSAPP_BUSINESS_ACCOUNT_ID: whatsAppSetup.businessAccountId,
    WHATSAPP_APP_SECRET: whatsAppSetup.appSecret,
    WHATSAPP_VERIFY_TOKEN: whatsAppSetup.verifyToken,
    WHATSAPP_API_ROOT: apiRoot,
  };
}
