/** What an operator does by hand: `node src/entry/cli.ts migrate | doctor | sign-in | import`. */

import { newId } from '../app/ids.ts';
import { ownerLink } from '../app/staff.ts';
import { systemTimers } from '../app/timers.ts';
import { type Parsed, readConfig } from './config.ts';
import { examine } from './doctor.ts';
import { importFile } from './import.ts';
import { openStore, StartError } from './store.ts';

const print = (line: string) => void process.stdout.write(`${line}\n`);
const complain = (line: string) => void process.stderr.write(`${line}\n`);

const commands: Readonly<Record<string, (parsed: Parsed) => Promise<number>>> = {
  migrate,
  doctor: async (parsed) => ((await examine(parsed, print)) ? 0 : 1),
  'sign-in': signIn,
  import: (parsed) =>
    parsed.ok
      ? importFile(parsed.config, { args: process.argv.slice(3), print, complain })
      : Promise.resolve(fault(parsed.message)),
};

/** For PostgreSQL. The embedded database is migrated at each start, and nobody else could open it. */
async function migrate(parsed: Parsed): Promise<number> {
  return onServer(parsed, async () => print('The database is up to date.'));
}

/** Where no process prints it at its start: on Workers. */
async function signIn(parsed: Parsed): Promise<number> {
  return onServer(parsed, async (store, publicUrl) => {
    const clock = { now: () => new Date() };
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const process = newId();
    const ctx = {
      db: store.db,
      clock,
      log,
      channels: [],
      process,
      timers: systemTimers,
      templates: [],
      wake: () => {},
    };
    const link = await ownerLink(ctx);
    print(
      link
        ? `Sign in: ${publicUrl ?? ''}/sign-in/${link}`
        : 'Someone has a password already: sign in with it.',
    );
  });
}

type Store = Awaited<ReturnType<typeof openStore>>;

async function onServer(
  parsed: Parsed,
  job: (store: Store, publicUrl: string | undefined) => Promise<void>,
): Promise<number> {
  if (!parsed.ok) return fault(parsed.message);
  if (!parsed.config.DATABASE_URL) {
    return fault(
      'DATABASE_URL is not set. Without it `npm start` uses and migrates its own database in DATA_DIR.',
    );
  }
  const store = await openStore(parsed.config);
  try {
    await job(store, parsed.config.PUBLIC_URL);
  } finally {
    await store.close();
  }
  return 0;
}

function fault(message: string): number {
  complain(message);
  return 1;
}

async function main(name: string | undefined): Promise<number> {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    complain(`Usage: node src/entry/cli.ts ${Object.keys(commands).join(' | ')}`);
    return 2;
  }
  return command(readConfig(process.env));
}

process.exitCode = await main(process.argv[2]).catch((error: unknown) =>
  // Anything else is a bug, but its message may hold an address with a password.
  fault(
    error instanceof StartError
      ? error.message
      : `Failed: ${error instanceof Error ? error.name : 'unknown error'}.`,
  ),
);
