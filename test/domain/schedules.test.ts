import { expect, test } from 'vitest';
import { thorough } from '../support/thorough.ts';
import { judge } from './schedule-oracle.ts';
import { randomOf } from './schedule-random.ts';
import { play, type Story } from './schedule-world.ts';

const stories = thorough(100_000);
const shown_max = 10;

test(`of ${stories} schedules with moves and cancellations no message is stale, repeated, late or out of hours, and every silence has a code`, () => {
  const counts = { sent: 0, silent: 0, news: 0 };
  const found: string[] = [];
  for (let seed = 1; seed <= stories && found.length < shown_max; seed += 1) {
    const story = play(randomOf(seed));
    count(counts, story);
    found.push(...judge(story).map((fault) => `seed ${seed}: ${fault}`));
  }
  expect(found).toEqual([]);
  // Nothing is proven by stories in which nothing happens.
  expect(Math.min(counts.sent, counts.silent)).toBeGreaterThan(stories / 2);
  expect(counts.news).toBeGreaterThan(stories / 10);
}, 120_000);

function count(counts: { sent: number; silent: number; news: number }, { log, rows }: Story): void {
  const sent = log.filter((one) => one.what === 'sent');
  counts.sent += sent.length;
  counts.news += sent.filter(({ type }) => type !== 'reminder').length;
  counts.silent += rows.filter(({ state }) => state === 'dropped' || state === 'cancelled').length;
}
