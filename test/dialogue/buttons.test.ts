import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type ButtonAction,
  cancelChoices,
  decodeButton,
  encodeButton,
  menuItems,
  stopScopes,
  whenChoices,
} from '../../src/dialogue/buttons.ts';
import { reminderCounts } from '../../src/domain/card.ts';
import { cardChannels, purposes } from '../../src/domain/words.ts';
import { messageVerbs } from '../../src/text/proactive.ts';

const messageId = '00000000-0000-7000-8000-000000000001';

it('reads back what it wrote, in 64 bytes of ASCII', () => {
  const actions: readonly ButtonAction[] = [
    ...messageVerbs.map((verb) => ({ verb, messageId })),
    ...messageVerbs.map((verb) => ({ verb, messageId, version: 2_147_483_647 })),
    ...purposes.map((purpose) => ({ verb: 'agree', purpose, answer: 'yes' }) as const),
    { verb: 'agree', purpose: 'wellbeing', answer: 'no' } as const,
    ...cardChannels.map((channel) => ({ verb: 'channel', channel }) as const),
    ...whenChoices.map((choice) => ({ verb: 'when', choice }) as const),
    ...reminderCounts.map((count) => ({ verb: 'often', count }) as const),
    { verb: 'limit', perWeek: 40 } as const,
    { verb: 'zone', zone: 'America/Argentina/ComodRivadavia' } as const,
    { verb: 'zone', zone: 'clinic' } as const,
    { verb: 'label', choice: 'name' } as const,
    ...stopScopes.map((scope) => ({ verb: 'scope', scope }) as const),
    ...cancelChoices.map((choice) => ({ verb: 'cancel', choice }) as const),
    { verb: 'goon' } as const,
    { verb: 'forget', answer: 'yes' } as const,
    { verb: 'language', language: 'en' } as const,
    ...menuItems.map((item) => ({ verb: 'menu', item }) as const),
    { verb: 'whose', index: 9 } as const,
    ...(['r.book', 'r.later', 'r.no', 'r.elsewhere'] as const).map(
      (verb) => ({ verb, tag: 'zzzzzzz' }) as const,
    ),
    { verb: 'r.at', tag: 'zzzzzzz', date: '2027-01-20' } as const,
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
  'agree:visits',
  'agree:visit.maybe',
  'agree:constructor.yes',
  'days:weekend',
  'hours:18:00-21:00',
  'limit:0',
  'limit:100',
  'zone:Mars/Olympus',
  'zone:+03:00',
  'label:other',
  'goon:',
  'whose:-1',
  'r.at:abc',
  'r.at:abc.2027-02-30',
  'r.book:abc.2027-01-20',
])('knows no button %j', (data) => {
  expect(decodeButton(data)).toBeNull();
});

it('never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (data) => void decodeButton(data)));
});
