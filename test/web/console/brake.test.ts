import { expect, test } from 'vitest';
import { createBrake } from '../../../src/web/console/brake.ts';

const minute = 60_000;

test('the brake holds after five wrong tries in five minutes and lets go by itself', () => {
  let now = 0;
  const brake = createBrake(() => now);
  for (let tries = 0; tries < 5; tries += 1) {
    expect(brake.isOn('Anna')).toBe(false);
    brake.wrong('anna');
    now += minute / 2;
  }
  expect(brake.isOn(' ANNA ')).toBe(true);
  expect(brake.isOn('boris')).toBe(false);
  now = 5 * minute + 1;
  expect(brake.isOn('anna')).toBe(false);
});

test('a right password forgets the wrong ones', () => {
  const brake = createBrake(() => 0);
  for (let tries = 0; tries < 4; tries += 1) brake.wrong('anna');
  brake.right('anna');
  brake.wrong('anna');
  expect(brake.isOn('anna')).toBe(false);
});
