import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../src/entry/config.ts';
import { examine } from '../../src/entry/doctor.ts';
import { checkClock } from '../../src/entry/doctor-platforms.ts';
import { type Platforms, startPlatforms } from '../e2e/platforms.ts';
import { emptyDatabase, freshDatabase } from '../support/postgres.ts';
import { killAll, runEntry } from './child.ts';

vi.setConfig({ testTimeout: 90_000 });
afterEach(killAll);

/** No such folder is made by anything here. */
const DATA_DIR = '/tmp/zabota-doctor-makes-no-folder';

async function doctor(env: Record<string, string>) {
  const lines: string[] = [];
  const ready = await examine(readConfig({ DATA_DIR, ...env }), (line) => lines.push(line));
  return { ready, text: lines.join('\n'), lines };
}

describe('doctor', () => {
  let platforms: Platforms;
  let real: Record<string, string>;
  beforeEach(async () => {
    platforms = await startPlatforms('http://127.0.0.1:1');
    const address = { PUBLIC_URL: 'https://clinic.example', API_KEY: 'a-long-enough-secret' };
    real = { ...platforms.env, ...address };
    return () => platforms.stop();
  });

  test('an installation for trying out is ready as it is', async () => {
    expect((await doctor({})).text).toMatchInlineSnapshot(`
      "✓ Environment: no faults.
      – API_KEY is not set: the REST API refuses every call.
      – PUBLIC_URL is not set: sign-in links name this machine.
      ✓ DATA_DIR: /tmp/zabota-doctor-makes-no-folder will be made at the first start.
      – DATABASE_URL is not set: the embedded database may forget in a power cut. Patients need PostgreSQL.
      – Telegram: no token, served by the sandbox.
      – WhatsApp: no token, served by the sandbox.
      Ready."
    `);
  });

  test('a real one is ready, and nothing was changed by asking', async () => {
    const before = await stateOf(platforms);
    const { ready, text } = await doctor({ ...real, DATABASE_URL: await freshDatabase() });
    expect(text.replace(/PostgreSQL [\d.]+/, 'PostgreSQL N')).toMatchInlineSnapshot(`
      "✓ Environment: no faults.
      ✓ PUBLIC_URL has the form of an address that can be reached.
      ✓ DATA_DIR: /tmp/zabota-doctor-makes-no-folder will be made at the first start.
      ✓ Database: PostgreSQL N answers.
      ✓ Database: what is committed survives a power cut.
      ✓ Database: btree_gist is installed.
      ✓ Database: capital and small letters are one in searches.
      ✓ Database: migrations are up to date.
      ✓ Agreements: the records of 0 patients are as they were written.
      ✓ Telegram: @platform_test_bot answers.
      – Telegram: no webhook is registered. The start will change it to https://clinic.example/webhooks/telegram.
      ✓ WhatsApp: +78005550100, Sandbox clinic answers.
      – WhatsApp: 64 of 64 templates will be registered at the start.
      ✓ Clock: agrees with the messengers.
      Ready."
    `);
    expect(ready).toBe(true);
    expect(await stateOf(platforms)).toEqual(before);
  });

  test('what is missing is told, with what to do', async () => {
    const env = {
      ...real,
      PUBLIC_URL: 'http://10.0.0.5:9000/bot',
      TELEGRAM_UPDATES: 'webhook',
      CLOCK: 'manual',
    };
    const { ready, lines } = await doctor({ ...env, WHATSAPP_BUSINESS_ACCOUNT_ID: '' });
    expect(lines.filter((line) => line.startsWith('✗'))).toMatchInlineSnapshot(`
      [
        "✗ CLOCK is manual: nothing falls due until it is moved by hand.",
        "✗ PUBLIC_URL must begin with https:// and names a machine that nobody outside can reach and must have port 443, 80, 88 or 8443 for Telegram and must not have a path: Telegram and WhatsApp could not deliver.",
        "✗ DATABASE_URL is not set: the embedded database may forget in a power cut. Patients need PostgreSQL.",
        "✗ WhatsApp: WHATSAPP_BUSINESS_ACCOUNT_ID is not set, so templates are not registered. Without them nothing goes out after 24 hours.",
      ]
    `);
    expect(ready).toBe(false);
  });

  test('a database that has not been migrated', async () => {
    const { lines } = await doctor({ DATABASE_URL: await emptyDatabase() });
    expect(lines).toContain('– Database: btree_gist will be installed by `npm run migrate`.');
    expect(lines).toContain(
      '✗ Database: migrations are missing. Run `npm run migrate`; `npm start` does it too.',
    );
  });

  test('tokens that are refused, platforms that cannot be reached', async () => {
    for (const channel of ['telegram', 'whatsapp'])
      await fault(platforms, { channel, fault: 'token_revoked' });
    const refused = await doctor(real);
    expect(refused.text).toContain(
      '✗ TELEGRAM_BOT_TOKEN is refused (HTTP 401). Issue a new one and set it.',
    );
    expect(refused.text).toContain(
      '✗ WHATSAPP_ACCESS_TOKEN for WHATSAPP_PHONE_NUMBER_ID is refused (HTTP 401).',
    );
    await platforms.stop();
    const silent = await doctor(real);
    expect(
      silent.lines.filter((line) => line.includes('cannot be reached from here')),
    ).toHaveLength(2);
  });

  test('faults of the environment end it', async () => {
    expect((await doctor({ PORT: 'x', CLOCK: 'y' })).lines).toEqual([
      '✗ Environment: PORT must be a port number, 0 to 65535.',
      '✗ Environment: CLOCK must be system or manual.',
      'Not ready: 2 to do (✗).',
    ]);
  });

  test('no secret is printed, whatever is wrong', async () => {
    const wrong = [
      real,
      { ...real, TELEGRAM_API_ROOT: 'http://127.0.0.1:1', WHATSAPP_API_ROOT: 'http://127.0.0.1:1' },
    ];
    const urls = [
      'postgres://u:db-secret@127.0.0.1:1/d',
      'postgres://u:db-secret@nowhere.invalid/d',
    ];
    for (const env of wrong) {
      for (const DATABASE_URL of urls)
        expect((await doctor({ ...env, DATABASE_URL })).text).not.toContain('secret');
    }
  });

  test.each([
    [[], []],
    [[null, 0.4], ['ok']],
    [[-31, null], ['todo']],
    [[1, 3600], ['todo']],
  ])('clocks that differ by %j seconds are %j', (offs, types) => {
    expect(checkClock(offs).map(({ type }) => type)).toEqual(types);
  });
});

describe('as a command', () => {
  test('migrate, doctor and sign-in on a new database', async () => {
    const env = {
      DATABASE_URL: await emptyDatabase(),
      DATA_DIR,
      PUBLIC_URL: 'https://clinic.example',
    };
    expect(await runEntry('cli', env, ['migrate'])).toEqual({
      code: 0,
      out: 'The database is up to date.\n',
      err: '',
    });
    expect(await runEntry('cli', env, ['doctor'])).toMatchObject({ code: 0, err: '' });
    const signIn = await runEntry('cli', env, ['sign-in']);
    expect(signIn.out).toMatch(/^Sign in: https:\/\/clinic\.example\/sign-in\/[\w-]{43}\n$/);
  });

  test('what it cannot do is one sentence and a code', async () => {
    const nobody = { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/d' };
    const refused = 'Cannot use DATABASE_URL: nothing listens there (ECONNREFUSED).\n';
    const [unset, unreachable, unknown] = await Promise.all([
      runEntry('cli', { DATA_DIR }, ['migrate']),
      runEntry('cli', { DATA_DIR, ...nobody }, ['migrate']),
      runEntry('cli', { DATA_DIR }, ['toString']),
    ]);
    expect(unset).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^DATABASE_URL is not set\. .+\n$/),
    });
    expect(unreachable).toEqual({ code: 1, out: '', err: refused });
    expect(unknown).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^Usage: .+\n$/),
    });
  });
});

async function stateOf({ root }: Platforms): Promise<unknown> {
  return (await (await fetch(`${root}/api/state`)).json()).revision;
}

async function fault({ root }: Platforms, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${root}/api/faults`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
}
