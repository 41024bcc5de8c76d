/** Whether the database can keep our promises. Reads only. */

import { sql } from 'drizzle-orm';
import { checkLedger } from '../app/ledger.ts';
import { type Database, rows } from '../store/db.ts';
import { isMigrated } from '../store/health.ts';
import { openPostgres, unsafeSettings } from '../store/postgres.ts';
import { type Config, isReal } from './config.ts';
import { type Finding, note, ok, todo } from './finding.ts';

const version_min = 15;

export async function checkDatabase(config: Config): Promise<Finding[]> {
  if (!config.DATABASE_URL) return [embedded(config)];
  const store = openPostgres(config.DATABASE_URL, { poolMax: 1 });
  try {
    return await checkServer(store.db);
  } catch (error) {
    const code = codeOf(error);
    return [
      todo(
        `Database: no answer (${code}). Check host, port, user, password and name in DATABASE_URL.`,
      ),
    ];
  } finally {
    await store.close();
  }
}

function embedded(config: Config): Finding {
  const text =
    'DATABASE_URL is not set: the embedded database may forget in a power cut. Patients need PostgreSQL.';
  return isReal(config) ? todo(text) : note(text);
}

async function checkServer(db: Database): Promise<Finding[]> {
  const [server] = await rows<{ version: string; number: number }>(
    db,
    sql`select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  );
  const major = Math.floor((server?.number ?? 0) / 10_000);
  const known = `Database: PostgreSQL ${server?.version} answers`;
  return [
    major >= version_min ? ok(`${known}.`) : todo(`${known}, but must be ${version_min} or later.`),
    await checkDurability(db),
    await checkExtension(db),
    await checkLetters(db),
    await checkMigrations(db),
    await checkAgreements(db),
  ];
}

/** The ledger proves something only as long as nobody has written in it. */
async function checkAgreements(db: Database): Promise<Finding> {
  if (!(await isMigrated(db))) return note('Agreements: nothing to check before the migrations.');
  const { patients, broken } = await checkLedger({ db });
  return broken.length === 0
    ? ok(`Agreements: the records of ${patients} patients are as they were written.`)
    : todo(
        `Agreements: the records of ${broken.length} of ${patients} patients were changed outside the product. The console shows where, on the pages of: ${broken.slice(0, 20).join(', ')}.`,
      );
}

async function checkDurability(db: Database): Promise<Finding> {
  const unsafe = await unsafeSettings(db);
  return unsafe.length === 0
    ? ok('Database: what is committed survives a power cut.')
    : todo(
        `Database: ${unsafe.join(' and ')}. Switch it on: a STOP or a sent message could be forgotten in a power cut.`,
      );
}

async function checkExtension(db: Database): Promise<Finding> {
  const [found] = await rows<{ installed: string | null; trusted: boolean; may: boolean }>(
    db,
    sql`select e.installed_version as installed, v.trusted,
        (r.rolsuper or (v.trusted and has_database_privilege(current_database(), 'CREATE'))) as may
      from pg_available_extensions e
      join pg_available_extension_versions v on v.name = e.name and v.version = e.default_version
      join pg_roles r on r.rolname = current_user
      where e.name = 'btree_gist'`,
  );
  if (found?.installed) return ok('Database: btree_gist is installed.');
  if (!found)
    return todo(
      'Database: btree_gist is missing. Install the package postgresql-contrib on the server.',
    );
  return found.may
    ? note('Database: btree_gist will be installed by `npm run migrate`.')
    : todo(
        'Database: this user may not install btree_gist. Run `CREATE EXTENSION btree_gist` as an administrator.',
      );
}

/** In the bare C locale a search for «яшин» would not find «Яшин». */
async function checkLetters(db: Database): Promise<Finding> {
  const [found] = await rows<{ small: string }>(db, sql`select lower('\u042F') as small`);
  return found?.small === '\u044F'
    ? ok('Database: capital and small letters are one in searches.')
    : todo(
        'Database: its locale knows no Russian letters, so searches by name find too little. Create it with a UTF-8 locale.',
      );
}

async function checkMigrations(db: Database): Promise<Finding> {
  return (await isMigrated(db))
    ? ok('Database: migrations are up to date.')
    : todo('Database: migrations are missing. Run `npm run migrate`; `npm start` does it too.');
}

/** PostgreSQL's or the system's; the message could hold the password. */
function codeOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Object; at = (at as { cause?: unknown }).cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && /^\w{1,40}$/.test(code)) return code;
  }
  return 'unknown error';
}
