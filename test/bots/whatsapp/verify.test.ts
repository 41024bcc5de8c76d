import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { challenge, verifySignature } from '../../../bots/whatsapp/verify.ts';
import { bytes } from './fixtures.ts';

const secret = 'app-secret';
const body = bytes('{"entry":[{"id":"Ж"}]}');
const hex = createHmac('sha256', secret).update(body).digest('hex');
const signed = (value: string) => new Headers({ 'x-hub-signature-256': value });

test.each([
  ['the right one', signed(`sha256=${hex}`), true],
  ['in capitals', signed(`sha256=${hex.toUpperCase()}`), true],
  ['another', signed(`sha256=${'0'.repeat(64)}`), false],
  ['cut', signed(`sha256=${hex.slice(2)}`), false],
  ['no hex', signed(`sha256=${'z'.repeat(64)}`), false],
  ['without its prefix', signed(hex), false],
  ['none', new Headers(), false],
])('a signature, %s', async (_name, headers, expected) => {
  expect(await verifySignature({ headers, body }, secret)).toBe(expected);
});

test('one changed byte is noticed', async () => {
  const changed = body.map((byte, i) => (i === 3 ? byte ^ 1 : byte));
  expect(await verifySignature({ headers: signed(`sha256=${hex}`), body: changed }, secret)).toBe(
    false,
  );
});

test.each([undefined, ''])('without a secret nothing is let in', async (none) => {
  const unkeyed = createHmac('sha256', '').update(body).digest('hex');
  expect(await verifySignature({ headers: signed(`sha256=${unkeyed}`), body }, none)).toBe(false);
});

describe('the challenge', () => {
  const query = (more: Record<string, string> = {}) =>
    new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.challenge': '1158201444',
      'hub.verify_token': 'verify-me',
      ...more,
    });
  test.each([
    ['the right token', query(), 'verify-me', '1158201444'],
    ['another token', query({ 'hub.verify_token': 'verify-you' }), 'verify-me', null],
    ['another mode', query({ 'hub.mode': 'unsubscribe' }), 'verify-me', null],
    ['no configured token', query({ 'hub.verify_token': '' }), '', null],
    ['nothing', new URLSearchParams(), 'verify-me', null],
  ])('%s', (_name, given, token, expected) => {
    expect(challenge(given, token)).toBe(expected);
  });
});
