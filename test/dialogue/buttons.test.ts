import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeButton, encodeButton } from '../../src/dialogue/buttons.ts';
import { messageVerbs } from '../../src/text/proactive.ts';

const messageId = '00000000-0000-7000-8000-000000000001';

it('reads back what it wrote, in 64 bytes of ASCII', () => {
  const actions = [
    ...messageVerbs.map((verb) => ({ verb, messageId })),
    ...messageVerbs.map((verb) => ({ verb, messageId, version: 2_147_483_647 })),
    { verb: 'agree', choice: 'wellbeing' } as const,
    { verb: 'channel', channel: 'phone' } as const,
    { verb: 'days', days: 'weekend' } as const,
    { verb: 'hours', span: { from: '18:00', to: '24:00' } } as const,
    { verb: 'language', language: 'en' } as const,
    { verb: 'menu', item: 'settings' } as const,
    { verb: 'whose', index: 9 } as const,
  ];
  for (const action of actions) {
    const data = encodeButton(action);
    expect(data).toMatch(/^[\x21-\x7e]{1,64}$/);
    expect(decodeButton(data)).toEqual(action);
  }
});

it.each([
  '',
  ':',
  'visit.confirm',
  'visit.confirm:1',
  'hours:9-25',
  'hours:09:00-09:00',
  'whose:-1',
])('knows no button %j', (data) => {
  expect(decodeButton(data)).toBeNull();
});

it('never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (data) => void decodeButton(data)));
});
