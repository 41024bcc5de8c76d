/** A taste of `npm run simulate`: what once failed, some seeds, and that a seed is always the same story. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PostgresServer } from '../support/postgres-server.ts';
import { readBank } from './bank.ts';
import { createSimulated, openWire, startServer, type Wire } from './database.ts';
import { optionsOf, tellAgain, tellSeed } from './story.ts';

const seeds = 4;

let server: PostgresServer;
let wire: Wire;

beforeAll(async () => {
  server = await startServer();
  wire = await openWire(await createSimulated(server.url, 'simulation'));
});

afterAll(async () => {
  await wire.close();
  await server.stop();
});

test.for(readBank())(
  'what once failed: $found.check, seed $story.options.seed',
  async ({ story }) => {
    expect((await tellAgain({ wire }, story)).violations).toEqual([]);
  },
);

test(`${seeds} seeds`, { timeout: 120_000 }, async () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { violations } = await tellSeed({ wire }, optionsOf(seed));
    expect(violations, `seed ${seed}`).toEqual([]);
  }
});

test.for([3])('seed %i is the same story each time, and from its record', async (seed) => {
  const telling = { wire, traces: 'fingerprint' } as const;
  const first = await tellSeed(telling, optionsOf(seed));
  const second = await tellSeed(telling, optionsOf(seed));
  const recorded = JSON.parse(JSON.stringify(first.story)) as typeof first.story;
  const third = await tellAgain(telling, recorded);
  expect([second.hash, third.hash]).toEqual([first.hash, first.hash]);
});

test('another seed is another story', async () => {
  const telling = { wire, traces: 'fingerprint' } as const;
  const [one, other] = [
    await tellSeed(telling, optionsOf(1)),
    await tellSeed(telling, optionsOf(2)),
  ];
  expect(one.hash).not.toBe(other.hash);
});
