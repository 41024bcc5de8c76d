import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invitationLink, invitationToken } from '../../../bots/whatsapp/invitation.ts';

const token = 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy-_x';

test.each([
  `код: ${token}`,
  `КОД:${token}`,
  `Code:  ${token}.`,
  `code : ${token}`,
  `Здравствуйте!\n(код: ${token})`,
  `#${token}`,
])('the token is found in %j', (text) => {
  expect(invitationToken(text)).toBe(token);
});

test.each([
  token,
  `код: ${token}x`,
  `код: ${token.slice(1)}`,
  `штрихкод: ${token}`,
  'мой код: 1234',
  '',
])('no token in %j', (text) => {
  expect(invitationToken(text)).toBeNull();
});

test.each([
  ['Здравствуйте!', '+7 999 000-00-00', `https://wa.me/79990000000?text=`, 'код'],
  ['Hello!', '+79990000000', `https://wa.me/79990000000?text=`, 'code'],
  ['Hello!', null, `https://wa.me/?text=`, 'code'],
])('the link with %j to %s', (greeting, phone, prefix, word) => {
  expect(invitationLink({ token, greeting }, phone)).toBe(
    prefix + encodeURIComponent(`${greeting}\n(${word}: ${token})`),
  );
});

test('what the link writes, parse reads', () => {
  const tokens = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/);
  fc.assert(
    fc.property(tokens, fc.string({ maxLength: 40 }), (some, greeting) => {
      fc.pre(!/[#:]/.test(greeting));
      const link = new URL(invitationLink({ token: some, greeting }, '+79990000000'));
      expect(invitationToken(link.searchParams.get('text') ?? '')).toBe(some);
    }),
  );
});
