import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOfUrl, isRefused } from '../../src/app/webhook-url.ts';
import { readConfig } from '../../src/entry/config.ts';
import { allowsHttp, guarded } from '../../src/entry/outlet.ts';

const real = { allowsHttp: false };
const trial = { allowsHttp: true };

describe('where events may be posted', () => {
  test.each([
    ['https://mis.example.com/hooks?a=1', null, null],
    ['https://mis.example.com:8443/', null, null],
    ['https://10.1.2.3/hook', null, null],
    ['https://[fd12:3456::1]/hook', null, null],
    ['http://mis.example.com/', 'not_https', 'not_https'],
    ['http://10.1.2.3/', 'not_https', null],
    ['http://127.0.0.1:3000/', 'refused_address', null],
    ['http://localhost:3000/', 'refused_address', null],
    ['https://localhost/', 'refused_address', null],
    ['http://[::1]:3000/', 'refused_address', null],
    ['https://169.254.169.254/latest/meta-data', 'refused_address', 'refused_address'],
    ['https://2852039166/', 'refused_address', 'refused_address'],
    ['https://0xA9FEA9FE/', 'refused_address', 'refused_address'],
    ['https://[::ffff:169.254.169.254]/', 'refused_address', 'refused_address'],
    ['https://[64:ff9b::a9fe:a9fe]/', 'refused_address', 'refused_address'],
    ['https://[fe80::1]/', 'refused_address', 'refused_address'],
    ['https://[fd00:ec2::254]/', 'refused_address', 'refused_address'],
    ['https://100.100.100.200/', 'refused_address', 'refused_address'],
    ['https://0.0.0.0/', 'refused_address', 'refused_address'],
    ['https://metadata.google.internal/', 'refused_address', 'refused_address'],
    ['https://user:pass@mis.example.com/', 'bad_url', 'bad_url'],
    ['https://mis.example.com/#part', 'bad_url', 'bad_url'],
    ['ftp://mis.example.com/', 'bad_url', 'bad_url'],
    ['mis.example.com', 'bad_url', 'bad_url'],
    ['', 'bad_url', 'bad_url'],
  ])('%s: for real %s, tried out %s', (url, forReal, triedOut) => {
    expect([faultOfUrl(url, real), faultOfUrl(url, trial)]).toEqual([forReal, triedOut]);
  });

  test('no link-local address at all, however it is written', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), (c, d) => {
        expect(isRefused(`169.254.${c}.${d}`, trial)).toBe(true);
        expect(isRefused(`::ffff:169.254.${c}.${d}`, trial)).toBe(true);
      }),
    );
    expect(isRefused('not an address', trial)).toBe(true);
  });

  test('by http only where nothing real is connected, or nobody outside can reach us', () => {
    const allowed = (env: Record<string, string>) => {
      const read = readConfig(env);
      if (!read.ok) throw new Error(read.message);
      return allowsHttp(read.config);
    };
    const TELEGRAM_BOT_TOKEN = '1:abc';
    const PUBLIC_URL = 'http://bot.example.com';
    expect(allowed({})).toBe(true);
    expect(allowed({ PUBLIC_URL })).toBe(true);
    expect(allowed({ TELEGRAM_BOT_TOKEN })).toBe(true);
    expect(allowed({ TELEGRAM_BOT_TOKEN, PUBLIC_URL })).toBe(false);
  });
});

describe('a name that is resolved', () => {
  const resolved = (addresses: readonly string[], all: boolean) =>
    new Promise<unknown>((resolve) => {
      const found = addresses.map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }));
      const look = guarded(real, (_host, _options, done) => done(null, found));
      look('mis.example.com', { all }, (error, address) =>
        resolve(error ? (error as NodeJS.ErrnoException).code : address),
      );
    });

  test.each([true, false])('to what is refused leads nowhere (all: %s)', async (all) => {
    for (const address of ['169.254.169.254', 'fe80::1', '127.0.0.1', '::'])
      expect(await resolved([address], all), address).toBe('EREFUSEDADDRESS');
  });

  test('to several keeps those it may go to', async () => {
    const both = ['169.254.169.254', '93.184.216.34'];
    expect(await resolved(both, true)).toEqual([{ address: '93.184.216.34', family: 4 }]);
    expect(await resolved(both, false)).toBe('93.184.216.34');
  });
});
