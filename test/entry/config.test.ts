import { describe, expect, test } from 'vitest';
import { readConfig, telegramUpdates } from '../../src/entry/config.ts';

const whatsapp = {
  WHATSAPP_ACCESS_TOKEN: 'access-secret',
  WHATSAPP_PHONE_NUMBER_ID: '100000000000001',
  WHATSAPP_APP_SECRET: 'app-secret',
  WHATSAPP_VERIFY_TOKEN: 'verify-secret',
};
const telegram = { TELEGRAM_BOT_TOKEN: '123456:token-secret' };

const faultsOf = (env: Record<string, string>) => {
  const parsed = readConfig(env);
  return parsed.ok ? [] : [...parsed.names];
};

test('with nothing set, everything has its default', () => {
  expect(readConfig({})).toEqual({
    ok: true,
    config: {
      PORT: 8080,
      HOST: '127.0.0.1',
      PUBLIC_URL: undefined,
      DATABASE_URL: undefined,
      DATA_DIR: './data',
      TELEGRAM_API_ROOT: 'https://api.telegram.org',
      WHATSAPP_API_ROOT: 'https://graph.facebook.com',
      WHATSAPP_GRAPH_VERSION: 'v25.0',
      LOG_LEVEL: 'info',
      CLOCK: 'system',
    },
  });
});

test('an empty or blank value is as good as none', () => {
  const names = [
    'PORT',
    'PUBLIC_URL',
    'DATABASE_URL',
    'TELEGRAM_BOT_TOKEN',
    'TELEGRAM_UPDATES',
    'API_KEY',
    'CLOCK',
  ];
  for (const blank of ['', '  ']) {
    expect(readConfig(Object.fromEntries(names.map((name) => [name, blank])))).toEqual(
      readConfig({}),
    );
  }
});

describe('one value', () => {
  test.each([
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '8080.5'],
    ['PUBLIC_URL', 'clinic.example'],
    ['PUBLIC_URL', 'ftp://clinic.example'],
    ['DATABASE_URL', 'mysql://u:secret@h/d'],
    ['DATABASE_URL', 'postgres://u:secret@h:port/d'],
    ['TELEGRAM_BOT_TOKEN', 'secret'],
    ['TELEGRAM_API_ROOT', 'telegram'],
    ['TELEGRAM_UPDATES', 'push'],
    ['TELEGRAM_WEBHOOK_SECRET', 'with space'],
    ['TELEGRAM_WEBHOOK_SECRET', 's'.repeat(257)],
    ['WHATSAPP_API_ROOT', 'graph'],
    ['WHATSAPP_PHONE_NUMBER_ID', '+7 999'],
    ['WHATSAPP_GRAPH_VERSION', 'latest'],
    ['API_KEY', 'short-secret'],
    ['LOG_LEVEL', 'loud'],
    ['CLOCK', 'sundial'],
  ])('%s=%s is refused', (name, value) => {
    const parsed = readConfig({ [name]: value });
    if (parsed.ok) throw new Error('taken');
    expect(parsed.names).toEqual([name]);
    expect(parsed.message).toMatch(
      new RegExp(`^Cannot start, the environment has faults:\\n {2}${name} must `),
    );
    expect(parsed.message).not.toContain(value);
  });

  test.each([
    ['PORT', '0'],
    ['PORT', '65535'],
    ['PUBLIC_URL', 'http://localhost:8080'],
    ['DATABASE_URL', 'postgres://u:p@h:5432/d?sslmode=require'],
    ['DATABASE_URL', 'postgresql://h/d'],
    ['TELEGRAM_BOT_TOKEN', '123456:AAF-x_1'],
    ['WHATSAPP_GRAPH_VERSION', 'v26.0'],
    ['API_KEY', 'sixteen-letters!'],
    ['LOG_LEVEL', 'silent'],
    ['CLOCK', 'manual'],
  ])('%s=%s is taken', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([]);
  });

  test.each(['PUBLIC_URL', 'TELEGRAM_API_ROOT', 'WHATSAPP_API_ROOT'] as const)(
    '%s loses its last slash',
    (name) => {
      const parsed = readConfig({ [name]: ' https://host.example// ' });
      expect(parsed.ok && parsed.config[name]).toBe('https://host.example');
    },
  );
});

describe('values together', () => {
  test.each([
    ['WhatsApp whole', whatsapp, []],
    [
      'its token alone',
      { WHATSAPP_ACCESS_TOKEN: 'x' },
      ['WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN'],
    ],
    ['its rest without the token', { ...whatsapp, WHATSAPP_ACCESS_TOKEN: '' }, []],
    ['Telegram alone polls', telegram, []],
    [
      'webhook without an address or a secret',
      { ...telegram, TELEGRAM_UPDATES: 'webhook' },
      ['PUBLIC_URL', 'TELEGRAM_WEBHOOK_SECRET'],
    ],
    [
      'https without a secret',
      { ...telegram, PUBLIC_URL: 'https://c.example' },
      ['TELEGRAM_WEBHOOK_SECRET'],
    ],
    [
      'https and polling',
      { ...telegram, PUBLIC_URL: 'https://c.example', TELEGRAM_UPDATES: 'poll' },
      [],
    ],
    ['webhook for the sandbox', { TELEGRAM_UPDATES: 'webhook' }, []],
  ] as const)('%s', (_, env, names) => {
    expect(faultsOf({ ...env })).toEqual(names);
  });
});

test('many faults come in one message, without a value', () => {
  const env = { PORT: 'x1', CLOCK: 'x2', API_KEY: 'x3', LOG_LEVEL: 'x4', TELEGRAM_BOT_TOKEN: 'x5' };
  const parsed = readConfig(env);
  if (parsed.ok) throw new Error('taken');
  expect(parsed.message.split('\n')).toHaveLength(1 + Object.keys(env).length);
  for (const [name, value] of Object.entries(env)) {
    expect(parsed.message).toContain(`\n  ${name} `);
    expect(parsed.message).not.toContain(value);
  }
});

test.each([
  [{}, 'poll'],
  [{ PUBLIC_URL: 'http://c.example' }, 'poll'],
  [{ PUBLIC_URL: 'https://c.example' }, 'webhook'],
  [{ PUBLIC_URL: 'https://c.example', TELEGRAM_UPDATES: 'poll' }, 'poll'],
  [{ TELEGRAM_UPDATES: 'webhook' }, 'webhook'],
] as const)('with %o updates come by %s', (env, updates) => {
  const parsed = readConfig(env);
  expect(parsed.ok && telegramUpdates(parsed.config)).toBe(updates);
});
