import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeButton } from '../../src/dialogue/buttons.ts';
import { languages } from '../../src/domain/words.ts';
import { composeFamily, familyMax } from '../../src/text/proactive-family.ts';
import { extraNames } from '../../src/text/proactive-words.ts';

const kinds = ['visit_three_days', 'visit_day_before', 'visit_soon'] as const;
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
const name = fc.oneof(
  fc.constantFrom('Миша', 'Катя', 'Александра Константинопольская', 'Александра Константиновна'),
  text.filter((one) => one.trim() !== ''),
);
const extras = fc.dictionary(fc.constantFrom(...extraNames), fc.string({ maxLength: 900 }));
const member = fc.record({
  messageId: fc.uuid(),
  clinic: text,
  address: text,
  person: name,
  startsAt: fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2027-01-01T00:00:00Z'),
    noInvalidDate: true,
  }),
  zone: fc.constant('Europe/Moscow'),
  extras,
});
const family = fc.record({
  kind: fc.constantFrom(...kinds),
  members: fc.array(member, { minLength: 2, maxLength: familyMax }),
  language: fc.constantFrom(...languages),
});

function messageOf(data: string): string | null {
  const action = decodeButton(data);
  return action && 'messageId' in action ? action.messageId : null;
}

it('fits what the messengers carry, whatever the people are called', () => {
  fc.assert(
    fc.property(family, (one) => {
      const content = composeFamily(one);
      if (!content) return;
      const { buttons = [] } = content;
      expect(content.text.length).toBeLessThanOrEqual(buttons.length > 3 ? 4096 : 1024);
      expect(content.text.trimEnd().split('\n').at(-1)).toMatch(/не я|not me/);
      expect(content.text.slice(0, 40)).not.toMatch(/визит|visit booked|клиник|clinic/i);
      const labels = buttons.map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
      for (const label of labels) expect([...label].length).toBeLessThanOrEqual(20);
      expect(buttons.length > 3).toBe(content.menuLabel !== undefined);
    }),
  );
});

it('has a row for each person, and what is pressed in it is about their own visit', () => {
  fc.assert(
    fc.property(family, (one) => {
      const rows = composeFamily(one)?.rows;
      if (!rows) return;
      const ids = one.members.map(({ messageId }) => messageId);
      expect(rows.map((row) => [...new Set(row.map(({ data }) => messageOf(data)))])).toEqual(
        ids.map((id) => [id]),
      );
    }),
  );
});
