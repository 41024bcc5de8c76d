import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeButton } from '../../src/dialogue/buttons.ts';
import {
  agreedChoices,
  decodeStaffButton,
  encodeStaffButton,
  isStaffButton,
  type StaffAction,
} from '../../src/dialogue/staff-buttons.ts';
import { readAge } from '../../src/dialogue/staff-words.ts';
import { doctorKinds } from '../../src/domain/presets.ts';
import {
  readStaffCode,
  spelledStaffCode,
  staffCodeOf,
  staffCodeToken,
} from '../../src/domain/staff-code.ts';

const id = fc.uuid();
const of = {
  tag: fc.stringMatching(/^[0-9a-z]{1,7}$/),
  kind: fc.constantFrom(...doctorKinds),
};
const choice = fc.constantFrom('evening', 'morning', 'days', 'w2', 'm12', 'a13', '2030-03-05');
const action: fc.Arbitrary<StaffAction> = fc.oneof(
  fc.record({ verb: fc.constantFrom('take', 'show', 'end', 'reply'), alarmId: id }),
  fc.record({
    verb: fc.constant('list' as const),
    day: fc.constantFrom(-1, 0, 1),
    page: fc.nat(99),
  }),
  fc.record({ verb: fc.constant('open' as const), tag: of.tag }),
  fc.record({ verb: fc.constantFrom('what' as const, 'part' as const), ...of }),
  fc.record({ verb: fc.constant('say' as const), ...of, key: fc.stringMatching(/^[a-z]\d$/) }),
  fc.record({ verb: fc.constant('signed' as const), ...of, on: fc.constant('2026-11-23') }),
  fc.record({ verb: fc.constant('due' as const), ...of, choice }),
  fc.record({
    verb: fc.constant('agreed' as const),
    ...of,
    how: fc.constantFrom(...agreedChoices),
    choice,
  }),
  fc.record({ verb: fc.constant('undo' as const), reasonId: id }),
);

test('every button of staff fits, is read back as it was, and is no button of a patient', () => {
  fc.assert(
    fc.property(action, (one) => {
      const data = encodeStaffButton(one);
      expect(new TextEncoder().encode(data).length).toBeLessThanOrEqual(64);
      expect(decodeStaffButton(data)).toEqual(one);
      expect(isStaffButton(data)).toBe(true);
      expect(decodeButton(data)).toBeNull();
    }),
  );
});

test('whatever else comes is no button of staff, and breaks nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `st.${text}`),
      ),
      (data) => {
        const read = decodeStaffButton(data);
        if (read) expect(encodeStaffButton(read)).toBe(data);
      },
    ),
  );
});

test('a code is read from its link and from what is typed, in any case', () => {
  const bytes = fc.uint8Array({ minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(bytes, (random) => {
      const code = staffCodeOf(random);
      expect(readStaffCode(staffCodeToken(code))).toBe(code);
      expect(readStaffCode(` /start ${staffCodeToken(code)} `)).toBe(code);
      expect(readStaffCode(spelledStaffCode(code).toUpperCase())).toBe(code);
    }),
  );
});

test.each(['', 'спасибо', 's', 's-', '2026-1123-0900', 's_short', 'appointments'])(
  '"%s" is no code',
  (text) => expect(readStaffCode(text)).toBeNull(),
);

test.each([
  ['в 13 лет к ортодонту', 13],
  ['К ортодонту в 7 лет', 7],
  ['orthodontist at 13', 13],
  ['at 13 years', 13],
  ['через 3 недели', null],
  ['в 13:30', null],
  ['at 10:30', null],
  ['к 15 января', null],
])('"%s" names the age %s', (text, age) => expect(readAge(text)).toBe(age));
